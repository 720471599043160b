package io.clearline.engine.core;

import io.clearline.engine.record.Field;
import io.clearline.engine.record.sbe.HoldKind;
import io.clearline.engine.record.sbe.PayDecoder;
import io.clearline.engine.record.sbe.RejectCode;
import io.clearline.engine.state.Declaration;
import io.clearline.engine.state.Hold;

/** Towards the tax total (contract section 3, pay; Customs Law art. 29, Tariff Law art. 43). */
final class PayCommand {
    private final Step step;
    private final PayDecoder in = new PayDecoder();

    PayCommand(final Step step) {
        this.step = step;
    }

    void decide() {
        in.wrapAndApplyHeader(step.command, step.offset, step.header);
        for (PayDecoder.FormErrorsDecoder e = in.formErrors(); e.hasNext();) {
            e.next();
            step.rejects.add(e.key(), e.code());
        }
        final int length = in.declarationLength();
        final int at = in.limit() + PayDecoder.declarationHeaderLength();
        if (step.refusedForForm() || !step.found(at, length)) {
            return;
        }
        final Declaration d = step.declaration;
        final long amount = in.amount();
        if (d.ended() || amount > d.total() - d.paid) {
            step.refuse(Field.AMOUNT, RejectCode.STATE);
            return;
        }
        d.paid += amount;
        if (d.paid == d.total()) {
            paidInFull(d);
        }
        step.conclude();
    }

    private void paidInFull(final Declaration d) {
        d.guarantee = 0;
        TaxRules.beginWaivers(d, step.day);
        for (int i = d.holds.size() - 2; i >= 0; i -= 2) {
            if (Hold.isKind(d.holds.get(i), HoldKind.TAX)) {
                d.holds.remove(i, 2);
            }
        }
        Judgement.settle(d);
    }
}
