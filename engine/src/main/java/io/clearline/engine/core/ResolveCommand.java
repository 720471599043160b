package io.clearline.engine.core;

import io.clearline.engine.memory.LongList;
import io.clearline.engine.record.Field;
import io.clearline.engine.record.sbe.FailAction;
import io.clearline.engine.record.sbe.HoldKind;
import io.clearline.engine.record.sbe.Outcome;
import io.clearline.engine.record.sbe.RejectCode;
import io.clearline.engine.record.sbe.ResolveDecoder;
import io.clearline.engine.state.Declaration;
import io.clearline.engine.state.Hold;

/**
 * An officer passes or fails a hold (contract section 3, resolve). A ban, a missing licence or unpaid tax
 * cannot be passed (Customs Law art. 24, 29); goods that fail are returned or destroyed (Animal and Plant
 * Quarantine Law art. 10-19).
 */
final class ResolveCommand {
    private final Step step;
    private final ResolveDecoder in = new ResolveDecoder();

    ResolveCommand(final Step step) {
        this.step = step;
    }

    void decide() {
        in.wrapAndApplyHeader(step.command, step.offset, step.header);
        for (ResolveDecoder.FormErrorsDecoder e = in.formErrors(); e.hasNext();) {
            e.next();
            step.rejects.add(e.key(), e.code());
        }
        final int length = in.declarationLength();
        final int at = in.limit() + ResolveDecoder.declarationHeaderLength();
        if (step.refusedForForm() || !step.found(at, length)) {
            return;
        }
        final Declaration d = step.declaration;
        final HoldKind kind = in.hold();
        final int item = in.item();
        final boolean pass = in.result() == io.clearline.engine.record.sbe.Verdict.PASS;
        if (!isOpen(d, kind, item) || pass && !canPass(kind)) {
            step.refuse(Field.HOLD, RejectCode.STATE);
            return;
        }
        if (pass) {
            lift(d.holds, kind, item);
            Judgement.settle(d);
        } else if (in.action() != FailAction.TREAT) {
            d.outcome = in.action() == FailAction.RETURN ? Outcome.RETURNED : Outcome.DESTROYED;
            d.holds.clear();
            d.forgetDraws();
            d.forgetDocuments();
        }
        step.conclude();
    }

    private static boolean isOpen(final Declaration d, final HoldKind kind, final int item) {
        for (int i = 0; i < d.holds.size(); i += 2) {
            if (matches(d.holds.get(i), kind, item)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(final long hold, final HoldKind kind, final int item) {
        return Hold.isKind(hold, kind)
            && (item == ResolveDecoder.itemNullValue() || item == Hold.item(hold));
    }

    private static boolean canPass(final HoldKind kind) {
        return kind != HoldKind.PROHIBITED && kind != HoldKind.LICENCE && kind != HoldKind.TAX;
    }

    private static void lift(final LongList holds, final HoldKind kind, final int item) {
        for (int i = holds.size() - 2; i >= 0; i -= 2) {
            if (matches(holds.get(i), kind, item)) {
                holds.remove(i, 2);
            }
        }
    }
}
