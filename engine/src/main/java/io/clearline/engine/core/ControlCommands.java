package io.clearline.engine.core;

import io.clearline.engine.control.Controls;
import io.clearline.engine.record.Field;
import io.clearline.engine.record.sbe.ControlDecoder;
import io.clearline.engine.record.sbe.NamedListDecoder;
import io.clearline.engine.record.sbe.RejectCode;
import io.clearline.engine.record.sbe.WithdrawDecoder;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Districts publish controls, withdraw them and change the lists that controls name (contract
 * section 6). Only the issuer may replace or withdraw its own: the issuer is part of the control's
 * name.
 */
final class ControlCommands {
    private final Step step;
    private final ControlDecoder control = new ControlDecoder();
    private final WithdrawDecoder withdraw = new WithdrawDecoder();
    private final NamedListDecoder list = new NamedListDecoder();

    ControlCommands(final Step step) {
        this.step = step;
    }

    void control() {
        control.wrapAndApplyHeader(step.command, step.offset, step.header);
        boolean refused = false;
        for (ControlDecoder.FormErrorsDecoder e = control.formErrors(); e.hasNext();) {
            e.next();
            // The expression is looked at last: behind the form, and behind the version.
            refused |= e.code() == RejectCode.EXPRESSION;
            if (e.code() != RejectCode.EXPRESSION) {
                step.rejects.add(e.key(), e.code());
            }
        }
        if (step.refusedForForm()) {
            return;
        }
        final byte[] id = new byte[control.controlIdLength()];
        control.getControlId(id, 0, id.length);
        if (control.version() <= step.state.controls().highest(control.issuer(), id)) {
            step.refuse(Field.VERSION, RejectCode.STATE);
            return;
        }
        control.skipWhen();
        control.skipBasis();
        control.skipInstruction();
        final int length = control.programLength();
        final int at = control.limit() + ControlDecoder.programHeaderLength();
        control.skipProgram();
        if (refused) {
            final int messageLength = control.errorMessageLength();
            step.answers.refuseExpression(step.verdict, control.errorLine(), control.errorColumn(),
                step.command, control.limit() + ControlDecoder.errorMessageHeaderLength(),
                messageLength);
        } else if (isSound(at, length)) {
            step.effects.control(step.verdict.effects());
            step.answers.accept(step.verdict);
        }
    }

    /** A program that an adapter got wrong is refused here, so that applying it cannot fail. */
    private boolean isSound(final int at, final int length) {
        try {
            Controls.check(step.command, at, length);
            return true;
        } catch (final IllegalArgumentException e) {
            final byte[] why = ("the program is not sound: " + e.getMessage())
                .getBytes(StandardCharsets.UTF_8);
            final DirectBuffer message = new UnsafeBuffer(why);
            step.answers.refuseExpression(step.verdict, 1, 1, message, 0, why.length);
            return false;
        }
    }

    void withdraw() {
        withdraw.wrapAndApplyHeader(step.command, step.offset, step.header);
        for (WithdrawDecoder.FormErrorsDecoder e = withdraw.formErrors(); e.hasNext();) {
            e.next();
            step.rejects.add(e.key(), e.code());
        }
        if (step.refusedForForm()) {
            return;
        }
        final byte[] id = new byte[withdraw.controlIdLength()];
        withdraw.getControlId(id, 0, id.length);
        if (step.state.controls().inForce(withdraw.issuer(), id) == null) {
            step.refuse(Field.ID, RejectCode.STATE);
            return;
        }
        step.effects.withdraw(step.verdict.effects());
        step.answers.accept(step.verdict);
    }

    void namedList() {
        list.wrapAndApplyHeader(step.command, step.offset, step.header);
        for (NamedListDecoder.FormErrorsDecoder e = list.formErrors(); e.hasNext();) {
            e.next();
            step.rejects.add(e.key(), e.code());
        }
        if (!step.refusedForForm()) {
            step.effects.list(step.verdict.effects());
            step.answers.accept(step.verdict);
        }
    }
}
