package io.clearline.adapters;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.adapters.history.ControlHistory;
import io.clearline.adapters.json.Explanation;
import io.clearline.engine.record.RecordHeader;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An officer reads since when a counter counts, and what it said when its control matched. */
class CounterExplanationTest {
    private final Recorder recorder = new Recorder();
    private final ControlHistory history = new ControlHistory();

    @BeforeEach
    void open() {
        Recorder.opening().forEach(this::explain);
    }

    private String explain(final byte[] command) {
        final Recorder.Step step = recorder.take(command);
        final int kind =
            new MessageHeaderDecoder().wrap(new UnsafeBuffer(command), 0).templateId();
        final ExpandableArrayBuffer record = new ExpandableArrayBuffer(1024);
        RecordHeader.write(record, 0, kind, recorder.core().lastSequence(), step.timeMs(), 1, 2,
            3, command.length, step.answer().length, step.effects().length);
        record.putBytes(RecordHeader.commandAt(0), command);
        record.putBytes(RecordHeader.answerAt(record, 0), step.answer());
        record.putBytes(RecordHeader.effectsAt(record, 0), step.effects());
        final String text = new Explanation().of(record, 0, history);
        history.apply(record, 0);
        return text;
    }

    private String explain(final String line) {
        return explain(recorder.command(line.replace('\'', '"')));
    }

    private String publish(final String id, final String minute, final String when) {
        return explain("{'type':'control','at':'2026-03-02T09:" + minute + ":00+08:00','id':'" + id
            + "','version':1,'issuer':'6700','then':'AUDIT','basis':'b','when':'"
            + when.replace("\"", "\\\"") + "'}");
    }

    private String declare(final String ref) {
        return explain("{" + Scene.machines(ref, "ZERO_TARIFF", "")
            + ",'at':'2026-03-02T10:00:00+08:00'}");
    }

    private static void has(final String part, final String text) {
        assertTrue(text.contains(part), () -> part + " is not in\n" + text);
    }

    @Test
    void sinceWhenAndHowMuch() {
        has("  counter 1 of the expression: number 0, counts since 2026-03-02T09:01:00.000+08:00\n",
            publish("A", "01", "count(\"trader\", \"P1D\") >= 2"));
        has("  counter 1 of the expression: number 1, counts since 2026-03-02T09:02:00.000+08:00\n"
            + "  counter 2 of the expression: number 0, counts since 2026-03-02T09:01:00.000+08:00\n",
            publish("B", "02", "sum(\"origin\", \"PT1H\", \"value\", item.value > 1) > 1999.99"
                + " && count(\"trader\", \"P1D\") < 9"));
        assertFalse(publish("C", "03", "transit || item.value > 0").contains("counts since"));
        final String first = declare("R1");
        has("control matched: 6700/C@1\n", first);
        assertFalse(first.contains("matched: 6700/A@1"), first);
        final String second = declare("R2");
        has("control matched: 6700/A@1\n  when: count(\"trader\", \"P1D\") >= 2\n"
            + "  saw: counter 1 = 2\n", second);
        has("  saw on item 1: counter 1 = 2000, counter 2 = 2\n", second);
        has("  saw: counter 1 = 3\n", declare("R3"));
    }
}
