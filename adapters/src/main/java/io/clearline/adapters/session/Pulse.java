package io.clearline.adapters.session;

import io.clearline.engine.record.session.ByeReason;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Finds lines whose other end is gone or takes nothing, and tells the other end that this one is there.
 * Runs on the line's loop.
 */
final class Pulse {
    private static final int MISSED_MAX = 3;

    private final Session session;
    private final int intervalMs;
    private ScheduledFuture<?> beat;
    private long heardNs = System.nanoTime();
    private long saidNs = heardNs;
    private long stalledNs;
    private boolean stalled;

    Pulse(final Session session, final int intervalMs) {
        this.session = session;
        this.intervalMs = intervalMs;
    }

    void start(final EventExecutor loop) {
        beat = loop.scheduleAtFixedRate(
            this::beat, intervalMs, intervalMs, TimeUnit.MILLISECONDS);
    }

    void stop() {
        beat.cancel(false);
    }

    /** Says that bytes came. */
    void heard() {
        heardNs = System.nanoTime();
    }

    /** Says that bytes went. */
    void said() {
        saidNs = System.nanoTime();
    }

    /** Says whether the line takes bytes. */
    void writable(final boolean now) {
        if (!now && !stalled) {
            stalledNs = System.nanoTime();
        }
        stalled = !now;
    }

    private void beat() {
        final long now = System.nanoTime();
        if (session.isPaused()) {
            // Nothing is read now, so that nothing comes says nothing.
            heardNs = now;
        }
        final Limits limits = session.context().limits;
        if (stalled && ms(now - stalledNs) >= limits.stallMs()) {
            session.end(ByeReason.SLOW_READER, 0,
                "nothing was read for " + limits.stallMs() + " ms; resume");
        } else if (ms(now - heardNs) >= (long) MISSED_MAX * intervalMs) {
            session.end(ByeReason.TIMEOUT, 0,
                "nothing came for " + MISSED_MAX + " heartbeats");
        } else {
            if (ms(now - saidNs) >= intervalMs / 2) {
                session.outbox().put((writer, out, at) -> writer.heartbeat(out, at));
            }
            session.recheck();
        }
    }

    private static long ms(final long ns) {
        return TimeUnit.NANOSECONDS.toMillis(ns);
    }
}
