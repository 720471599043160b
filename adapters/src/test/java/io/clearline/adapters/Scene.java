package io.clearline.adapters;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;

/**
 * A few commands told in JSON with single quotes, a minute apart, over the oracle's reference data.
 */
final class Scene {
    static final String TRADER = "91460100MACX00011Q";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Recorder recorder = Recorder.opened();
    private int minute;
    private Recorder.Step last;

    /** Returns a taxed or zero-tariff import of machining centres from Japan. */
    static String machines(final String ref, final String regime, final String more) {
        return declare(ref, "FIRST_LINE_IMPORT", "6481", "'dispatchCountry':'JPN'" + more,
            item("84573000", regime, "1000"));
    }

    /** Returns an exit by a vehicle. */
    static String exit(final String ref, final String plate, final String more, final String item) {
        return declare(
            ref, "SECOND_LINE_EXIT", "6482", "'conveyance':'" + plate + "'" + more, item);
    }

    static String declare(final String ref, final String flow, final String entry,
        final String more, final String items) {
        return "'type':'declare','ref':'" + ref + "','flow':'" + flow + "','form':'NORMAL',"
            + "'office':'6400','entryOffice':'" + entry + "','trader':'" + TRADER
            + "','supervisionMode':'0110','transport':'2','packages':1,'grossKg':12,'netKg':10,"
            + more
            + ",'items':[" + items + "]";
    }

    static String item(final String hs, final String regime, final String value) {
        return "{'no':1,'hs':'" + hs + "','name':'goods','quantity':2,'value':'" + value
            + "','origin':'JPN','regime':'" + regime + "'}";
    }

    /** Sends a command, its braces and time left out. */
    JsonNode send(final String fields) {
        final String at =
            String.format("2026-03-02T%02d:%02d:00+08:00", 8 + minute / 60, minute % 60);
        minute++;
        last = recorder.take(("{" + fields + ",'at':'" + at + "'}").replace('\'', '"'));
        return json(recorder.json(last));
    }

    private static JsonNode json(final String text) {
        try {
            return JSON.readTree(text);
        } catch (final IOException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /** Sends a command that must have an outcome. */
    JsonNode expect(final String outcome, final String fields) {
        final JsonNode answer = send(fields);
        assertEquals(outcome, answer.path("outcome").asText(), answer::toString);
        return answer;
    }

    /** Sends a command that must be refused for one fault, and then change nothing. */
    void refuse(final String field, final String code, final String fields) {
        final List<String> before = recorder.state();
        final long sequence = recorder.core().lastSequence();
        final JsonNode answer = send(fields);
        assertEquals("[{\"field\":\"" + field + "\",\"code\":\"" + code + "\"}]",
            answer.path("rejects").toString(), answer::toString);
        assertEquals(0, last.effects().length, answer::toString);
        assertEquals(before, recorder.state(), answer::toString);
        assertEquals(sequence + 1, recorder.core().lastSequence(), "what is refused is journaled");
    }

    Recorder recorder() {
        return recorder;
    }
}
