package io.clearline.engine.core;

import io.clearline.engine.record.Exact;
import io.clearline.engine.record.Scales;

/**
 * The value-added exemption's arithmetic (GAC-158 art. 4): rate = (P - I - D) / (I + D), compared exactly
 * with the threshold, which is included. Amounts in fen.
 */
final class ValueAdded {
    private ValueAdded() {
    }

    /** Tells whether the rate reaches the threshold; with no inputs that count it does. */
    static boolean qualifies(
        final long price, final long imported, final long domestic, final long threshold) {
        final long inputs = Math.addExact(imported, domestic);
        return inputs == 0
            || Exact.compareProducts(price - inputs, Scales.RATE, inputs, threshold) >= 0;
    }

    /** Tells whether the rate is one that an answer can state: at most some nine million million. */
    static boolean canState(final long price, final long imported, final long domestic) {
        final long inputs = Math.addExact(imported, domestic);
        return Exact.compareProducts(
            price - inputs, Scales.ANSWER_RATE, inputs, Long.MAX_VALUE) <= 0;
    }

    /** Returns the rate as {@link #rate} does, 0 with no inputs that count, at most what can be stated. */
    static long stated(final long price, final long imported, final long domestic) {
        return Math.addExact(imported, domestic) == 0 ? 0
            : canState(price, imported, domestic) ? rate(price, imported, domestic)
            : Long.MAX_VALUE;
    }

    /** Returns the rate scaled by {@code Scales.ANSWER_RATE}, rounded half up; inputs must count. */
    static long rate(final long price, final long imported, final long domestic) {
        final long inputs = Math.addExact(imported, domestic);
        return Exact.signedMulDiv(price - inputs, Scales.ANSWER_RATE, inputs);
    }
}
