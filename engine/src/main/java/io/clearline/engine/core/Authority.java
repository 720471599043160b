package io.clearline.engine.core;

import io.clearline.engine.record.Uscc;
import io.clearline.engine.record.sbe.AddDocumentDecoder;
import io.clearline.engine.record.sbe.AmendDecoder;
import io.clearline.engine.record.sbe.ArriveDecoder;
import io.clearline.engine.record.sbe.CancelDecoder;
import io.clearline.engine.record.sbe.ControlDecoder;
import io.clearline.engine.record.sbe.ControlMoveDecoder;
import io.clearline.engine.record.sbe.DeclareDecoder;
import io.clearline.engine.record.sbe.MalformedDecoder;
import io.clearline.engine.record.sbe.NamedListDecoder;
import io.clearline.engine.record.sbe.PayDecoder;
import io.clearline.engine.record.sbe.PrincipalDecoder;
import io.clearline.engine.record.sbe.ReferenceDecoder;
import io.clearline.engine.record.sbe.ResolveDecoder;
import io.clearline.engine.record.sbe.Role;
import io.clearline.engine.record.sbe.UnknownTypeDecoder;
import io.clearline.engine.record.sbe.ValueAddedDecoder;
import io.clearline.engine.record.sbe.WithdrawDecoder;
import io.clearline.engine.state.ClearanceState;
import io.clearline.engine.state.Declaration;
import io.clearline.engine.state.Principals;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What a principal may do (docs/integration.md, roles): which commands, for which office, on whose
 * declarations. Judged here, beside the state, and not where a command came in: so no adapter can
 * forget it, and a replay judges the same. One thread.
 */
final class Authority {
    /** A declaration's number begins with its office; fourteen digits follow. */
    private static final long OFFICE = 100_000_000_000_000L;

    private final ClearanceState state;
    private final UnsafeBuffer party = new UnsafeBuffer(0, 0);
    private Principals.Principal principal;
    private boolean local;

    Authority(final ClearanceState state) {
        this.state = state;
    }

    /** Says who sent the next command. */
    void of(final int number) {
        local = number == Principals.LOCAL;
        principal = local ? null : state.principals().get(number);
        if (principal != null) {
            party.wrap(principal.party());
        }
    }

    /** Tells whether the principal may send a command of a kind at all. */
    boolean allows(final int kind) {
        if (local || kind == MalformedDecoder.TEMPLATE_ID
            || kind == UnknownTypeDecoder.TEMPLATE_ID) {
            return true;
        }
        return principal != null && principal.active() && allows(principal.role(), kind);
    }

    private static boolean allows(final Role role, final int kind) {
        return switch (kind) {
            case DeclareDecoder.TEMPLATE_ID, ValueAddedDecoder.TEMPLATE_ID,
                AddDocumentDecoder.TEMPLATE_ID, PayDecoder.TEMPLATE_ID, AmendDecoder.TEMPLATE_ID,
                CancelDecoder.TEMPLATE_ID -> role == Role.PORT_SYSTEM || role == Role.DECLARANT;
            case ArriveDecoder.TEMPLATE_ID -> role == Role.PORT_SYSTEM || role == Role.OFFICER;
            case ResolveDecoder.TEMPLATE_ID -> role == Role.OFFICER;
            case ControlDecoder.TEMPLATE_ID, NamedListDecoder.TEMPLATE_ID ->
                role == Role.ANALYST;
            case WithdrawDecoder.TEMPLATE_ID, ControlMoveDecoder.TEMPLATE_ID ->
                role == Role.ANALYST || role == Role.PUBLISHER;
            case ReferenceDecoder.TEMPLATE_ID, PrincipalDecoder.TEMPLATE_ID ->
                role == Role.ADMINISTRATOR;
            default -> false;
        };
    }

    /** Tells whether the principal may put a version of a control in force: who publishes does. */
    boolean allowsActivation() {
        return local || principal.role() == Role.PUBLISHER;
    }

    /** Tells whether the principal may act at an office; one without an office may at any. */
    boolean allowsOffice(final int office) {
        return local || principal.office() == 0 || principal.office() == office;
    }

    /** Tells whether the principal may act on a declaration: an officer at its office, a declarant on its own. */
    boolean allows(final Declaration d) {
        if (local) {
            return true;
        }
        if (principal.role() == Role.DECLARANT) {
            return isParty(d.agent) || isParty(d.trader);
        }
        return principal.role() != Role.OFFICER
            || allowsOffice((int) (d.number / OFFICE)) || allowsOffice(d.entryOffice);
    }

    /** A declarant is not told of others' declarations, not even that they are there. */
    boolean hides(final Declaration d) {
        return !local && principal.role() == Role.DECLARANT && !allows(d);
    }

    private boolean isParty(final int number) {
        return number >= 0
            && Uscc.equal(party, 0, state.reference().parties().uscc(number), 0);
    }

    /** Tells whether the principal may declare or apply for a credit code: a declarant for its own alone. */
    boolean allowsParty(final DirectBuffer buffer, final int trader, final int agent) {
        return local || principal.role() != Role.DECLARANT
            || Uscc.equal(party, 0, buffer, agent) || Uscc.equal(party, 0, buffer, trader);
    }
}
