package io.clearline.engine.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.clearline.engine.record.sbe.Regime;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Balances against a map; no amount goes below zero or past the largest long. */
class LedgersTest {
    private static final long SEED = 0x1ED6_2026L;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final Ledgers ledgers = new Ledgers();

    @Test
    void anAccountKeepsItsRegimeAndLine() {
        for (final int line8 : new int[] {0, 1, 2_062_900, 99_999_999}) {
            for (final Regime regime : new Regime[] {Regime.ZERO_TARIFF, Regime.BONDED}) {
                final int account = Account.of(regime, line8);
                assertEquals(line8, Account.line8(account));
                assertEquals(regime == Regime.BONDED, Account.isBonded(account));
            }
        }
        assertNotEquals(Account.key(1, 0), Account.key(0, Account.of(Regime.BONDED, 99_999_999)));
    }

    @Test
    void balancesAreThoseOfTheModel() {
        final Map<Long, Long> model = new HashMap<>();
        for (int i = 0; i < 100_000; i++) {
            final int party = random.nextInt(50);
            final int account = Account.of(random.nextBoolean() ? Regime.BONDED
                : Regime.ZERO_TARIFF, random.nextInt(20) * 4_999_999);
            final long key = Account.key(party, account);
            final long balance = model.getOrDefault(key, 0L);
            assertEquals(balance, ledgers.balance(party, account), "seed " + SEED);
            final long change = random.nextInt(4) == 0 ? -balance : random.nextLong(-500, 600);
            if (balance + change < 0) {
                assertThrows(IllegalStateException.class,
                    () -> ledgers.add(party, account, change), "seed " + SEED);
            } else {
                ledgers.add(party, account, change);
                model.put(key, balance + change);
            }
        }
        model.values().removeIf(balance -> balance == 0);
        final Map<Long, Long> visited = new HashMap<>();
        ledgers.forEach((party, account, quantity) ->
            visited.put(Account.key(party, account), quantity));
        assertEquals(model, visited, "seed " + SEED);
    }

    @Test
    void nothingGoesBelowZero() {
        ledgers.useLicence(3, 10);
        ledgers.useGuarantee(5, 10);
        assertThrows(IllegalStateException.class, () -> ledgers.useLicence(3, -11));
        assertThrows(IllegalStateException.class, () -> ledgers.useLicence(4, -1));
        assertThrows(IllegalStateException.class, () -> ledgers.useGuarantee(5, -11));
        assertEquals(10, ledgers.licenceUsed(3));
        assertEquals(10, ledgers.guaranteeUsed(5));
    }

    @Test
    void whatNoLongHoldsIsAnError() {
        ledgers.add(1, 2, Long.MAX_VALUE);
        assertThrows(IllegalStateException.class, () -> ledgers.add(1, 2, 1));
        assertEquals(Long.MAX_VALUE, ledgers.balance(1, 2));
    }

    /** Equal balances hash alike: whatever the order, and whatever came and went. */
    @Test
    void theHashDoesNotKnowTheRoute() {
        final Ledgers other = new Ledgers();
        for (int i = 0; i < 1_000; i++) {
            ledgers.add(i % 7, i, i);
            ledgers.useLicence(i, i);
            ledgers.useGuarantee(i, 2L * i);
        }
        other.useLicence(5_000, 7);
        other.useGuarantee(5_000, 7);
        for (int i = 999; i >= 0; i--) {
            other.add(i % 7, i, 99);
            other.useGuarantee(i, 2L * i);
            other.useLicence(i, i);
            assertNotEquals(ledgers.hash(), other.hash());
        }
        for (int i = 0; i < 1_000; i++) {
            other.add(i % 7, i, i);
            other.add(i % 7, i, -99);
        }
        other.useLicence(5_000, -7);
        other.useGuarantee(5_000, -7);
        assertEquals(ledgers.hash(), other.hash());
    }
}
