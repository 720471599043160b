package io.clearline.adapters.intake;

import io.clearline.engine.record.sbe.AcceptedDecoder;
import io.clearline.engine.record.sbe.ArrivalDecoder;
import io.clearline.engine.record.sbe.DecisionDecoder;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import io.clearline.engine.record.sbe.Outcome;
import io.clearline.engine.record.sbe.PrincipalNumberDecoder;
import io.clearline.engine.record.sbe.RejectedDecoder;
import io.clearline.engine.record.sbe.ValueAddedResultDecoder;
import java.util.concurrent.atomic.AtomicLongArray;
import org.agrona.DirectBuffer;

/** Counts answers by what they say. One thread counts, the egress thread; any reads. */
public final class AnswerCounts {
    /** What an answer says. */
    public enum Kind {
        /** A declaration stands released. */
        RELEASE,
        /** A declaration stands held. */
        HOLD,
        /** A declaration was not acceptable. */
        REJECT,
        /** A declaration stands returned, destroyed or cancelled. */
        ENDED,
        /** Another command was taken. */
        ACCEPTED,
        /** Another command was refused. */
        REFUSED,
        /** A vehicle came to a checkpoint. */
        ARRIVAL,
        /** A code was given, or not. */
        VALUE_ADDED,
        /** A principal was looked up. */
        PRINCIPAL,
        /** Something that this release does not know. */
        OTHER
    }

    private final AtomicLongArray counts = new AtomicLongArray(Kind.values().length);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final DecisionDecoder decision = new DecisionDecoder();

    /** Returns how many answers said so. */
    public long of(final Kind kind) {
        return counts.get(kind.ordinal());
    }

    void count(final DirectBuffer answer, final int offset) {
        final int at = kind(answer, offset).ordinal();
        // One thread writes: no atomic addition is needed.
        counts.setRelease(at, counts.getPlain(at) + 1);
    }

    private Kind kind(final DirectBuffer answer, final int offset) {
        return switch (header.wrap(answer, offset).templateId()) {
            case DecisionDecoder.TEMPLATE_ID ->
                kind(decision.wrapAndApplyHeader(answer, offset, header).outcome());
            case RejectedDecoder.TEMPLATE_ID -> Kind.REFUSED;
            case AcceptedDecoder.TEMPLATE_ID -> Kind.ACCEPTED;
            case ArrivalDecoder.TEMPLATE_ID -> Kind.ARRIVAL;
            case ValueAddedResultDecoder.TEMPLATE_ID -> Kind.VALUE_ADDED;
            case PrincipalNumberDecoder.TEMPLATE_ID -> Kind.PRINCIPAL;
            default -> Kind.OTHER;
        };
    }

    private static Kind kind(final Outcome outcome) {
        return switch (outcome) {
            case RELEASE -> Kind.RELEASE;
            case HOLD -> Kind.HOLD;
            case REJECT -> Kind.REJECT;
            default -> Kind.ENDED;
        };
    }
}
