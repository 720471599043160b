package io.clearline.engine.state;

import io.clearline.engine.control.Control;
import io.clearline.engine.control.ControlMessage;
import io.clearline.engine.control.Controls;
import io.clearline.engine.control.NamedLists;
import io.clearline.engine.record.PackedReader;
import io.clearline.engine.record.PackedWriter;
import io.clearline.engine.record.StateInput;
import io.clearline.engine.record.StateOutput;
import io.clearline.engine.record.sbe.ControlMoveDecoder;
import io.clearline.engine.record.sbe.ControlPauseDecoder;
import io.clearline.engine.record.sbe.ControlState;
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
 * part of the policy's hash. Allocates, for these commands are rare; counting hits does not.
 */
final class ControlApplier {
    /** What they are in the policy's hash. */
    private static final int CONTROL = 101;
    private static final int MEMBER = 102;

    private final ClearanceState state;
    private final Controls controls;
    private final NamedLists lists;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final ControlMoveDecoder move = new ControlMoveDecoder();
    private final ControlPauseDecoder pause = new ControlPauseDecoder();
    private final WithdrawDecoder withdraw = new WithdrawDecoder();
    private final NamedListDecoder list = new NamedListDecoder();
    private final PackedWriter content = new PackedWriter(1024);
    /** What a version adds to the policy's hash while it is active, by number; null once ended. */
    private final List<byte[]> contents = new ArrayList<>();

    ControlApplier(final ClearanceState state) {
        this.state = state;
        this.controls = state.controls;
        this.lists = state.controls.lists();
    }

    void control(final DirectBuffer command, final int offset, final long nowMs) {
        final ControlMessage message = new ControlMessage(command, offset);
        final Control.Terms terms = message.terms();
        final DirectBuffer program = message.program();
        content.reset().putVar(terms.issuer()).putSized(terms.id()).putVar(terms.version())
            .putByte(terms.then().value()).putVar(terms.rate()).putSigned(terms.fromMs())
            .putSigned(terms.toMs()).putSized(message.when()).putSized(terms.basis())
            .putSized(terms.instruction()).putSized(program, 0, program.capacity());
        final byte[] said = bytes();
        change(terms.issuer(), terms.id(), () -> {
            controls.put(terms, message.state(), program, 0, program.capacity(), nowMs);
            contents.add(said);
        });
    }

    /** Begins the counters that a control names, before it is put in force. */
    void counters(final DirectBuffer command, final int offset, final PackedReader numbers) {
        final DirectBuffer program = new ControlMessage(command, offset).program();
        controls.counters().begin(program, 0, program.capacity(), numbers);
    }

    private byte[] bytes() {
        final byte[] bytes = new byte[content.length()];
        content.buffer().getBytes(0, bytes);
        return bytes;
    }

    /**
     * Changes what an issuer's control has of versions, and the policy's hash with it: it is over
     * the active ones alone, for no other decides anything.
     */
    private void change(final int issuer, final byte[] id, final Runnable change) {
        final List<Control> before = controls.live(issuer, id);
        before.forEach(version -> weigh(version, false));
        change.run();
        controls.live(issuer, id).forEach(version -> weigh(version, true));
        for (final Control version : before) {
            if (version.state() == ControlState.WITHDRAWN) {
                contents.set(version.number(), null);
            }
        }
        state.rememberPolicy();
    }

    private void weigh(final Control version, final boolean in) {
        if (version.state() == ControlState.ACTIVE && in) {
            state.reference.hash().add(CONTROL, contents.get(version.number()));
        } else if (version.state() == ControlState.ACTIVE) {
            state.reference.hash().remove(CONTROL, contents.get(version.number()));
        }
    }

    void save(final StateOutput out) {
        out.putInt(contents.size());
        for (final byte[] inForce : contents) {
            out.putSized(inForce == null ? new byte[0] : inForce);
        }
    }

    void load(final StateInput in) {
        for (int left = in.getInt(); left > 0; left--) {
            final byte[] inForce = in.getSized();
            contents.add(inForce.length == 0 ? null : inForce);
        }
    }

    void move(final DirectBuffer command, final int offset, final long nowMs) {
        move.wrapAndApplyHeader(command, offset, header);
        move.formErrors().forEachRemaining(ignored -> { });
        final byte[] id = new byte[move.controlIdLength()];
        move.getControlId(id, 0, id.length);
        final Control version = controls.find(move.issuer(), id, move.version());
        change(move.issuer(), id, () -> controls.move(version, move.state(), nowMs));
    }

    void pause(final DirectBuffer command, final int offset, final long nowMs) {
        pause.wrapAndApplyHeader(command, offset, header);
        final byte[] id = new byte[pause.controlIdLength()];
        pause.getControlId(id, 0, id.length);
        final Control version = controls.find(pause.issuer(), id, pause.version());
        change(pause.issuer(), id, () -> controls.move(version, ControlState.PAUSED, nowMs));
    }

    void withdraw(final DirectBuffer command, final int offset, final long nowMs) {
        withdraw.wrapAndApplyHeader(command, offset, header);
        withdraw.formErrors().forEachRemaining(ignored -> { });
        final byte[] id = new byte[withdraw.controlIdLength()];
        withdraw.getControlId(id, 0, id.length);
        change(withdraw.issuer(), id, () -> controls.withdraw(withdraw.issuer(), id, nowMs));
    }

    /** Counts what the controls hit of a declaration, if it is not decided again. */
    void hits(final PackedReader in) {
        final boolean first = in.getByte() == 1;
        for (int left = in.getVarInt(); left > 0; left--) {
            final int number = in.getVarInt();
            final int items = in.getVarInt();
            final int errors = in.getVarInt();
            if (first) {
                controls.count(number, items, errors);
            }
        }
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
