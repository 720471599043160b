package io.clearline.adapters.http;

import static io.clearline.adapters.http.RunningServer.OTHER_TRADER;
import static io.clearline.adapters.http.RunningServer.TRADER;
import static io.clearline.adapters.http.RunningServer.declare;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.engine.record.sbe.Role;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each role and each request, with what is its own and with what is another's: the code, that a refusal is
 * logged once, and that nothing of the other's is told.
 */
@Timeout(120)
class RolesTest {
    /** The declaration that nobody but those who see all, and its own, may learn of. */
    private static final String OTHERS = "OTHERS-REF";
    private static final String CONTROL = "HK-1";

    @TempDir
    private static Path home;
    private static RunningServer running;
    private static String othersNumber;
    private static final Map<String, String> TOKENS = new TreeMap<>();

    @BeforeAll
    static void start() throws Exception {
        running = new RunningServer(home);
        TOKENS.put("none", null);
        TOKENS.put("unknown", "clearline_0_0");
        TOKENS.put("expired", running.tokens.make("late", Role.ADMINISTRATOR, 0, "",
            Instant.now().minusSeconds(1)).secret());
        final var revoked = running.tokens.make("gone", Role.ADMINISTRATOR, 0, "",
            Instant.now().plusSeconds(600));
        running.tokens.revoke(revoked.token().id());
        TOKENS.put("revoked", revoked.secret());
        for (final Role role : Role.values()) {
            if (role != Role.NULL_VAL) {
                TOKENS.put(role.name(), running.token("my " + role, role, 6700,
                    role == Role.DECLARANT ? TRADER : ""));
            }
        }
        TOKENS.put("OWN_OFFICER", running.token("own officer", Role.OFFICER));
        // Held by a control, at office 6481, of another trader, sent by another.
        final HttpResponse<String> held = running.post(
            running.token("another", Role.PORT_SYSTEM),
            declare(OTHERS, "84581100", 7, OTHER_TRADER, 6481));
        assertEquals(202, held.statusCode(), held.body());
        othersNumber = held.body().replaceAll(".*\"declaration\":\"([0-9]+)\".*", "$1").strip();
        running.settle();
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    private record Seen(HttpResponse<String> answer, List<String> log) {
    }

    /** Sends a request, and returns what came and what was logged of it. */
    private static Seen send(final HttpRequest.Builder request) throws Exception {
        final PrintStream err = System.err;
        final ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            final HttpResponse<String> answer =
                running.client.send(request.build(), BodyHandlers.ofString());
            return new Seen(answer, said.toString(StandardCharsets.UTF_8).lines().toList());
        } finally {
            System.setErr(err);
        }
    }

    private static Seen get(final String who, final String path) throws Exception {
        return send(running.to(path, TOKENS.get(who)));
    }

