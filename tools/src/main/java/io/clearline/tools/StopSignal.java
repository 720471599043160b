package io.clearline.tools;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * SIGTERM and SIGINT as a wish to stop: the process goes on until it says that it is done, at most for a
 * minute, and then ends with the status it says instead of the signal's.
 */
final class StopSignal {
    private static final long PATIENCE_S = 60;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook = new Thread(this::hold, "clearline-stop");
    private volatile int status = Failure.ENVIRONMENT;

    private StopSignal() {
    }

    /** Starts to listen for signals. */
    static StopSignal install() {
        final StopSignal signal = new StopSignal();
        Runtime.getRuntime().addShutdownHook(signal.hook);
        return signal;
    }

    private void hold() {
        asked.countDown();
        try {
            done.await(PATIENCE_S, TimeUnit.SECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(status);
    }

    /** Waits for a signal, for a while; returns whether it came. */
    boolean await(final long timeoutMs) throws InterruptedException {
        return asked.await(timeoutMs, TimeUnit.MILLISECONDS);
    }

    /** Says that everything is closed, and with which status the process may end. */
    void done(final int exitStatus) {
        status = exitStatus;
        if (asked.getCount() == 0) {
            done.countDown();
        } else {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }
}
