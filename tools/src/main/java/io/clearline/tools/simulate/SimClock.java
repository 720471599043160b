package io.clearline.tools.simulate;

/** The time of a simulated machine: one clock on the wall that people set, one that never steps back. */
final class SimClock {
    private static final long NS_PER_MS = 1_000_000;

    private long wallMs;
    private long upNs;

    SimClock(final long startMs) {
        wallMs = startMs;
    }

    long wallMs() {
        return wallMs;
    }

    long nanoTime() {
        return upNs;
    }

    /** Time goes by. */
    void pass(final long ms) {
        wallMs += ms;
        upNs += ms * NS_PER_MS;
    }

    /** Somebody sets the clock on the wall back. */
    void stepBack(final long ms) {
        wallMs -= ms;
    }
}
