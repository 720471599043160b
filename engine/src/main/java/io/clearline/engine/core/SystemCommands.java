package io.clearline.engine.core;

import io.clearline.engine.record.Field;
import io.clearline.engine.record.FieldPath;
import io.clearline.engine.record.sbe.ControlDecoder;
import io.clearline.engine.record.sbe.DeclareDecoder;
import io.clearline.engine.record.sbe.DrawKeyDecoder;
import io.clearline.engine.record.sbe.MalformedDecoder;
import io.clearline.engine.record.sbe.PrincipalDecoder;
import io.clearline.engine.record.sbe.RejectCode;
import io.clearline.engine.record.sbe.ReferenceDecoder;
import io.clearline.engine.record.sbe.Role;
import io.clearline.engine.record.sbe.UnknownTypeDecoder;
import io.clearline.engine.state.Principals;

/**
 * Commands that clear nothing: the key of the draws, principals, lines that are no command, times never
 * seen, senders who may not.
 */
final class SystemCommands {
    private final Step step;
    private final DrawKeyDecoder drawKey = new DrawKeyDecoder();
    private final PrincipalDecoder principalIn = new PrincipalDecoder();
    private final UnknownTypeDecoder unknownType = new UnknownTypeDecoder();
    private final DeclareDecoder declare = new DeclareDecoder();

    SystemCommands(final Step step) {
        this.step = step;
    }

    /** The key is set once, before anything is drawn with it (rule 12). */
    void drawKey() {
        drawKey.wrapAndApplyHeader(step.command, step.offset, step.header);
        if (step.state.drawSecret().isSet()) {
            step.refuse(Field.LINE, RejectCode.STATE);
            return;
        }
        step.effects.drawKey(step.verdict.effects(), drawKey.keyLow(), drawKey.keyHigh());
        step.answers.accept(step.verdict);
    }

    /** A principal is named or changed; what stands already is answered and not journaled. */
    void principal() {
        final Principals.Principal principal =
            Principals.of(principalIn, step.header, step.command, step.offset);
        if (principal.name().length == 0 || principal.role() == Role.NULL_VAL) {
            step.refuse(Field.TYPE, RejectCode.FORMAT);
            return;
        }
        final Principals known = step.state.principals();
        final int number = known.find(principal.name());
        if (known.isKnown(principal)) {
            step.repeat();
        } else {
            step.effects.principal(step.verdict.effects());
        }
        step.answers.principal(step.verdict, number > 0 ? number : known.size() + 1);
    }

    /** The sender may not send such a command. */
    void forbid(final int kind) {
        if (kind != DeclareDecoder.TEMPLATE_ID) {
            step.refuse(Field.TYPE, RejectCode.FORBIDDEN);
            return;
        }
        rejectDeclare(Field.TYPE, RejectCode.FORBIDDEN);
    }

    /** A line that is no JSON object is answered in its turn; there is nothing to journal. */
    void malformed() {
        step.repeat();
        step.rejects.add(FieldPath.head(Field.LINE), RejectCode.SYNTAX);
        step.answers.reject(step.verdict, step.command, step.offset, 0, step.rejects);
    }

    void unknownType() {
        unknownType.wrapAndApplyHeader(step.command, step.offset, step.header);
        for (UnknownTypeDecoder.FormErrorsDecoder e = unknownType.formErrors(); e.hasNext();) {
            e.next();
            step.rejects.add(e.key(), e.code());
        }
        if (!step.refusedForForm()) {
            step.refuse(Field.TYPE, RejectCode.FORMAT);
        }
    }

    /**
     * Tells whether a command of this kind cannot be judged where no time was ever seen. Controls
     * come with the reference data, too.
     */
    boolean isTimeless(final int kind) {
        return kind != ReferenceDecoder.TEMPLATE_ID && kind != ControlDecoder.TEMPLATE_ID
            && kind != DrawKeyDecoder.TEMPLATE_ID && kind != PrincipalDecoder.TEMPLATE_ID
            && kind != MalformedDecoder.TEMPLATE_ID;
    }

    /** No time was ever seen and the command brings none: that alone is reported. */
    void refuseTimeless(final int kind) {
        final RejectCode code = timeFault();
        if (kind != DeclareDecoder.TEMPLATE_ID) {
            step.refuse(Field.AT, code);
            return;
        }
        rejectDeclare(Field.AT, code);
    }

    private void rejectDeclare(final Field field, final RejectCode code) {
        step.rejects.clear();
        step.rejects.add(FieldPath.head(field), code);
        declare.wrapAndApplyHeader(step.command, step.offset, step.header);
        final int refAt = declare.offset() + DeclareDecoder.submitterRefEncodingOffset();
        step.answers.reject(step.verdict, step.command, refAt, Body.textLength(
            step.command, refAt, DeclareDecoder.submitterRefLength()), step.rejects);
    }

    /** Every command begins its form errors alike, behind a block of its own length. */
    private RejectCode timeFault() {
        step.header.wrap(step.command, step.offset);
        declare.wrap(step.command, step.offset + step.header.encodedLength(),
            step.header.blockLength(), step.header.version());
        for (DeclareDecoder.FormErrorsDecoder e = declare.formErrors(); e.hasNext();) {
            e.next();
            if (e.key() == FieldPath.head(Field.AT)) {
                return e.code();
            }
        }
        return RejectCode.MISSING;
    }
}
