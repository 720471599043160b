package io.clearline.engine.pipeline;

import io.clearline.engine.core.Core;
import io.clearline.engine.core.Verdict;
import io.clearline.engine.record.PackedReader;
import io.clearline.engine.record.StateInput;
import io.clearline.engine.record.StateOutput;
import io.clearline.engine.record.sbe.AcceptedEncoder;
import io.clearline.engine.record.sbe.MalformedEncoder;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import io.clearline.engine.record.sbe.MessageHeaderEncoder;
import io.clearline.engine.record.sbe.TimerEncoder;
import io.clearline.engine.record.sbe.UnknownTypeEncoder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * A customs office without law: accepts everything, in the answer repeats the number that the
 * command carries, keeps a sum as its state. A Malformed line is answered without a record, an
 * UnknownType throws.
 */
final class FakeCore implements Core {
    static final RuntimeException POISON = new IllegalArgumentException("poison");

    private static final int NUMBER_AT = MessageHeaderDecoder.ENCODED_LENGTH;

    private final Verdict verdict = new Verdict();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final MessageHeaderEncoder answerHeader = new MessageHeaderEncoder();
    private final AcceptedEncoder accepted = new AcceptedEncoder();
    private final TimerEncoder timer = new TimerEncoder();
    private final PackedReader effect = new PackedReader();
    /** A timer that falls due once the time is this. */
    volatile long dueMs = Long.MAX_VALUE;

    private volatile long sum;
    private volatile long lastSequence;
    private long lastTimeMs = NO_TIME;

    FakeCore() {
        this(0);
    }

    FakeCore(final long lastSequence) {
        this.lastSequence = lastSequence;
    }

    @Override
    public Verdict decide(
        final DirectBuffer command, final int offset, final int length, final long clockMs, final int principal) {
        header.wrap(command, offset);
        if (header.templateId() == UnknownTypeEncoder.TEMPLATE_ID) {
            throw POISON;
        }
        verdict.reset(clockMs == DECLARED_CLOCK ? 1_000 + lastSequence : clockMs);
        accepted.wrapAndApplyHeader(verdict.answer(), 0, answerHeader);
        final long number = command.getLong(offset + NUMBER_AT);
        verdict.answer().putLong(NUMBER_AT, number);
        verdict.answerLength(NUMBER_AT + Long.BYTES);
        if (header.templateId() == MalformedEncoder.TEMPLATE_ID) {
            verdict.notJournaled();
        } else {
            verdict.effects().putSigned(number);
        }
        return verdict;
    }

    @Override
    public void apply(
        final long sequence, final long timeMs, final DirectBuffer command, final int commandOffset,
        final int commandLength, final DirectBuffer effects, final int effectsOffset,
        final int effectsLength) {
        effect.wrap(effects, effectsOffset, effectsLength);
        sum = 31 * sum + effect.getSigned();
        lastSequence = sequence;
        lastTimeMs = Math.max(lastTimeMs, timeMs);
    }

    @Override
    public int dueTimer(final long byMs, final MutableDirectBuffer into) {
        if (byMs < dueMs) {
            return 0;
        }
        timer.wrapAndApplyHeader(into, 0, answerHeader).at(dueMs);
        dueMs = Long.MAX_VALUE;
        return answerHeader.encodedLength() + timer.encodedLength();
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
        return 0x1122334455667788L;
    }

    @Override
    public long policyLow() {
        return 0x99AABBCCDDEEFF00L;
    }

    @Override
    public int logicVersion() {
        return 1;
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
