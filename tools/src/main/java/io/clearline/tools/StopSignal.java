package io.clearline.tools;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * SIGTERM and SIGINT (Ctrl-C) to a verb that must not die in the middle: while this is open they do
 * not end the process at once but complete {@link #told}. The verb then finishes what it has begun
 * and returns, and the process ends with the status it returned.
 */
final class StopSignal implements AutoCloseable {
    /** Longer than closing an engine may take. */
    private static final long PATIENCE_S = 90;

    private static final CountDownLatch RETURNED = new CountDownLatch(1);
    private static volatile int status = Failure.ENVIRONMENT;

    private final CompletableFuture<Void> told = new CompletableFuture<>();
    private final Thread hook = new Thread(this::stop, "clearline-stop");

    StopSignal() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void stop() {
        told.complete(null);
        try {
            if (!RETURNED.await(PATIENCE_S, TimeUnit.SECONDS)) {
                System.err.println("clearline: did not end within " + PATIENCE_S + " s of a signal");
            }
        } catch (final InterruptedException early) {
            Thread.currentThread().interrupt();
        }
        // Not exit: the virtual machine is on its way out already, with the signal's status.
        Runtime.getRuntime().halt(status);
    }

    /** Returns what completes when a signal has come. */
    CompletableFuture<Void> told() {
        return told;
    }

    /** Gives signals back their way of ending the process at once. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (final IllegalStateException stopping) {
            // Too late: the hook waits for the exit.
            return;
        }
    }

    /** Ends the process with a status, by whatever way it is being ended. */
    static void exit(final int returned) {
        status = returned;
        RETURNED.countDown();
        System.exit(returned);
    }
}
