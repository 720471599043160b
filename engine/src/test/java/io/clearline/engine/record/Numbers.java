package io.clearline.engine.record;

import java.util.SplittableRandom;

/** Longs for tests: every size is as likely as any other, and the edges come often. */
final class Numbers {
    private static final long[] EDGES = {
        0, 1, 2, 99, 100, 0xFFFF_FFFFL, 0x1_0000_0000L, 0x1_0000_0001L, Scales.RATE,
        Scales.RATE - 1, Long.MAX_VALUE, Long.MAX_VALUE - 1, Long.MAX_VALUE / 2, 1L << 62,
        (1L << 62) - 1};

    private Numbers() {
    }

    /** Returns a number of 0 and above. */
    static long any(final SplittableRandom random) {
        return random.nextInt(8) == 0 ? EDGES[random.nextInt(EDGES.length)]
            : random.nextLong() >>> 1 + random.nextInt(63);
    }

    /** Returns a number above 0. */
    static long positive(final SplittableRandom random) {
        return Math.max(1, any(random));
    }

    /** Returns a number of either sign, the smallest included. */
    static long signed(final SplittableRandom random) {
        return random.nextBoolean() ? any(random) : ~any(random);
    }
}
