package io.clearline.engine.recovery;

import io.clearline.engine.core.Core;
import io.clearline.engine.core.Verdict;
import org.agrona.DirectBuffer;

/**
 * A core of a few lines: its state is a sum, its answer the sum so far, its effect what is added.
 */
final class TallyCore implements Core {
    private final Verdict verdict = new Verdict();
    private final int logicVersion;
    private final long fault;
    private long sum;
    private long lastSequence;
    private long lastTimeMs = NO_TIME;

    /**
     * Creates one that decides record {@code fault} otherwise, cannot apply {@code -fault}; 0:
     * none.
     */
    TallyCore(final int logicVersion, final long fault) {
        this.logicVersion = logicVersion;
        this.fault = fault;
    }

    @Override
    public Verdict decide(
        final DirectBuffer command, final int offset, final int length, final long clockMs) {
        verdict.reset(Math.max(lastTimeMs, clockMs));
        final long added = command.getLong(offset);
        verdict.answer().putLong(0, sum);
        verdict.answer().putLong(8, lastSequence + 1 == fault ? 99 : added);
        verdict.answerLength(16);
        verdict.effects().putLong(added);
        return verdict;
    }

    @Override
    public void apply(
        final long sequence, final long timeMs, final DirectBuffer command, final int commandOffset,
        final int commandLength, final DirectBuffer effects, final int effectsOffset,
        final int effectsLength) {
        if (sequence == -fault) {
            throw new IllegalStateException("cannot");
        }
        sum += effects.getLong(effectsOffset);
        lastSequence = sequence;
        lastTimeMs = timeMs;
    }

    @Override
    public int dueTimer(final long byMs, final org.agrona.MutableDirectBuffer into) {
        return 0;
    }

    @Override
    public long lastSequence() {
        return lastSequence;
    }

    @Override
    public long lastTimeMs() {
        return lastTimeMs;
    }

    @Override
    public long policyHigh() {
        return 3;
    }

    @Override
    public long policyLow() {
        return sum < 0 ? 5 : 4;
    }

    @Override
    public int logicVersion() {
        return logicVersion;
    }

    @Override
    public long stateHash() {
        return sum;
    }
}
