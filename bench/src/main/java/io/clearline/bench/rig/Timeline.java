package io.clearline.bench.rig;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * How many answers came in each stretch of a run, pauses between turns cut out. Started by the
 * thread that sends when everything was answered, counted by the one that answers.
 */
public final class Timeline {
    private final long stretchNs;
    private long startNs;
    private long lastNs;
    private int[] counts = new int[1024];
    private int size;

    /** Creates an empty one. */
    public Timeline(final long stretchMs) {
        stretchNs = TimeUnit.MILLISECONDS.toNanos(stretchMs);
    }

    /** Says when answers may come again: the time since the last one does not count. */
    void start(final long atNs) {
        startNs = atNs - (lastNs - startNs);
        lastNs = atNs;
    }

    void count(final long nowNs) {
        lastNs = nowNs;
        final int at = (int) ((nowNs - startNs) / stretchNs);
        if (at >= size) {
            if (at >= counts.length) {
                counts = Arrays.copyOf(counts, Math.max(at + 1, counts.length * 2));
            }
            size = at + 1;
        }
        if (at >= 0) {
            counts[at]++;
        }
    }

    /** Returns how many stretches there are. */
    public int size() {
        return size;
    }

    /** Returns when a stretch ended, in seconds since the start. */
    public double second(final int stretch) {
        return (stretch + 1) * (double) stretchNs / TimeUnit.SECONDS.toNanos(1);
    }

    /** Returns how many answers a second came in a stretch. */
    public double perSecond(final int stretch) {
        return counts[stretch] * (double) TimeUnit.SECONDS.toNanos(1) / stretchNs;
    }
}
