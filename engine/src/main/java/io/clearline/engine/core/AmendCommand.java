package io.clearline.engine.core;

import io.clearline.engine.record.Field;
import io.clearline.engine.record.FieldPath;
import io.clearline.engine.record.sbe.AmendDecoder;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import io.clearline.engine.record.sbe.Outcome;
import io.clearline.engine.record.sbe.RejectCode;
import io.clearline.engine.state.Declaration;

/**
 * A held declaration gets a whole new body (contract section 3, amend; Customs Law art. 26): the old draws
 * and waivers go, and it is decided anew under the same number and date of acceptance. A body that is not
 * acceptable changes nothing.
 */
final class AmendCommand {
    private final Step step;
    private final Assessment a;
    private final Judgement judgement;
    private final AmendDecoder in = new AmendDecoder();
    private final Rejects inBody = new Rejects();

    AmendCommand(final Step step, final Assessment assessment, final Judgement judgement) {
        this.step = step;
        this.a = assessment;
        this.judgement = judgement;
    }

    void decide() {
        in.wrapAndApplyHeader(step.command, step.offset, step.header);
        for (AmendDecoder.FormErrorsDecoder e = in.formErrors(); e.hasNext();) {
            e.next();
            step.rejects.add(e.key(), e.code());
        }
        if (step.refusedForForm()) {
            return;
        }
        final int textLength = in.declarationLength();
        final int textAt = in.limit() + AmendDecoder.declarationHeaderLength();
        in.skipDeclaration();
        final int bodyLength = in.bodyLength();
        final int bodyAt = in.limit() + AmendDecoder.bodyHeaderLength();
        a.begin(step.day, step.verdict.timeMs());
        if (bodyLength < MessageHeaderDecoder.ENCODED_LENGTH) {
            step.refuse(Field.DECLARE, RejectCode.MISSING);
            return;
        }
        a.body.open(step.command, bodyAt);
        a.body.decode(bodyLength, a.rejects);
        a.identify();
        FormRules.apply(a);
        if (!a.rejects.isEmpty()) {
            refuseBody();
            return;
        }
        final int found = step.find(textAt, textLength);
        if (found < 0) {
            step.refuse(Field.DECLARATION, RejectCode.UNKNOWN_DECLARATION);
            return;
        }
        amend(found);
    }

    private void amend(final int found) {
        final Declaration old = a.amended;
        a.state.declarations().read(found, old);
        a.amendedAt = found;
        if (!step.permitted(old)) {
            return;
        }
        if (old.outcome != Outcome.HOLD || old.paid > 0) {
            step.refuse(Field.DECLARATION, RejectCode.STATE);
            return;
        }
        final Declaration draft = a.draft;
        draft.number = old.number;
        draft.refLength = old.refLength;
        draft.ref.putBytes(0, old.ref, 0, old.refLength);
        draft.agent = old.agent;
        draft.contentHash = old.contentHash;
        draft.acceptedDay = old.acceptedDay;
        if (judgement.decide(a)) {
            judgement.record(step, false);
            step.count(a, found);
            step.keep(draft);
            step.answers.decision(step.verdict, draft);
        } else {
            refuseBody();
        }
    }

    private void refuseBody() {
        inBody.clear();
        for (int i = 0; i < a.rejects.size(); i++) {
            inBody.add(FieldPath.inBody(a.rejects.key(i)), a.rejects.code(i));
        }
        step.answers.refuse(step.verdict, inBody);
    }
}
