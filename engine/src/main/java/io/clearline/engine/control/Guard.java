package io.clearline.engine.control;

import io.clearline.engine.record.Scales;

/**
 * The harm guard of a control: it is paused when, in a block of {@code over} declarations, it hits
 * more than {@code expect * factor} of them. The first block begins when the control is activated,
 * each next one where the one before it is full.
 *
 * @param expect share of declarations that it expects to hit, scaled by {@link Scales#RATE}
 * @param factor how many times that is too many, 1 or more, scaled by {@link #FACTOR}
 * @param over declarations in a block, 1 to {@link #MOST_OVER}
 */
public record Guard(long expect, long factor, int over) {
    /** Decimals of a factor. */
    public static final int FACTOR_DECIMALS = 4;
    /** A factor of 1. */
    public static final long FACTOR = 10_000;
    /** No factor is larger. */
    public static final long MOST_FACTOR = 1_000 * FACTOR;
    /** No block has more declarations. */
    public static final int MOST_OVER = 1_000_000;

    /**
     * Tells whether it can be kept: each part in its range, and the share that is too many below 1,
     * for a guard that nothing can trip guards nothing.
     */
    public boolean isSound() {
        return expect >= 0 && expect <= Scales.RATE && factor >= FACTOR && factor <= MOST_FACTOR
            && over > 0 && over <= MOST_OVER && expect * factor < Scales.RATE * FACTOR;
    }

    /** Returns how many hits in a block are not yet too many. */
    public long most() {
        return expect * factor * over / (Scales.RATE * FACTOR);
    }
}
