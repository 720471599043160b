package io.clearline.adapters.intake;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A token bucket for each principal, kept as the time by which all that was taken is paid for (the generic
 * cell rate algorithm, ITU-T I.371). Thread-safe; there are as many buckets as principals came.
 */
public final class Rate {
    private static final double NS_PER_S = 1e9;

    private final double intervalNs;
    private final long burstNs;
    private final LongSupplier clockNs;
    private final ConcurrentHashMap<Integer, AtomicLong> paidByNs = new ConcurrentHashMap<>();

    /**
     * Creates the buckets, full.
     *
     * @param perS how many come in a second
     * @param burst how many a bucket holds
     * @param clockNs any clock that does not run backwards, in ns
     */
    Rate(final double perS, final int burst, final LongSupplier clockNs) {
        this.intervalNs = NS_PER_S / perS;
        this.burstNs = (long) (intervalNs * burst);
        this.clockNs = clockNs;
    }

    /**
     * Takes if there are as many.
     *
     * @param count how many, up to the burst; more are taken as the burst
     * @return 0 if they were taken, else for how many ns there will not be enough
     */
    public long tryTake(final int principal, final int count) {
        final AtomicLong paidBy = bucket(principal);
        final long price = Math.min(burstNs, (long) (intervalNs * count));
        while (true) {
            final long now = clockNs.getAsLong();
            final long paid = paidBy.get();
            final long after = (paid - now > 0 ? paid : now) + price;
            final long waitNs = after - now - burstNs;
            if (waitNs > 0) {
                return waitNs;
            }
            if (paidBy.compareAndSet(paid, after)) {
                return 0;
            }
        }
    }

    /** Takes one in any case; returns for how many ns no other should follow, 0 = none. */
    public long take(final int principal) {
        final AtomicLong paidBy = bucket(principal);
        while (true) {
            final long now = clockNs.getAsLong();
            final long paid = paidBy.get();
            final long after = (paid - now > 0 ? paid : now) + (long) intervalNs;
            if (paidBy.compareAndSet(paid, after)) {
                return Math.max(0, after - now - burstNs);
            }
        }
    }

    private AtomicLong bucket(final int principal) {
        final AtomicLong known = paidByNs.get(principal);
        return known != null ? known
            : paidByNs.computeIfAbsent(principal, fresh -> new AtomicLong(clockNs.getAsLong()));
    }
}
