package io.clearline.adapters.http;

import static io.clearline.adapters.http.RunningServer.OTHER_TRADER;
import static io.clearline.adapters.http.RunningServer.TRADER;
import static io.clearline.adapters.http.RunningServer.declare;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clearline.engine.record.sbe.Role;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How a declaration stands and why, over HTTP: who sees it, and what of it. */
@Timeout(120)
class DeclarationsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path home;
    private RunningServer running;

    @BeforeEach
    void start() throws Exception {
        running = new RunningServer(home);
    }

    @AfterEach
    void stop() {
        running.close();
    }

    private JsonNode seen(final String token, final String path) throws Exception {
        final var answer = running.get(token, "/v1/declarations/" + path);
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals("application/json", answer.headers().firstValue("Content-Type").orElse(""));
        return JSON.readTree(answer.body());
    }

    private void unknown(final String token, final String path) throws Exception {
        final var answer = running.get(token, "/v1/declarations/" + path);
        assertEquals(404, answer.statusCode(), answer.body());
        assertTrue(answer.body().matches("\\{\"status\":404,\"detail\":\"no declaration of yours has"
            + " this number or ref up to record [0-9]+\"}"), answer.body());
    }

    @Test
    void aDeclarationIsLookedUpByNumberAndByRef() throws Exception {
        final String window = running.token("window", Role.PORT_SYSTEM);
        final JsonNode answer =
            JSON.readTree(running.post(window, declare("A/1 %", "84596110", 1)).body());
        running.settle();
        final JsonNode status = seen(window, answer.get("declaration").asText());
        for (final String field : List.of("declaration", "ref", "outcome", "lane", "receipt",
            "seq", "at")) {
            assertEquals(answer.get(field), status.get(field), field);
        }
        assertFalse(status.get("departed").asBoolean());
        assertEquals(status, seen(window, "A%2F1%20%25"));
        unknown(window, "A");
        unknown(window, "640020261000000999");
        unknown(window, "x".repeat(33));
        unknown(window, "%E4%B8%AD");
    }

    @Test
    void everyoneSeesItsOwnAndOthersAreUnknown() throws Exception {
        final String window = running.token("window", Role.PORT_SYSTEM);
        final String broker = running.token("broker", Role.DECLARANT);
        running.post(window, declare("A", "84581100", 1));
        running.post(window, declare("B", "84581100", 1, OTHER_TRADER, 6481));
        running.post(broker, declare("C", "84581100", 1));
        running.settle();
        final List<String> seen = new ArrayList<>();
        for (final Role role : Role.values()) {
            if (role != Role.NULL_VAL) {
                seen.add(role + " " + seenOf(running.token("one " + role, role)));
            }
        }
        assertEquals(List.of("PORT_SYSTEM ", "DECLARANT AC", "OFFICER ABC", "ANALYST ABC",
            "PUBLISHER ", "AUDITOR ABC", "ADMINISTRATOR ABC"), seen);
        assertEquals("AB", seenOf(window));
        assertEquals("AC", seenOf(broker));
        assertEquals("B", seenOf(
            running.token("other", Role.DECLARANT, 0, OTHER_TRADER)));
        // 6481 is where B was declared, 6400 where all of them enter.
        assertEquals("B", seenOf(running.token("yangpu", Role.OFFICER, 6481, "")));
        assertEquals("", seenOf(running.token("dongguan", Role.OFFICER, 6700, "")));
        assertEquals("ABC", seenOf(running.token("everywhere", Role.OFFICER, 0, "")));
    }

    private String seenOf(final String token) throws Exception {
        final StringBuilder seen = new StringBuilder();
        for (final String ref : List.of("A", "B", "C")) {
            final int code = running.get(token, "/v1/declarations/" + ref).statusCode();
            assertEquals(code,
                running.get(token, "/v1/declarations/" + ref + "/explain").statusCode());
            if (code == 200) {
                seen.append(ref);
            } else {
                unknown(token, ref);
            }
        }
        return seen.toString();
    }

    /** Two agents under one reference: each finds its own, the auditor the later one. */
    @Test
    void aRefMeansTheCallersOwn() throws Exception {
        final String broker = running.token("broker", Role.DECLARANT, 0, TRADER);
        final String other = running.token("other", Role.DECLARANT, 0, OTHER_TRADER);
        running.post(broker, declare("A", "84581100", 1));
        running.post(other, declare("A", "84581100", 1, OTHER_TRADER, 6400));
        running.settle();
        final String first = seen(broker, "A").get("declaration").asText();
        final String second = seen(other, "A").get("declaration").asText();
        assertEquals(second,
            seen(running.token("audit", Role.AUDITOR), "A").get("declaration").asText());
        assertFalse(first.equals(second));
        unknown(other, first);
        unknown(broker, second);
    }

    @Test
    void anExplanationTellsEveryRecordInOrder() throws Exception {
        final String window = running.token("window", Role.PORT_SYSTEM);
        final String held = running.post(window, declare("A", "84581100", 7)).body();
        final String officer = running.token("officer", Role.OFFICER);
        assertEquals(200, running.post(officer, "{\"type\":\"resolve\",\"declaration\":\"A\","
            + "\"hold\":\"EXAMINE\",\"result\":\"PASS\",\"officer\":\"Officer Wang\"}").statusCode());
        running.settle();
        final JsonNode audit = seen(running.token("audit", Role.AUDITOR), "A/explain");
        assertEquals("RELEASE", audit.get("outcome").asText());
        assertEquals(0, audit.get("notShown").asInt());
        final JsonNode records = audit.get("records");
        assertEquals(2, records.size());
        assertEquals("declare", records.get(0).get("kind").asText());
        assertEquals("resolve", records.get(1).get("kind").asText());
        assertTrue(records.toString().contains("control matched: 6400/HK-1@1"), records.toString());
        assertTrue(records.toString().contains("basis: Customs Law art. 28"), records.toString());
        // Those who are controlled see what they saw when they were answered, and no more.
        final String hidden =
            running.get(window, "/v1/declarations/A/explain").body();
        assertFalse(hidden.contains("HK-1"), hidden);
        assertFalse(hidden.contains("Wang"), hidden);
        assertTrue(hidden.contains("raised by: control\""), hidden);
        assertTrue(hidden.contains("basis: Customs Law art. 28"), hidden);
        assertTrue(hidden.contains(held.strip().replace("\"in\":1", "\"in\":null")), hidden);
        final JsonNode outcome = JSON.readTree(
            running.get(running.token("broker", Role.DECLARANT), "/v1/declarations/A/explain")
                .body());
        assertEquals(JSON.readTree(hidden), outcome);
    }
}
