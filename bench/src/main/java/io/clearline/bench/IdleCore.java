package io.clearline.bench;

import io.clearline.engine.core.Core;
import io.clearline.engine.core.Verdict;
import io.clearline.engine.record.StateInput;
import io.clearline.engine.record.StateOutput;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** Decides nothing and journals nothing: what is left of an engine is its ring and its threads. */
final class IdleCore implements Core {
    private static final int ANSWER_BYTES = 64;

    private final Verdict verdict = new Verdict();

    @Override
    public Verdict decide(final DirectBuffer command, final int offset, final int length,
        final long clockMs, final int principal) {
        verdict.reset(0);
        verdict.notJournaled();
        verdict.answerLength(ANSWER_BYTES);
        return verdict;
    }

    @Override
    public void apply(final long sequence, final long timeMs, final DirectBuffer command,
        final int commandOffset, final int commandLength, final DirectBuffer effects,
        final int effectsOffset, final int effectsLength) {
        throw new IllegalStateException("nothing was decided");
    }

    @Override
    public int dueTimer(final long byMs, final MutableDirectBuffer into) {
        return 0;
    }

    @Override
    public long lastSequence() {
        return 0;
    }

    @Override
    public long lastTimeMs() {
        return NO_TIME;
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
        throw new UnsupportedOperationException("there is no state");
    }

    @Override
    public void load(final StateInput in) {
        throw new UnsupportedOperationException("there is no state");
    }

    @Override
    public long stateHash() {
        return 0;
    }
}
