package io.clearline.bench.rig;

import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.NanoClock;

/** Waits. */
@FunctionalInterface
public interface Pacer {
    /** Returns at a time in ns, or at once if it is past. */
    void await(long timeNs);

    /** Gives the core away for some 20 us or more, while others have to get on. */
    default void rest() {
        LockSupport.parkNanos(Spinning.REST_NS);
    }

    /**
     * Returns one that spins up to each time, and sleeps only where much is left: a sleeper wakes
     * some 60 us late, which would count in what is measured. It takes a whole core.
     */
    static Pacer spinning(final NanoClock clock) {
        return timeNs -> {
            long leftNs = timeNs - clock.nanoTime();
            while (leftNs > 0) {
                if (leftNs > Spinning.SPIN_NS) {
                    LockSupport.parkNanos(leftNs - Spinning.SPIN_NS);
                } else {
                    Thread.onSpinWait();
                }
                leftNs = timeNs - clock.nanoTime();
            }
        };
    }

    /** What it goes by. */
    final class Spinning {
        private static final long SPIN_NS = 1_000_000;
        private static final long REST_NS = 20_000;

        private Spinning() {
        }
    }
}
