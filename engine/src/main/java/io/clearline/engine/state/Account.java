package io.clearline.engine.state;

import io.clearline.engine.record.sbe.Regime;

/** A ledger account within one trader: regime and 8-digit line in 28 bits. */
public final class Account {
    private static final int BONDED = 1 << 27;

    private Account() {
    }

    /** Packs an account; {@code regime} is ZERO_TARIFF or BONDED. */
    public static int of(final Regime regime, final int line8) {
        return (regime == Regime.BONDED ? BONDED : 0) | line8;
    }

    /** Returns the 8-digit line. */
    public static int line8(final int account) {
        return account & BONDED - 1;
    }

    /** Tells whether the account is of the bonded regime. */
    public static boolean isBonded(final int account) {
        return (account & BONDED) != 0;
    }

    /** Packs a trader's account into one key. */
    static long key(final int party, final int account) {
        return (long) party << 28 | account;
    }
}
