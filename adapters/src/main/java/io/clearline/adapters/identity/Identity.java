package io.clearline.adapters.identity;

import io.clearline.engine.follower.Filing;
import io.clearline.engine.follower.Status;
import io.clearline.engine.record.sbe.Role;

/**
 * Who is at the other end, once its token was found good.
 *
 * @param number under which its records name it
 * @param name of the principal
 * @param role what it may do
 * @param office the office it acts for, four digits as a number; 0 = none
 * @param party credit code a declarant acts for, "" = none
 */
public record Identity(int number, String name, Role role, int office, String party) {
    /** Tells whether it may read all that was answered: those who answer for the whole. */
    public boolean readsAll() {
        return role == Role.AUDITOR || role == Role.ADMINISTRATOR;
    }

    /**
     * Tells whether it may look a declaration up: a declarant those of its party, a port system those it
     * sent, an officer those of its office or, without one, all; others are unknown to them.
     */
    public boolean sees(final Status status) {
        final Filing filing = status.filing();
        return switch (role) {
            case AUDITOR, ADMINISTRATOR, ANALYST -> true;
            case DECLARANT -> !party.isEmpty()
                && (party.equals(filing.trader()) || party.equals(filing.agent()));
            case PORT_SYSTEM -> filing.sender() == number;
            case OFFICER -> office == 0 || office == filing.entryOffice()
                || office == Filing.officeOf(status.declaration());
            default -> false;
        };
    }

    /** Tells whether it may see which controls hit: they stay hidden from those who are controlled. */
    public boolean seesControls() {
        return role != Role.DECLARANT && role != Role.PORT_SYSTEM;
    }
}
