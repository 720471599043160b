package io.clearline.bench.rig;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * What one run gave at one rate.
 *
 * @param rate commands a second that were to be sent, 0 = as fast as they were taken
 * @param run from 1
 * @param slice what became of them
 * @param declarations how many of the commands that were answered are declarations
 * @param latencies of the load, in ns from the time meant to send
 * @param floor of the paced control of the same run, likewise; empty if there was none
 * @param timeline answers over time
 */
public record RateResult(
    long rate, int run, Slice slice, long declarations, Histogram latencies, Histogram floor,
    Timeline timeline) {

    /** Tells whether the rate was not reached. */
    public boolean failed() {
        return !slice.reached();
    }

    /** Returns how many commands were answered in a second. */
    public double commandsPerSecond() {
        return perSecond(slice.answered());
    }

    /** Returns how many declarations were answered in a second. */
    public double declarationsPerSecond() {
        return perSecond(declarations);
    }

    private double perSecond(final long count) {
        return count * (double) TimeUnit.SECONDS.toNanos(1) / slice.tookNs();
    }
}
