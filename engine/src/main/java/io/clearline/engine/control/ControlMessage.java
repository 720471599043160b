package io.clearline.engine.control;

import io.clearline.engine.record.sbe.ControlDecoder;
import io.clearline.engine.record.sbe.ControlState;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A Control command taken apart for the register. Allocates; immutable. */
public final class ControlMessage {
    private final Control.Terms terms;
    private final ControlState state;
    private final byte[] when;
    private final byte[] program;

    /** Takes a command apart that stands at an index, message header first. */
    public ControlMessage(final DirectBuffer command, final int offset) {
        final ControlDecoder in = new ControlDecoder()
            .wrapAndApplyHeader(command, offset, new MessageHeaderDecoder());
        state = in.state() == ControlState.NULL_VAL ? ControlState.ACTIVE : in.state();
        final Guard guard = in.expect() == ControlDecoder.expectNullValue()
            ? null : new Guard(in.expect(), in.factor(), in.over());
        final long to = in.to() == ControlDecoder.toNullValue() ? Long.MAX_VALUE : in.to();
        in.formErrors().forEachRemaining(ignored -> { });
        final byte[] id = new byte[in.controlIdLength()];
        in.getControlId(id, 0, id.length);
        when = new byte[in.whenLength()];
        in.getWhen(when, 0, when.length);
        final byte[] basis = new byte[in.basisLength()];
        in.getBasis(basis, 0, basis.length);
        final byte[] instruction = new byte[in.instructionLength()];
        in.getInstruction(instruction, 0, instruction.length);
        program = new byte[in.programLength()];
        in.getProgram(program, 0, program.length);
        in.skipErrorMessage();
        final byte[] author = new byte[in.authorLength()];
        in.getAuthor(author, 0, author.length);
        terms = new Control.Terms(in.issuer(), id, in.version(), in.then(), in.rate(), in.from(),
            to, basis, instruction, author, guard);
    }

    /** Returns what the version says. */
    public Control.Terms terms() {
        return terms;
    }

    /** Returns the state that it begins in: ACTIVE where the command names none. */
    public ControlState state() {
        return state;
    }

    /** Returns the expression as it was written, UTF-8. */
    public byte[] when() {
        return when;
    }

    /** Returns the checked expression; empty where it was refused. */
    public UnsafeBuffer program() {
        return new UnsafeBuffer(program);
    }
}
