package io.clearline.engine.follower;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Runs a follower beside an engine, a few milliseconds behind it, in a thread of its own. What goes
 * wrong there ends the following, never the engine. Thread-safe.
 */
public final class FollowerThread implements AutoCloseable {
    private static final long IDLE_NS = 5_000_000;

    private final BooleanSupplier step;
    private final Consumer<Throwable> onFailure;
    private final Thread thread;
    private volatile boolean stopped;

    private FollowerThread(
        final String name, final BooleanSupplier step, final Consumer<Throwable> onFailure) {
        this.step = step;
        this.onFailure = onFailure;
        this.thread = new Thread(this::run, name);
        this.thread.setDaemon(true);
    }

    /**
     * Starts one.
     *
     * @param step called again and again; false if it found nothing to do, and it waits a little
     * @param onFailure told what the step threw, after which it is not called any more
     */
    public static FollowerThread start(
        final String name, final BooleanSupplier step, final Consumer<Throwable> onFailure) {
        final FollowerThread started = new FollowerThread(name, step, onFailure);
        started.thread.start();
        return started;
    }

    /** Stops it; waits for the step at hand. */
    @Override
    public void close() {
        stopped = true;
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (final InterruptedException early) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!stopped) {
                if (!step.getAsBoolean()) {
                    LockSupport.parkNanos(IDLE_NS);
                }
            }
        } catch (final RuntimeException | Error thrown) {
            onFailure.accept(thrown);
        }
    }
}
