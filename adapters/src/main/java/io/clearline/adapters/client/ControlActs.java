package io.clearline.adapters.client;

import io.clearline.engine.record.sbe.ControlMoveEncoder;
import io.clearline.engine.record.sbe.ControlState;
import io.clearline.engine.record.sbe.ListAction;
import io.clearline.engine.record.sbe.MessageHeaderEncoder;
import io.clearline.engine.record.sbe.NamedListEncoder;
import io.clearline.engine.record.sbe.WithdrawEncoder;
import java.time.Instant;
import java.util.List;
import org.agrona.ExpandableArrayBuffer;

/** Commands about controls that are there, and about the lists that their expressions name. Stateless. */
public final class ControlActs {
    private ControlActs() {
    }

    /** Moves a version of a control to another state; a publisher alone puts one in force. */
    public static Command move(final String id, final String issuer, final int version,
        final ControlState state, final String officer, final String reason) {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(128);
        final MessageHeaderEncoder header = new MessageHeaderEncoder();
        final ControlMoveEncoder out =
            new ControlMoveEncoder().wrapAndApplyHeader(buffer, 0, header);
        out.at(ControlMoveEncoder.atNullValue()).version(version)
            .issuer(Fields.four("issuer", issuer)).state(state).formErrorsCount(0);
        out.controlId(id).officer(officer).reason(reason);
        return Command.copy(buffer, header.encodedLength() + out.encodedLength());
    }

    /** Ends a control now. */
    public static Command withdraw(final String id, final String issuer, final String reason) {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(128);
        final MessageHeaderEncoder header = new MessageHeaderEncoder();
        final WithdrawEncoder out = new WithdrawEncoder().wrapAndApplyHeader(buffer, 0, header);
        out.at(WithdrawEncoder.atNullValue()).issuer(Fields.four("issuer", issuer))
            .formErrorsCount(0);
        out.controlId(id).reason(reason);
        return Command.copy(buffer, header.encodedLength() + out.encodedLength());
    }

    /**
     * Changes a named list.
     *
     * @param expires when its members are no longer on it; null = never
     */
    public static Command list(final String name, final String issuer, final ListAction action,
        final List<String> members, final Instant expires, final String basis) {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(256);
        final MessageHeaderEncoder header = new MessageHeaderEncoder();
        final NamedListEncoder out = new NamedListEncoder().wrapAndApplyHeader(buffer, 0, header);
        out.at(NamedListEncoder.atNullValue()).issuer(Fields.four("issuer", issuer))
            .action(action).expires(expires == null ? NamedListEncoder.expiresNullValue()
                : expires.toEpochMilli()).formErrorsCount(0);
        final NamedListEncoder.MembersEncoder values = out.membersCount(members.size());
        members.forEach(member -> values.next().value(member));
        out.name(name).basis(basis);
        return Command.copy(buffer, header.encodedLength() + out.encodedLength());
    }
}
