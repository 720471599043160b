package io.clearline.engine.state;

import io.clearline.engine.control.Control;
import io.clearline.engine.control.Controls;
import io.clearline.engine.control.NamedLists;
import io.clearline.engine.record.PackedWriter;
import io.clearline.engine.record.sbe.ControlDecoder;
import io.clearline.engine.record.sbe.ListAction;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import io.clearline.engine.record.sbe.NamedListDecoder;
import io.clearline.engine.record.sbe.WithdrawDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Puts controls and list members in force and ends them, as their commands say; what is in force is
 * part of the policy's hash. Allocates: these commands are rare.
 */
final class ControlApplier {
    /** What they are in the policy's hash. */
    private static final int CONTROL = 101;
    private static final int MEMBER = 102;

    private final ClearanceState state;
    private final Controls controls;
    private final NamedLists lists;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final ControlDecoder control = new ControlDecoder();
    private final WithdrawDecoder withdraw = new WithdrawDecoder();
    private final NamedListDecoder list = new NamedListDecoder();
    private final PackedWriter content = new PackedWriter(1024);
    /** Content of the version in force, by number, to be taken out of the policy's hash. */
    private final List<byte[]> contents = new ArrayList<>();

    ControlApplier(final ClearanceState state) {
        this.state = state;
        this.controls = state.controls;
        this.lists = state.controls.lists();
    }

    void control(final DirectBuffer command, final int offset) {
        control.wrapAndApplyHeader(command, offset, header);
        control.formErrors().forEachRemaining(ignored -> { });
        final byte[] id = new byte[control.controlIdLength()];
        control.getControlId(id, 0, id.length);
        final byte[] when = new byte[control.whenLength()];
        control.getWhen(when, 0, when.length);
        final byte[] basis = new byte[control.basisLength()];
        control.getBasis(basis, 0, basis.length);
        final byte[] instruction = new byte[control.instructionLength()];
        control.getInstruction(instruction, 0, instruction.length);
        final byte[] program = new byte[control.programLength()];
        control.getProgram(program, 0, program.length);
        final long to = control.to() == ControlDecoder.toNullValue()
            ? Long.MAX_VALUE : control.to();
        final Control.Terms terms = new Control.Terms(control.issuer(), id, control.version(),
            control.then(), control.rate(), control.from(), to, basis, instruction);
        forget(terms.issuer(), id);
        controls.put(terms, new UnsafeBuffer(program), 0, program.length);
        content.reset().putVar(terms.issuer()).putSized(id).putVar(terms.version())
            .putByte(terms.then().value()).putVar(terms.rate()).putSigned(terms.fromMs())
            .putSigned(to).putSized(when).putSized(basis).putSized(instruction).putSized(program);
        contents.add(bytes());
        state.reference.hash().add(CONTROL, contents.get(contents.size() - 1));
        state.rememberPolicy();
    }

    private byte[] bytes() {
        final byte[] bytes = new byte[content.length()];
        content.buffer().getBytes(0, bytes);
        return bytes;
    }

    /** Takes what is in force of an issuer's control out of the policy's hash. */
    private void forget(final int issuer, final byte[] id) {
        final Control before = controls.inForce(issuer, id);
        if (before != null) {
            state.reference.hash().remove(CONTROL, contents.get(before.number()));
            contents.set(before.number(), null);
        }
    }

    void withdraw(final DirectBuffer command, final int offset) {
        withdraw.wrapAndApplyHeader(command, offset, header);
        withdraw.formErrors().forEachRemaining(ignored -> { });
        final byte[] id = new byte[withdraw.controlIdLength()];
        withdraw.getControlId(id, 0, id.length);
        forget(withdraw.issuer(), id);
        controls.withdraw(withdraw.issuer(), id);
        state.rememberPolicy();
    }

    void list(final DirectBuffer command, final int offset) {
        list.wrapAndApplyHeader(command, offset, header);
        list.formErrors().forEachRemaining(ignored -> { });
        final int[] members = new int[list.members().count()];
        list.sbeRewind();
        list.formErrors().forEachRemaining(ignored -> { });
        final NamedListDecoder.MembersDecoder from = list.members();
        for (int i = 0; i < members.length; i++) {
            final byte[] member = new byte[from.next().valueLength()];
            from.getValue(member, 0, member.length);
            members[i] = lists.intern(new UnsafeBuffer(member), 0, member.length);
        }
        final byte[] text = new byte[list.nameLength()];
        list.getName(text, 0, text.length);
        final String name = new String(text, StandardCharsets.UTF_8);
        final int issuer = list.issuer();
        if (list.action() == ListAction.REPLACE) {
            lists.members(name, issuer, member -> change(name, issuer, (int) member, false, 0));
        }
        final long until = list.expires() == NamedListDecoder.expiresNullValue()
            ? NamedLists.OPEN : list.expires();
        for (final int member : members) {
            change(name, issuer, member, list.action() != ListAction.REMOVE, until);
        }
        state.rememberPolicy();
    }

    private void change(final String name, final int issuer, final int member, final boolean stays,
        final long untilMs) {
        final long before = lists.until(name, issuer, member);
        if (before != Long.MIN_VALUE) {
            state.reference.hash().remove(MEMBER, member(name, issuer, member, before));
            lists.remove(name, issuer, member);
        }
        if (stays) {
            lists.put(name, issuer, member, untilMs);
            state.reference.hash().add(MEMBER, member(name, issuer, member, untilMs));
        }
    }

    private byte[] member(
        final String name, final int issuer, final int member, final long untilMs) {
        final DirectBuffer text = lists.text(member);
        content.reset().putVar(issuer).putSized(name.getBytes(StandardCharsets.UTF_8))
            .putSized(text, 0, text.capacity()).putSigned(untilMs);
        return bytes();
    }
}
