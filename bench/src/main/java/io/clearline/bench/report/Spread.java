package io.clearline.bench.report;

import java.util.Arrays;

/** The least, the median and the most of what several runs gave. */
public record Spread(double least, double median, double most) {
    /**
     * Returns that of some values.
     *
     * @throws IllegalArgumentException if there are none
     */
    public static Spread of(final double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("no values, no spread");
        }
        final double[] sorted = values.clone();
        Arrays.sort(sorted);
        final int middle = sorted.length / 2;
        final double median = sorted.length % 2 == 1 ? sorted[middle]
            : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(sorted[0], median, sorted[sorted.length - 1]);
    }
}
