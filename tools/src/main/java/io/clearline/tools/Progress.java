package io.clearline.tools;

import java.io.PrintStream;
import java.util.Locale;

/**
 * A bar on a terminal, nothing elsewhere. Drawn by the thread that does the counting, at most ten
 * times a second, so it costs a comparison per step. Not thread-safe.
 */
public final class Progress {
    private static final long INTERVAL_NS = 100_000_000;
    private static final int WIDTH = 30;

    private final PrintStream err;
    private final boolean shown;
    private final String what;
    private final long total;
    private long nextNs;

    /**
     * Creates one that is not drawn yet.
     *
     * @param what is being done, in a few words
     * @param total how many steps there are
     */
    public Progress(final Streams streams, final String what, final long total) {
        this.err = streams.err();
        this.shown = streams.terminal();
        this.what = what;
        this.total = Math.max(1, total);
    }

    /** Draws the bar anew where it is time to. */
    public void at(final long done) {
        if (!shown) {
            return;
        }
        final long nowNs = System.nanoTime();
        if (nextNs != 0 && nowNs - nextNs < 0) {
            return;
        }
        nextNs = nowNs + INTERVAL_NS;
        final int filled = (int) (WIDTH * Math.min(done, total) / total);
        err.printf(Locale.ROOT, "\r%-28s [%s%s] %3d %%", what, "#".repeat(filled),
            " ".repeat(WIDTH - filled), 100 * Math.min(done, total) / total);
    }

    /** Wipes the bar away. */
    public void end() {
        if (shown && nextNs != 0) {
            err.print("\r" + " ".repeat(28 + WIDTH + 10) + "\r");
        }
    }
}