    private static Seen command(final String who, final String body) throws Exception {
        return send(running.to("/v1/commands", TOKENS.get(who))
            .header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    private static void refused(final int code, final Seen seen) {
        assertEquals(code, seen.answer.statusCode(), seen.answer.body());
        assertEquals(1, seen.log.size(), seen.log.toString());
        for (final String secret : new String[] {OTHERS, OTHER_TRADER, CONTROL, "art. 28",
            othersNumber, "HOLD", "EXAMINE"}) {
            assertFalse(seen.answer.body().contains(secret), seen.answer.body());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "unknown", "expired", "revoked"})
    void nobodyIsLetInWithoutAGoodToken(final String who) throws Exception {
        final long before = running.engine.lastSequence();
        refused(401, command(who, declare("X", "84581100", 1)));
        for (final String path : List.of("/v1/answers", "/v1/declarations/" + OTHERS,
            "/v1/declarations/" + othersNumber + "/explain", "/v1/declarations/nothing")) {
            refused(401, get(who, path));
        }
        refused(401, send(running.to("/v1/answers", TOKENS.get(who))
            .header("Accept", "text/event-stream")));
        assertEquals(before, running.engine.lastSequence());
    }

    /** What a role may send at all, and what it may do to another's declaration or at another office. */
    @ParameterizedTest
    @CsvSource({
        // role, declare own, declare for another, pay another's, resolve another's, control, publish
        "PORT_SYSTEM,   200, 200, 409, 403, 403, 403",
        "DECLARANT,     200, 403, 404, 403, 403, 403",
        "OFFICER,       403, 403, 403, 403, 403, 403",
        "ANALYST,       403, 403, 403, 403, 200, 403",
        "PUBLISHER,     403, 403, 403, 403, 403, 409",
        "AUDITOR,       403, 403, 403, 403, 403, 403",
        "ADMINISTRATOR, 403, 403, 403, 403, 403, 403"})
    void commandsOfEachRole(final String role, final int own, final int foreign, final int pay,
        final int resolve, final int control, final int publish) throws Exception {
        expect(own, command(role, declare("OWN " + role, "84581100", 1)));
        expect(foreign, command(role,
            declare("FOREIGN " + role, "84581100", 1, OTHER_TRADER, 6400)));
        expect(pay, command(role,
            "{\"type\":\"pay\",\"declaration\":\"" + othersNumber + "\",\"amount\":1}"));
        expect(resolve, command(role, "{\"type\":\"resolve\",\"declaration\":\"" + othersNumber
            + "\",\"hold\":\"EXAMINE\",\"result\":\"PASS\",\"officer\":\"o\"}"));
        expect(control, command(role, "{\"type\":\"control\",\"id\":\"N-" + role
            + "\",\"version\":1,\"issuer\":\"6700\",\"when\":\"packages == 9\",\"then\":\"EXAMINE\","
            + "\"basis\":\"b\",\"instruction\":\"i\",\"state\":\"DRAFT\"}"));
        expect(publish, command(role, "{\"type\":\"control-state\",\"id\":\"none\",\"version\":1,"
            + "\"issuer\":\"6700\",\"state\":\"ACTIVE\",\"officer\":\"o\",\"reason\":\"r\"}"));
    }

    private static void expect(final int code, final Seen seen) {
        if (code == 403 || code == 404) {
            refused(code, seen);
        } else {
            assertEquals(code, seen.answer.statusCode(), seen.answer.body());
            assertEquals(List.of(), seen.log);
        }
    }

    /** Look-ups of another's: those who answer for the whole see it, for the others it is not there. */
    @ParameterizedTest
    @CsvSource({"PORT_SYSTEM, 404", "DECLARANT, 404", "OFFICER, 404", "ANALYST, 200",
        "PUBLISHER, 404", "AUDITOR, 200", "ADMINISTRATOR, 200", "OWN_OFFICER, 200"})
    void lookUpsOfEachRole(final String role, final int code) throws Exception {
        for (final String id : List.of(OTHERS, othersNumber)) {
            for (final String tail : List.of("", "/explain")) {
                expect(code, get(role, "/v1/declarations/" + id + tail));
            }
        }
        if (code == 200) {
            assertTrue(get(role, "/v1/declarations/" + OTHERS + "/explain").answer.body()
                .contains("6400/" + CONTROL + "@1"));
        } else {
            assertEquals(get(role, "/v1/declarations/nothing").answer.body(),
                get(role, "/v1/declarations/" + OTHERS).answer.body(), "word for word");
        }
    }

    /** Answers to others' commands are read by auditor and administrator alone. */
    @ParameterizedTest
    @CsvSource({"PORT_SYSTEM, false", "DECLARANT, false", "OFFICER, false", "ANALYST, false",
        "PUBLISHER, false", "AUDITOR, true", "ADMINISTRATOR, true"})
    void answersOfEachRole(final String role, final boolean all) throws Exception {
        final Seen seen = get(role, "/v1/answers");
        assertEquals(200, seen.answer.statusCode());
        assertEquals(all, seen.answer.body().contains(OTHERS));
        assertEquals(all, seen.answer.body().contains(CONTROL));
        assertEquals(List.of(), seen.log);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"})
    void otherMethodsDoNothing(final String method) throws Exception {
        final long before = running.engine.lastSequence();
        for (final String path : List.of("/v1/commands", "/v1/answers", "/v1/declarations/"
            + OTHERS, "/metrics", "/health")) {
            final HttpResponse<String> answer = send(running.to(path, TOKENS.get("ADMINISTRATOR"))
                .method(method, BodyPublishers.ofString(declare("M", "84581100", 1)))).answer;
            assertEquals(404, answer.statusCode(), method + " " + path);
            assertFalse(answer.body().contains(OTHER_TRADER));
        }
        assertEquals(before, running.engine.lastSequence());
    }
}
