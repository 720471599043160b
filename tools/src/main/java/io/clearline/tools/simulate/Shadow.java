package io.clearline.tools.simulate;

import io.clearline.engine.core.ClearanceCore;
import io.clearline.engine.core.Core;
import io.clearline.engine.core.Verdict;
import io.clearline.engine.record.RecordHeader;
import io.clearline.tools.simulate.Finding.Kind;
import java.util.Arrays;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A core that never crashes: it decides every command that the memory holds once more, in their
 * order, with nothing between command and state, and says where an engine answered otherwise.
 */
final class Shadow {
    private final Memory memory;
    private final boolean declared;
    private final ExpandableArrayBuffer timer = new ExpandableArrayBuffer(128);
    private ClearanceCore core = new ClearanceCore();

    /**
     * Creates one.
     *
     * @param declared whether the engine's time is the commands' own
     */
    Shadow(final Memory memory, final boolean declared) {
        this.memory = memory;
        this.declared = declared;
    }

    ClearanceCore core() {
        return core;
    }

    /** Goes to the state behind a record; back to an earlier one by way of the beginning. */
    void go(final long sequence) {
        if (core.lastSequence() > sequence) {
            core = new ClearanceCore();
        }
        while (core.lastSequence() < sequence) {
            take(memory.record(core.lastSequence() + 1));
        }
    }

    /** Answers a command that left no record, in the state as it is. */
    byte[] repeat(final byte[] command, final long timeMs) {
        final Verdict verdict = core.decide(
            new UnsafeBuffer(command), 0, command.length, declared ? Core.DECLARED_CLOCK : timeMs);
        if (verdict.journaled()) {
            throw new Finding(Kind.CONTRADICTED, "a command was answered without a record, but it"
                + " has none yet after record " + core.lastSequence());
        }
        return bytes(verdict);
    }

    private void take(final byte[] bytes) {
        final UnsafeBuffer record = new UnsafeBuffer(bytes);
        final long sequence = RecordHeader.sequence(record, 0);
        final int at = RecordHeader.commandAt(0);
        final int length = RecordHeader.commandLength(record, 0);
        final long timeMs = RecordHeader.timeMs(record, 0);
        final boolean fires = falls(bytes);
        final Verdict verdict = core.decide(
            record, at, length, declared && !fires ? Core.DECLARED_CLOCK : timeMs,
            RecordHeader.principal(record, 0));
        compare(record, verdict, sequence, timeMs);
        if (!fires && core.dueTimer(timeMs, timer) > 0) {
            throw new Finding(
                Kind.CONTRADICTED, "record " + sequence + " passed over a timer that is due");
        }
        core.apply(sequence, verdict.timeMs(), record, at, length,
            verdict.effects().buffer(), 0, verdict.effects().length());
    }

    /** Tells whether a record's command is what falls due next: written by nobody but the engine. */
    boolean falls(final byte[] bytes) {
        final UnsafeBuffer record = new UnsafeBuffer(bytes);
        final byte[] due = new byte[core.dueTimer(RecordHeader.timeMs(record, 0), timer)];
        timer.getBytes(0, due);
        return due.length > 0 && Arrays.equals(due, Memory.command(record));
    }

    private void compare(
        final UnsafeBuffer record, final Verdict verdict, final long sequence, final long timeMs) {
        final byte[] effects = new byte[RecordHeader.effectsLength(record, 0)];
        record.getBytes(RecordHeader.effectsAt(record, 0), effects);
        final byte[] own = new byte[verdict.effects().length()];
        verdict.effects().buffer().getBytes(0, own);
        if (!verdict.journaled() || verdict.timeMs() != timeMs
            || RecordHeader.policyHigh(record, 0) != core.policyHigh()
            || RecordHeader.policyLow(record, 0) != core.policyLow()
            || !Arrays.equals(Memory.answer(record), bytes(verdict))
            || !Arrays.equals(effects, own)) {
            throw new Finding(Kind.CONTRADICTED, "record " + sequence
                + " was decided otherwise than by a core that never crashed");
        }
    }

    private static byte[] bytes(final Verdict verdict) {
        final byte[] answer = new byte[verdict.answerLength()];
        verdict.answer().getBytes(0, answer);
        return answer;
    }
}
