package io.clearline.engine.pipeline;

import java.util.concurrent.locks.LockSupport;

/** Calls at intervals until it is stopped. */
final class Ticker implements Runnable {
    private final long intervalNs;
    private final Runnable tick;
    private volatile Thread runner;
    private volatile boolean stopped;

    Ticker(final long intervalMs, final Runnable tick) {
        this.intervalNs = intervalMs * 1_000_000;
        this.tick = tick;
    }

    @Override
    public void run() {
        runner = Thread.currentThread();
        long dueNs = System.nanoTime() + intervalNs;
        while (!stopped) {
            final long leftNs = dueNs - System.nanoTime();
            if (leftNs > 0) {
                LockSupport.parkNanos(this, leftNs);
                Thread.interrupted();
            } else {
                tick();
                dueNs = System.nanoTime() + intervalNs;
            }
        }
    }

    /** Calls once. */
    void tick() {
        tick.run();
    }

    void stop() {
        stopped = true;
        LockSupport.unpark(runner);
    }
}
