package io.clearline.engine.state;

import io.clearline.engine.memory.LongChunks;
import io.clearline.engine.memory.LongTable;
import io.clearline.engine.record.Hash64;
import io.clearline.engine.record.StateInput;
import io.clearline.engine.record.StateOutput;

/**
 * The two-line ledger (quantities on the island by trader, regime and 8-digit line), and what is used of
 * licences and guarantees. No amount ever goes below zero: that is an invariant, checked at each change.
 */
public final class Ledgers {
    private final LongTable balances = new LongTable();
    private final LongChunks licences = new LongChunks();
    private final LongChunks guarantees = new LongChunks();
    private int licenceCount;
    private int partyCount;
    /** At least as much as any balance ever was: what fits above it fits above every balance. */
    private long largest;

    /** Visits ledger balances. */
    @FunctionalInterface
    public interface Visitor {
        /** Takes one balance that is not 0. */
        void balance(int party, int account, long quantity);
    }

    /** Returns a balance, scaled by {@code Scales.QUANTITY}. */
    public long balance(final int party, final int account) {
        return balances.get(Account.key(party, account));
    }

    /**
     * Requires that a quantity can be added to a balance. Mostly it fits above the largest there
     * ever was, and then the balance itself, which is far away in memory, is not read.
     *
     * @throws ArithmeticException if no long can hold the sum
     */
    public void requireRoom(final int party, final int account, final long quantity) {
        if (quantity > Long.MAX_VALUE - largest) {
            Math.addExact(balance(party, account), quantity);
        }
    }

    void add(final int party, final int account, final long quantity) {
        final long sum = sound(balance(party, account) + quantity);
        balances.set(Account.key(party, account), sum);
        largest = Math.max(largest, sum);
    }

    /** Returns what is used of a licence, scaled by {@code Scales.QUANTITY}. */
    public long licenceUsed(final int licence) {
        return licences.get(licence);
    }

    void useLicence(final int licence, final long quantity) {
        licences.set(licence, sound(licences.get(licence) + quantity));
        licenceCount = Math.max(licenceCount, licence + 1);
    }

    /** Returns what is reserved of a party's guarantee in fen. */
    public long guaranteeUsed(final int party) {
        return guarantees.get(party);
    }

    void useGuarantee(final int party, final long fen) {
        guarantees.set(party, sound(guarantees.get(party) + fen));
        partyCount = Math.max(partyCount, party + 1);
    }

    private static long sound(final long amount) {
        if (amount < 0) {
            throw new IllegalStateException("an amount would go below zero");
        }
        return amount;
    }

    /** Visits every balance that is not 0, in no order that may be relied on. */
    public void forEach(final Visitor visitor) {
        balances.forEach((key, quantity) -> {
            if (quantity != 0) {
                visitor.balance((int) (key >>> 28), (int) (key & (1 << 28) - 1), quantity);
            }
        });
    }

    /** Returns a hash that does not depend on the order of anything. */
    long hash() {
        final long[] sum = {1};
        forEach((party, account, quantity) -> sum[0] += Hash64.mix(
            Hash64.fold(Account.key(party, account), quantity)));
        for (int i = 0; i < licenceCount; i++) {
            sum[0] += licences.get(i) == 0 ? 0 : Hash64.mix(Hash64.fold(~i, licences.get(i)));
        }
        for (int i = 0; i < partyCount; i++) {
            sum[0] += guarantees.get(i) == 0 ? 0 : Hash64.mix(Hash64.fold(-7L * i - 3, guarantees.get(i)));
        }
        return sum[0];
    }

    void save(final StateOutput out) {
        balances.save(out);
        licences.save(out);
        out.putInt(licenceCount);
        guarantees.save(out);
        out.putInt(partyCount);
    }

    void load(final StateInput in) {
        balances.load(in);
        forEach((party, account, quantity) -> largest = Math.max(largest, quantity));
        licences.load(in);
        licenceCount = in.getInt();
        guarantees.load(in);
        partyCount = in.getInt();
    }
}
