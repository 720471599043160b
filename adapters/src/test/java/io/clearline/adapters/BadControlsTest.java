package io.clearline.adapters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clearline.adapters.csv.ReferenceException;
import io.clearline.adapters.csv.ReferenceLoader;
import io.clearline.adapters.json.CommandDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What an officer may get wrong, or an attacker may try: refused with a reason or bounded, sent as
 * a command and standing in {@code controls.jsonl}. The times are far above what is taken.
 */
class BadControlsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final int MEBIBYTE = 1 << 20;

    @TempDir
    Path directory;

    private final FastCore core = new FastCore();
    private int line;

    private static ObjectNode control(final String when) {
        return JSON.createObjectNode().put("type", "control").put("id", "A").put("version", 1)
            .put("issuer", "6700").put("when", when).put("then", "EXAMINE").put("basis", "b");
    }

    private JsonNode send(final ObjectNode command) {
        line++;
        command.put("at", String.format("2026-03-02T09:%02d:00+08:00", line));
        try {
            return JSON.readTree(core.answer(line, command.toString()));
        } catch (final IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends it as a command; returns "" where it is taken. */
    private String sent(final ObjectNode command) {
        final JsonNode reject = send(command).path("rejects").path(0);
        return reject.isMissingNode() ? "" : reject.path("field").asText() + " "
            + reject.path("code").asText() + (reject.has("line") ? " " + reject.path("line")
            + ":" + reject.path("column") + " " + reject.path("message").asText() : "");
    }

    /** Puts a line into controls.jsonl; returns "" where it is taken. */
    private String loaded(final String text) throws IOException {
        Files.writeString(directory.resolve("policy.csv"), "name,value,from,to\n");
        Files.writeString(directory.resolve("controls.jsonl"), text + "\n");
        try {
            new ReferenceLoader().load(directory);
            return "";
        } catch (final ReferenceException e) {
            return e.getMessage();
        }
    }

    private void both(final String when, final String sent, final String loaded) {
        assertTimeout(SOON, () -> {
            assertEquals(sent, sent(control(when)));
            assertEquals(loaded, loaded(control(when).toString()));
        });
    }

    @Test
    void anExpressionOfOneMebibyte() {
        both("transit || ".repeat(MEBIBYTE / 11) + "true", "when FORMAT", "controls.jsonl:1: when:"
            + " is not well-formed (FORMAT): write a text of 1 to 4096 characters");
    }

    @Test
    void anExpressionThatIsTenThousandDeep() {
        final String deep = "(".repeat(10_000) + "transit" + ")".repeat(10_000);
        both(deep, "when FORMAT", "controls.jsonl:1: when: is not well-formed (FORMAT): write a"
            + " text of 1 to 4096 characters");
        // As deep as may be written at all.
        final String why = "nested deeper than 200; write a list or several controls instead";
        both("(".repeat(2_000) + "transit" + ")".repeat(2_000), "when EXPRESSION 1:201 " + why,
            "controls.jsonl:1: when: line 1, column 201: " + why);
        both("!".repeat(4_000) + "transit", "when EXPRESSION 1:201 " + why,
            "controls.jsonl:1: when: line 1, column 201: " + why);
    }

    /** Backtracking engines take longer than the universe lasts on these. */
    @ParameterizedTest
    @ValueSource(strings = {"(a+)+$", "(a|aa)+$", "^(a|a?)+$", "(.*a){20}$", "(.*)*b$", "(a*)*(a*)*c"})
    void aCatastrophicOrEndlessPatternRunsInLinearTime(final String pattern) throws IOException {
        core.load(Path.of("src/test/resources/oracle/reference"));
        final String when = "item.name.matches(\"" + pattern + "\")";
        assertEquals("", loaded(control(when).toString()));
        assertTimeout(SOON, () -> {
            assertEquals("", sent(control(when)));
            for (int i = 0; i < 50; i++) {
                final JsonNode answer = send(declare("R" + i, "a".repeat(254) + "!"));
                assertEquals("[]", answer.path("hits").toString(), answer::toString);
            }
        });
    }

    private static ObjectNode declare(final String ref, final String name) {
        final ObjectNode command = JSON.createObjectNode().put("type", "declare").put("ref", ref)
            .put("flow", "FIRST_LINE_IMPORT").put("form", "NORMAL").put("office", "6400")
            .put("entryOffice", "6400").put("trader", "91460100MACX00011Q")
            .put("supervisionMode", "0110").put("transport", "2").put("dispatchCountry", "JPN")
            .put("packages", 3).put("grossKg", 2).put("netKg", 1);
        command.putArray("items").addObject().put("no", 1).put("hs", "84571010").put("name", name)
            .put("quantity", 1).put("value", 1_000).put("origin", "JPN")
            .put("regime", "ZERO_TARIFF");
        return command;
    }

    @Test
    void aPatternThatWouldGrowTooLarge() {
        final String sent = sent(control("ref.matches(\"((a{100}){100}){100}\")"));
        assertTrue(sent.startsWith("when EXPRESSION 1:13 "), sent);
        assertTrue(sent.length() < 200, sent);
        assertTimeout(SOON, () -> assertTrue(loaded(control("ref.matches(\"((a{100}){100}){100}\")")
            .toString()).startsWith("controls.jsonl:1: when: line 1, column 13: ")));
    }

    @Test
    void divisionByZero() {
        both("packages / 0 == 1", "when EXPRESSION 1:12 division by zero",
            "controls.jsonl:1: when: line 1, column 12: division by zero");
        core.load(Path.of("src/test/resources/oracle/reference"));
        assertEquals("", sent(control("1 / (packages - 3) == 1")));
        final JsonNode answer = send(declare("R", "goods"));
        assertEquals("HOLD", answer.path("outcome").asText(), answer::toString);
        assertEquals("DOCUMENT", answer.path("holds").path(0).path("kind").asText());
        assertEquals("6700/A@1", answer.path("holds").path(0).path("code").asText());
    }

    @Test
    void aLineOfSeventeenMebibytes() throws IOException {
        final String huge = control("x".repeat(17 * MEBIBYTE)).toString();
        assertEquals("controls.jsonl:1: is longer than " + CommandDecoder.MAX_LINE + " bytes",
            loaded(huge));
        final JsonNode answer = JSON.readTree(core.answer(1, huge));
        assertEquals("SYNTAX", answer.path("rejects").path(0).path("code").asText());
        assertTrue(answer.path("seq").isNull());
    }

    @Test
    void unknownFieldsArePassedOver() throws IOException {
        final ObjectNode command = control("transit").put("colour", "red").put("states", 7);
        assertEquals("", loaded(command.toString()));
        assertEquals("", sent(command));
    }

    @Test
    void numbersOutOfRange() throws IOException {
        for (final String rate : new String[] {"1.01", "-0.1", "1e9"}) {
            final ObjectNode command = control("transit");
            command.set("rate", JSON.readTree(rate));
            assertEquals("rate RANGE", sent(command));
            assertEquals("controls.jsonl:1: rate: is out of range (RANGE): write a decimal of 0 to"
                + " 1 with at most 8 decimals", loaded(command.toString()));
        }
        final ObjectNode guard = control("transit").put("expect", "0.5").put("factor", "2")
            .put("over", 10);
        assertEquals("factor RANGE", sent(guard));
        assertEquals("controls.jsonl:1: factor: is out of range (RANGE): write a decimal of 1 to"
            + " 1000 with at most 4 decimals, and below 1 / expect", loaded(guard.toString()));
        guard.remove("factor");
        assertEquals("factor MISSING", sent(guard));
    }

    /** The contract says nothing against it; such a control never hits. */
    @Test
    void fromBehindTo() {
        core.load(Path.of("src/test/resources/oracle/reference"));
        assertEquals("", sent(control("true").put("from", "2026-04-01T00:00:00+08:00")
            .put("to", "2026-03-01T00:00:00+08:00")));
        assertEquals("[]", send(declare("R", "goods")).path("hits").toString());
    }

    /** An issuer is four digits (contract section 3), an id any text of 32 characters. */
    @Test
    void anyIssuerAndAnyId() throws IOException {
        core.load(Path.of("src/test/resources/oracle/reference"));
        final ObjectNode command = control("true").put("issuer", "0099")
            .put("id", "\u6e5b\u6c5f-\ud83d\udea2 \"014\"/@");
        assertEquals("", loaded(command.toString()));
        assertEquals("", sent(command));
        assertEquals("0099/\u6e5b\u6c5f-\ud83d\udea2 \"014\"/@@1",
            send(declare("R", "goods")).path("hits").path(0).asText());
        assertEquals("id FORMAT", sent(control("true").put("id", "\u6e5b".repeat(33))));
    }

    @Test
    void anAuthorDoesNotPutInForceWhatHeWrote() throws IOException {
        final ObjectNode command = control("true").put("author", "Li");
        assertEquals("state STATE", sent(command));
        assertEquals("controls.jsonl:1: state: of a control with an author is DRAFT or SHADOW at"
            + " first; another officer activates it", loaded(command.toString()));
        assertEquals("", loaded(command.put("state", "DRAFT").toString()));
        assertEquals("", sent(command));
    }

    @Test
    void aDirectoryWithABadControlLoadsNothing() throws IOException {
        loaded(control("transit").toString());
        Files.writeString(directory.resolve("controls.jsonl"),
            control("transit") + "\n" + control("transits").put("version", 2) + "\n");
        assertTrue(assertThrows(ReferenceException.class,
            () -> new ReferenceLoader().load(directory)).getMessage()
            .startsWith("controls.jsonl:2: when: line 1, column 1: unknown name 'transits'"));
    }
}
