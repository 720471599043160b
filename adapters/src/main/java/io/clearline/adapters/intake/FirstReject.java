package io.clearline.adapters.intake;

import io.clearline.engine.record.sbe.DecisionDecoder;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import io.clearline.engine.record.sbe.Outcome;
import io.clearline.engine.record.sbe.RejectCode;
import io.clearline.engine.record.sbe.RejectedDecoder;
import org.agrona.DirectBuffer;

/** Finds what an answer refuses a command for, in the first place. Reused; not thread-safe. */
public final class FirstReject {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final RejectedDecoder rejected = new RejectedDecoder();
    private final DecisionDecoder decision = new DecisionDecoder();

    /**
     * Returns the code of an answer's first fault, null where it refuses nothing.
     *
     * @param offset index of the answer's message header
     */
    public RejectCode of(final DirectBuffer answer, final int offset) {
        header.wrap(answer, offset);
        if (header.templateId() == RejectedDecoder.TEMPLATE_ID) {
            final RejectedDecoder.RejectsDecoder rejects =
                rejected.wrapAndApplyHeader(answer, offset, header).rejects();
            return rejects.hasNext() ? rejects.next().code() : null;
        }
        if (header.templateId() != DecisionDecoder.TEMPLATE_ID
            || decision.wrapAndApplyHeader(answer, offset, header).outcome() != Outcome.REJECT) {
            return null;
        }
        for (final DecisionDecoder.HoldsDecoder hold : decision.holds()) {
            hold.skipBasis();
            hold.skipCitation();
        }
        final DecisionDecoder.RejectsDecoder rejects = decision.rejects();
        return rejects.hasNext() ? rejects.next().code() : null;
    }
}
