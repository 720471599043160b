package io.clearline.bench.report;

import java.util.List;
import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;

/**
 * The percentiles that are told of a run, in ns.
 *
 * @param count how many values there were
 */
public record Percentiles(
    long count, long p50Ns, long p90Ns, long p99Ns, long p999Ns, long p9999Ns, long maxNs) {

    /** Returns those of a histogram of nanoseconds; all 0 if it is empty. */
    public static Percentiles of(final Histogram histogram) {
        return new Percentiles(histogram.getTotalCount(), histogram.getValueAtPercentile(50),
            histogram.getValueAtPercentile(90), histogram.getValueAtPercentile(99),
            histogram.getValueAtPercentile(99.9), histogram.getValueAtPercentile(99.99),
            histogram.getMaxValue());
    }

    /**
     * Returns the median over runs of each; the count of all.
     *
     * @param runs at least one
     */
    public static Percentiles median(final List<Percentiles> runs) {
        return new Percentiles(runs.stream().mapToLong(Percentiles::count).sum(),
            median(runs, Percentiles::p50Ns), median(runs, Percentiles::p90Ns),
            median(runs, Percentiles::p99Ns), median(runs, Percentiles::p999Ns),
            median(runs, Percentiles::p9999Ns), median(runs, Percentiles::maxNs));
    }

    private static long median(
        final List<Percentiles> runs, final ToLongFunction<Percentiles> part) {
        return Math.round(Spread.of(runs.stream().mapToDouble(part::applyAsLong).toArray())
            .median());
    }
}
