package io.clearline.adapters.aeron;

import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.YieldingIdleStrategy;

/** What a thread that polls does while there is nothing: latency against processor time. */
public enum Idle {
    /** Spins, yields, then sleeps longer and longer up to 1 ms: little when nothing comes. */
    BACKOFF,
    /** Yields: takes a core that nobody else wants. */
    YIELD,
    /** Spins: takes a core whatever others want. */
    SPIN;

    private static final long SPINS = 10;
    private static final long YIELDS = 20;
    private static final long PARK_MIN_NS = 1_000;
    private static final long PARK_MAX_NS = TimeUnit.MILLISECONDS.toNanos(1);

    /** Returns one for one thread. */
    public IdleStrategy strategy() {
        return switch (this) {
            case BACKOFF -> new BackoffIdleStrategy(SPINS, YIELDS, PARK_MIN_NS, PARK_MAX_NS);
            case YIELD -> new YieldingIdleStrategy();
            case SPIN -> BusySpinIdleStrategy.INSTANCE;
        };
    }
}
