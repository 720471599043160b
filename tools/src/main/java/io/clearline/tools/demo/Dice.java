package io.clearline.tools.demo;

import java.util.SplittableRandom;

/** The generator's randomness: the same for the same seed on every machine. */
final class Dice {
    static final int PER_MILLE = 1000;

    private final SplittableRandom random;

    Dice(final long seed) {
        random = new SplittableRandom(seed);
    }

    /** Returns 0 to {@code bound - 1}. */
    int below(final int bound) {
        return random.nextInt(bound);
    }

    boolean chance(final int perMille) {
        return below(PER_MILLE) < perMille;
    }

    /** Returns one of the numbers; half of the time the first, the usual one. */
    int usual(final int[] some) {
        return some[chance(500) ? 0 : below(some.length)];
    }
}
