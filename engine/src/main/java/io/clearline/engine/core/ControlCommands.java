package io.clearline.engine.core;

import io.clearline.engine.control.Control;
import io.clearline.engine.control.ControlMessage;
import io.clearline.engine.control.Controls;
import io.clearline.engine.control.Counters;
import io.clearline.engine.control.Moves;
import io.clearline.engine.record.Field;
import io.clearline.engine.record.sbe.ControlDecoder;
import io.clearline.engine.record.sbe.ControlMoveDecoder;
import io.clearline.engine.record.sbe.ControlState;
import io.clearline.engine.record.sbe.NamedListDecoder;
import io.clearline.engine.record.sbe.RejectCode;
import io.clearline.engine.record.sbe.WithdrawDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Districts publish controls, move their versions from state to state, withdraw them and change the
 * lists that controls name (contract section 6). Only the issuer may replace, move or withdraw its
 * own: the issuer is part of the control's name.
 */
final class ControlCommands {
    private final Step step;
    private final ControlDecoder control = new ControlDecoder();
    private final ControlMoveDecoder move = new ControlMoveDecoder();
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
        final ControlMessage message = new ControlMessage(step.command, step.offset);
        final Control.Terms terms = message.terms();
        if (terms.version() <= step.state.controls().highest(terms.issuer(), terms.id())) {
            step.refuse(Field.VERSION, RejectCode.STATE);
        } else if (message.state() == ControlState.ACTIVE && !step.authority.allowsActivation()) {
            step.refuse(Field.STATE, RejectCode.FORBIDDEN);
        } else if (!mayBegin(message)) {
            step.refuse(Field.STATE, RejectCode.STATE);
        } else if (terms.guard() != null && !terms.guard().isSound()) {
            step.refuse(Field.EXPECT, RejectCode.RANGE);
        } else if (refused) {
            refuseExpression();
        } else if (isSound(message.program()) && hasRoom(message.program())) {
            step.effects.counters(step.verdict.effects(), step.state.controls().counters(),
                message.program(), 0, message.program().capacity(), step.verdict.timeMs());
            step.effects.control(step.verdict.effects());
            step.answers.accept(step.verdict);
        }
    }

    /** Four eyes: what an author has written is put in force by another officer. */
    private static boolean mayBegin(final ControlMessage message) {
        return Moves.isFirst(message.state())
            && (message.state() != ControlState.ACTIVE || message.terms().author().length == 0);
    }

    private void refuseExpression() {
        control.skipControlId();
        control.skipWhen();
        control.skipBasis();
        control.skipInstruction();
        control.skipProgram();
        final int length = control.errorMessageLength();
        step.answers.refuseExpression(step.verdict, control.errorLine(), control.errorColumn(),
            step.command, control.limit() + ControlDecoder.errorMessageHeaderLength(), length);
    }

    /** A program that an adapter got wrong is refused here, so that applying it cannot fail. */
    private boolean isSound(final DirectBuffer program) {
        try {
            Controls.check(program, 0, program.capacity());
            return true;
        } catch (final IllegalArgumentException e) {
            refuseExpression("the program is not sound: " + e.getMessage());
            return false;
        }
    }

    private void refuseExpression(final String why) {
        final DirectBuffer message = new UnsafeBuffer(why.getBytes(StandardCharsets.UTF_8));
        step.answers.refuseExpression(step.verdict, 1, 1, message, 0, message.capacity());
    }

    /** Every counter costs every declaration, so there are so many for all districts together. */
    private boolean hasRoom(final DirectBuffer program) {
        if (step.state.controls().counters().hasRoomFor(program, 0, program.capacity())) {
            return true;
        }
        refuseExpression("the engine keeps at most " + Counters.MOST + " counters and has "
            + step.state.controls().counters().size() + "; withdraw a control that counts, or count"
            + " as another one does");
        return false;
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
        if (step.state.controls().live(withdraw.issuer(), id).isEmpty()) {
            step.refuse(Field.ID, RejectCode.STATE);
            return;
        }
        step.effects.withdraw(step.verdict.effects());
        step.answers.accept(step.verdict);
    }

    void move() {
        move.wrapAndApplyHeader(step.command, step.offset, step.header);
        for (ControlMoveDecoder.FormErrorsDecoder e = move.formErrors(); e.hasNext();) {
            e.next();
            step.rejects.add(e.key(), e.code());
        }
        if (step.refusedForForm()) {
            return;
        }
        final byte[] id = new byte[move.controlIdLength()];
        move.getControlId(id, 0, id.length);
        if (move.state() == ControlState.ACTIVE && !step.authority.allowsActivation()) {
            step.refuse(Field.STATE, RejectCode.FORBIDDEN);
            return;
        }
        final byte[] officer = new byte[move.officerLength()];
        move.getOfficer(officer, 0, officer.length);
        final Control control = step.state.controls().find(move.issuer(), id, move.version());
        if (step.state.controls().highest(move.issuer(), id) == 0) {
            step.refuse(Field.ID, RejectCode.STATE);
        } else if (control == null) {
            step.refuse(Field.VERSION, RejectCode.STATE);
        } else if (!Moves.isLegal(control.state(), move.state())) {
            step.refuse(Field.STATE, RejectCode.STATE);
        } else if (move.state() == ControlState.ACTIVE
            && Arrays.equals(officer, control.terms().author())) {
            step.refuse(Field.OFFICER, RejectCode.STATE);
        } else {
            step.effects.move(step.verdict.effects());
            step.answers.accept(step.verdict);
        }
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
