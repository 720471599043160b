package io.clearline.adapters.identity;

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

    /** Tells whether it may see which controls hit: they stay hidden from those who are controlled. */
    public boolean seesControls() {
        return role != Role.DECLARANT && role != Role.PORT_SYSTEM;
    }
}
