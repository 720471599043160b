package io.clearline.bench.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A table in Markdown whose columns stand below each other, so that it is read as plain text. */
public final class Table {
    private static final double NS_PER_US = 1e3;

    private final List<String[]> rows = new ArrayList<>();
    private final int columns;

    /** Creates one with a header; the first column is text, the others numbers. */
    public Table(final String... header) {
        columns = header.length;
        rows.add(header);
    }

    /** Adds a row. */
    public Table row(final String... cells) {
        if (cells.length != columns) {
            throw new IllegalArgumentException(cells.length + " cells for " + columns + " columns");
        }
        rows.add(cells);
        return this;
    }

    /** Returns nanoseconds as microseconds, with as many decimals as mean something. */
    public static String us(final double ns) {
        final double us = ns / NS_PER_US;
        return String.format(Locale.ROOT, us < 10 ? "%,.2f" : us < 100 ? "%,.1f" : "%,.0f", us);
    }

    /** Returns a whole number with separators. */
    public static String whole(final double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    /** Returns the cells of percentiles, p50 to max in microseconds. */
    public static String[] cells(final Percentiles p) {
        return new String[] {
            us(p.p50Ns()), us(p.p99Ns()), us(p.p999Ns()), us(p.p9999Ns()), us(p.maxNs())};
    }

    @Override
    public String toString() {
        final int[] widths = new int[columns];
        Arrays.fill(widths, 1);
        for (final String[] row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        final StringBuilder text = new StringBuilder();
        line(text, rows.get(0), widths);
        for (int i = 0; i < columns; i++) {
            text.append(i == 0 ? "|-" : "|").append("-".repeat(widths[i] + 1))
                .append(i == 0 ? "" : ":");
        }
        text.append("|\n");
        rows.subList(1, rows.size()).forEach(row -> line(text, row, widths));
        return text.toString();
    }

    private static void line(final StringBuilder text, final String[] row, final int[] widths) {
        for (int i = 0; i < row.length; i++) {
            final String width = i == 0 ? "| %-" + widths[i] + "s " : "| %" + widths[i] + "s ";
            text.append(String.format(Locale.ROOT, width, row[i]));
        }
        text.append("|\n");
    }
}
