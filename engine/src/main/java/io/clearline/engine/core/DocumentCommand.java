package io.clearline.engine.core;

import io.clearline.engine.record.Field;
import io.clearline.engine.record.sbe.AddDocumentDecoder;
import io.clearline.engine.record.sbe.HoldKind;
import io.clearline.engine.record.sbe.Outcome;
import io.clearline.engine.record.sbe.RejectCode;
import io.clearline.engine.reference.HsKey;
import io.clearline.engine.state.Declaration;
import io.clearline.engine.state.Hold;

/**
 * A document is added and open LICENCE holds of its letter are tried again, as of this day (contract
 * section 3, document; Customs Law art. 24).
 */
final class DocumentCommand {
    private final Step step;
    private final Assessment a;
    private final AddDocumentDecoder in = new AddDocumentDecoder();

    DocumentCommand(final Step step, final Assessment assessment) {
        this.step = step;
        this.a = assessment;
    }

    void decide() {
        in.wrapAndApplyHeader(step.command, step.offset, step.header);
        for (AddDocumentDecoder.FormErrorsDecoder e = in.formErrors(); e.hasNext();) {
            e.next();
            step.rejects.add(e.key(), e.code());
        }
        final int length = in.declarationLength();
        final int at = in.limit() + AddDocumentDecoder.declarationHeaderLength();
        if (step.refusedForForm() || !step.found(at, length)) {
            return;
        }
        if (step.declaration.outcome != Outcome.HOLD) {
            step.refuse(Field.DECLARATION, RejectCode.STATE);
            return;
        }
        in.skipDeclaration();
        final int noLength = in.noLength();
        final int noAt = in.limit() + AddDocumentDecoder.noHeaderLength();
        final int letter = in.code();
        if (step.declaration.isHeld(HoldKind.LICENCE)) {
            step.declaration.addDocument(letter, step.command, noAt, noLength);
            tryAgain(step.declaration, letter);
        }
        Judgement.settle(step.declaration);
        step.conclude();
    }

    private void tryAgain(final Declaration d, final int letter) {
        a.begin(step.day, step.verdict.timeMs());
        a.trader = d.trader;
        for (int i = 0; i < d.holds.size();) {
            final long hold = d.holds.get(i);
            if (Hold.isKind(hold, HoldKind.LICENCE) && Hold.letter(hold) == letter
                && draw(d, Hold.item(hold), letter)) {
                d.holds.remove(i, 2);
            } else {
                i += 2;
            }
        }
        for (int i = 0; i < a.draft.licenceDraws.size(); i += 2) {
            Assessment.draw(d.licenceDraws,
                a.draft.licenceDraws.get(i), a.draft.licenceDraws.get(i + 1));
        }
        if (!d.isHeld(HoldKind.LICENCE)) {
            d.forgetDocuments();
        }
    }

    private boolean draw(final Declaration d, final int no, final int letter) {
        int at = 0;
        while (d.licenceItems.get(at) != no) {
            at += 3;
        }
        final long hsKey = d.licenceItems.get(at + 1);
        for (int i = 0; i < d.documents.size(); i += 3) {
            if (d.documents.get(i) == letter) {
                final int licence = a.reference.licences().find(letter, d.texts,
                    (int) d.documents.get(i + 1), (int) d.documents.get(i + 2));
                if (licence >= 0 && FirstLineRules.drawLicence(a, licence, HsKey.number(hsKey),
                    HsKey.digits(hsKey), d.licenceItems.get(at + 2))) {
                    return true;
                }
            }
        }
        return false;
    }
}
