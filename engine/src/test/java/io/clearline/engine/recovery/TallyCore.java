package io.clearline.engine.recovery;

import io.clearline.engine.core.Core;
import io.clearline.engine.core.Verdict;
import io.clearline.engine.record.StateInput;
import io.clearline.engine.record.StateOutput;
import org.agrona.DirectBuffer;

/**
 * A core of a few lines: its state is a sum, its answer the sum so far, its effect what is added.
 */
public final class TallyCore implements Core {
    private final Verdict verdict = new Verdict();
    private final int logicVersion;
    private final long fault;
    private long sum;
    private long lastSequence;
    private long lastTimeMs = NO_TIME;

    /** Creates a sound one. */
    public TallyCore() {
        this(1, 0);
    }

    /**
     * Creates one that decides record {@code fault} otherwise, cannot apply {@code -fault}; 0:
     * none.
     */
    public TallyCore(final int logicVersion, final long fault) {
        this.logicVersion = logicVersion;
        this.fault = fault;
    }

    @Override
    public Verdict decide(
        final DirectBuffer command, final int offset, final int length, final long clockMs, final int principal) {
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
    public void save(final StateOutput out) {
        out.putLong(sum);
        out.putLong(lastSequence);
        out.putLong(lastTimeMs);
    }

    @Override
    public void load(final StateInput in) {
        sum = in.getLong();
        lastSequence = in.getLong();
        lastTimeMs = in.getLong();
    }

    @Override
    public long stateHash() {
        return sum;
    }
}
