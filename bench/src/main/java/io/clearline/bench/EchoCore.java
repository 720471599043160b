package io.clearline.bench;

import io.clearline.engine.core.Core;
import io.clearline.engine.core.Verdict;
import io.clearline.engine.record.StateInput;
import io.clearline.engine.record.StateOutput;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * A core that decides nothing: answers every command with as many bytes as the clearance core's
 * answers and effects have on average. What is left is the way through ring, journal, force and gate.
 */
final class EchoCore implements Core {
    private final Verdict verdict = new Verdict();
    private final int answerLength;
    private final int effectsLength;
    private long lastSequence;

    EchoCore(final int answerLength, final int effectsLength) {
        this.answerLength = answerLength;
        this.effectsLength = effectsLength;
    }

    @Override
    public Verdict decide(
        final DirectBuffer command, final int offset, final int length, final long clockMs,
        final int principal) {
        verdict.reset(lastSequence);
        verdict.answer().putBytes(0, command, offset, Math.min(length, answerLength));
        verdict.answerLength(answerLength);
        for (int i = 0; i < effectsLength; i += Long.BYTES) {
            verdict.effects().putLong(lastSequence);
        }
        return verdict;
    }

    @Override
    public void apply(
        final long sequence, final long timeMs, final DirectBuffer command, final int commandOffset,
        final int commandLength, final DirectBuffer effects, final int effectsOffset,
        final int effectsLength) {
        lastSequence = sequence;
    }

    @Override
    public int dueTimer(final long byMs, final MutableDirectBuffer into) {
        return 0;
    }

    @Override
    public long lastSequence() {
        return lastSequence;
    }

    @Override
    public long lastTimeMs() {
        return lastSequence;
    }

    @Override
    public long policyHigh() {
        return 0;
    }

    @Override
    public long policyLow() {
        return 0;
    }

    @Override
    public int logicVersion() {
        return 1;
    }

    @Override
    public void save(final StateOutput out) {
        out.putLong(lastSequence);
    }

    @Override
    public void load(final StateInput in) {
        lastSequence = in.getLong();
    }

    @Override
    public long stateHash() {
        return lastSequence;
    }
}
