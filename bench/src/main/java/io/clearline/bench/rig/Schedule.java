package io.clearline.bench.rig;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * When commands are meant to be sent, one after the other. It never waits for what is late: that is
 * what makes the loop an open one. Not thread-safe.
 */
public interface Schedule {
    /** Starts anew at a time in ns. */
    void restart(long startNs);

    /** Returns when the next command is meant to be sent, in ns. */
    long nextNs();

    /** Returns equal gaps, {@code perSecond} commands a second; no drift however long it runs. */
    static Schedule constant(final long perSecond) {
        return new Constant(perSecond);
    }

    /**
     * Returns arrivals of a Poisson process, {@code perSecond} commands a second on average: many
     * that know nothing of each other. The same for the same seed.
     */
    static Schedule poisson(final long perSecond, final long seed) {
        return new Poisson(perSecond, seed);
    }

    /** Equal gaps. */
    final class Constant implements Schedule {
        private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

        private final long perSecond;
        private long startNs;
        private long count;

        private Constant(final long perSecond) {
            this.perSecond = perSecond;
        }

        @Override
        public void restart(final long atNs) {
            startNs = atNs;
            count = 0;
        }

        @Override
        public long nextNs() {
            // Counted from the start, not added up: a gap of a third of a nanosecond is not lost.
            final long seconds = count / perSecond;
            final long rest = count % perSecond;
            count++;
            return startNs + seconds * SECOND_NS + rest * SECOND_NS / perSecond;
        }
    }

    /** Exponential gaps. */
    final class Poisson implements Schedule {
        private final double meanNs;
        private final SplittableRandom random;
        private long startNs;
        private double sinceNs;

        private Poisson(final long perSecond, final long seed) {
            this.meanNs = TimeUnit.SECONDS.toNanos(1) / (double) perSecond;
            this.random = new SplittableRandom(seed);
        }

        @Override
        public void restart(final long atNs) {
            startNs = atNs;
            sinceNs = 0;
        }

        @Override
        public long nextNs() {
            sinceNs -= meanNs * Math.log(1 - random.nextDouble());
            return startNs + (long) sinceNs;
        }
    }
}
