package io.clearline.engine.journal;

import java.util.concurrent.locks.LockSupport;

/** A daemon thread that does the work. */
final class SystemBackground implements Background {
    private static final long INTERVAL_NS = 100_000_000;
    private static final long STOP_MS = 5_000;

    private final Thread thread;
    private final Runnable work;
    private volatile boolean asked;
    private volatile boolean closed;

    SystemBackground(final String name, final Runnable work) {
        this.work = work;
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    private void run() {
        while (!closed) {
            asked = false;
            work.run();
            if (!asked && !closed) {
                LockSupport.parkNanos(INTERVAL_NS);
            }
        }
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public void ask() {
        // Volatile, like the thread's reset before it looks: no question is lost.
        asked = true;
        LockSupport.unpark(thread);
    }

    @Override
    public void pause(final long ns) {
        LockSupport.parkNanos(ns);
        Thread.interrupted();
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        boolean interrupted = false;
        final long deadlineNs = System.nanoTime() + STOP_MS * 1_000_000;
        while (thread.isAlive() && System.nanoTime() - deadlineNs < 0) {
            try {
                thread.join(STOP_MS);
            } catch (final InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
