package io.clearline.engine.core;

import io.clearline.engine.record.Field;
import io.clearline.engine.record.sbe.CancelDecoder;
import io.clearline.engine.record.sbe.Outcome;
import io.clearline.engine.record.sbe.RejectCode;
import io.clearline.engine.state.Declaration;

/**
 * A declaration is withdrawn (contract section 3, cancel; Customs Law art. 26). What a release added to a
 * ledger is taken back; where it is used already, the declaration stands.
 */
final class CancelCommand {
    private final Step step;
    private final CancelDecoder in = new CancelDecoder();

    CancelCommand(final Step step) {
        this.step = step;
    }

    void decide() {
        in.wrapAndApplyHeader(step.command, step.offset, step.header);
        for (CancelDecoder.FormErrorsDecoder e = in.formErrors(); e.hasNext();) {
            e.next();
            step.rejects.add(e.key(), e.code());
        }
        final int length = in.declarationLength();
        final int at = in.limit() + CancelDecoder.declarationHeaderLength();
        if (step.refusedForForm() || !step.found(at, length)) {
            return;
        }
        final Declaration d = step.declaration;
        if (d.ended() || d.departed || isUsed(d)) {
            step.refuse(Field.DECLARATION, RejectCode.STATE);
            return;
        }
        d.outcome = Outcome.CANCELLED;
        d.holds.clear();
        d.forgetDraws();
        d.forgetDocuments();
        step.conclude();
    }

    private boolean isUsed(final Declaration d) {
        if (d.additionsStand()) {
            for (int i = 0; i < d.additions.size(); i += 2) {
                if (step.state.ledgers().balance(d.additionsParty(), (int) d.additions.get(i))
                    < d.additions.get(i + 1)) {
                    return true;
                }
            }
        }
        return false;
    }
}
