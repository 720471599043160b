package io.clearline.adapters.binary;

import io.clearline.engine.record.sbe.DecisionDecoder;
import io.clearline.engine.record.sbe.DecisionEncoder;
import io.clearline.engine.record.sbe.HoldCode;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import io.clearline.engine.record.sbe.MessageHeaderEncoder;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Writes decisions anew for those who may not see which controls hit: no hits, and of a control's hold
 * its kind, item and basis alone. Other answers name no control. Not thread-safe.
 */
public final class ControlHider {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final DecisionDecoder in = new DecisionDecoder();
    private final MessageHeaderEncoder outHeader = new MessageHeaderEncoder();
    private final DecisionEncoder out = new DecisionEncoder();
    private final MutableDirectBuffer buffer = new ExpandableArrayBuffer(512);

    /**
     * Writes an answer without what it says of controls.
     *
     * @param offset index of its message header
     * @return the length of what stands in {@link #buffer} at 0, or -1 where the answer may be seen whole
     */
    public int hide(final DirectBuffer answer, final int offset) {
        if (header.wrap(answer, offset).templateId() != DecisionDecoder.TEMPLATE_ID) {
            return -1;
        }
        in.wrapAndApplyHeader(answer, offset, header);
        head();
        boolean names = holds();
        final DecisionDecoder.RejectsDecoder rejects = in.rejects();
        final DecisionEncoder.RejectsEncoder rejectsOut = out.rejectsCount(rejects.count());
        for (final DecisionDecoder.RejectsDecoder reject : rejects) {
            rejectsOut.next().key(reject.key()).code(reject.code());
        }
        final DecisionDecoder.NoticesDecoder notices = in.notices();
        final DecisionEncoder.NoticesEncoder noticesOut = out.noticesCount(notices.count());
        for (final DecisionDecoder.NoticesDecoder notice : notices) {
            noticesOut.next().item(notice.item()).code(notice.code()).reason(notice.reason());
        }
        names |= in.hits().count() > 0;
        out.hitsCount(0);
        return names ? outHeader.encodedLength() + out.encodedLength() : -1;
    }

    private void head() {
        out.wrapAndApplyHeader(buffer, 0, outHeader)
            .outcome(in.outcome()).lane(in.lane()).receipt(in.receipt())
            .declaration(in.declaration())
            .policyHigh(in.policyHigh()).policyLow(in.policyLow())
            .duty(in.duty()).additionalDuty(in.additionalDuty())
            .consumptionTax(in.consumptionTax()).vat(in.vat());
        for (int i = 0; i < DecisionDecoder.submitterRefLength(); i++) {
            out.submitterRef(i, in.submitterRef(i));
        }
    }

    /** Returns whether a hold named a control. */
    private boolean holds() {
        boolean names = false;
        final DecisionDecoder.HoldsDecoder holds = in.holds();
        final DecisionEncoder.HoldsEncoder holdsOut = out.holdsCount(holds.count());
        for (final DecisionDecoder.HoldsDecoder hold : holds) {
            final boolean cited = hold.code() == HoldCode.CITATION;
            names |= cited;
            holdsOut.next().kind(hold.kind()).item(hold.item())
                .code(cited ? HoldCode.NONE : hold.code()).letter(hold.letter())
                .source(hold.source()).sourceHs(hold.sourceHs())
                .sourceHsDigits(hold.sourceHsDigits());
            final int length = hold.basisLength();
            holdsOut.putBasis(
                in.buffer(), in.limit() + DecisionDecoder.HoldsDecoder.basisHeaderLength(), length);
            hold.skipBasis();
            hold.skipCitation();
            holdsOut.putCitation(buffer, 0, 0);
        }
        return names;
    }

    /** Returns where {@link #hide} writes. */
    public DirectBuffer buffer() {
        return buffer;
    }
}
