package io.clearline.tools.demo;

import io.clearline.engine.record.sbe.Flow;
import io.clearline.engine.record.sbe.HoldCode;
import io.clearline.tools.Words;
import java.io.PrintStream;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** Prints what the demo found: tables for people, in one order and one locale. */
final class DemoReport {
    private static final Flow[] FLOWS = {
        Flow.FIRST_LINE_IMPORT, Flow.FIRST_LINE_EXPORT, Flow.SECOND_LINE_EXIT,
        Flow.SECOND_LINE_ENTRY, Flow.ISLAND_TRANSFER
    };
    private static final double[] PERCENTILES = {50, 90, 99, 99.9, 99.99};
    private static final double NS_PER_S = 1e9;
    private static final double NS_PER_US = 1e3;
    private static final int REASONS = 5;

    private final PrintStream out;

    DemoReport(final PrintStream out) {
        this.out = out;
    }

    /** Prints one line, formatted. */
    void line(final String format, final Object... values) {
        out.printf(Locale.ROOT, format + "%n", values);
    }

    /** Prints outcomes by flow and lane. */
    void outcomes(final Tally tally) {
        line("");
        line("%-20s %10s %10s %10s %10s %10s", "flow", "released", "released", "held", "held",
            "rejected");
        line("%-20s %10s %10s %10s %10s %10s", "", "green", "blue", "yellow", "red", "");
        for (final Flow flow : FLOWS) {
            final Object[] cells = new Object[Tally.COLUMNS + 1];
            cells[0] = flow.name();
            for (int column = 0; column < Tally.COLUMNS; column++) {
                cells[column + 1] = tally.count(flow, column);
            }
            line("%-20s %,10d %,10d %,10d %,10d %,10d", cells);
        }
        others(tally);
        line("");
        line("Most frequent reasons of holds");
        for (final Tally.Reason reason : tally.reasons(REASONS)) {
            final String code = reason.code() == HoldCode.NONE ? ""
                : reason.code() == HoldCode.LETTER ? " " + reason.letter() : " " + reason.code();
            line("%,10d  %-16s %s", reason.count(), reason.kind() + code,
                Words.hold(reason.kind(), reason.code(), reason.letter()));
        }
    }

    private void others(final Tally tally) {
        final StringBuilder acts = new StringBuilder();
        for (final Act act : Act.values()) {
            acts.append(acts.length() == 0 ? "" : ", ")
                .append(String.format(Locale.ROOT, "%,d %s", tally.acts(act), act.type()));
        }
        line("other commands: %s; %,d refused", acts, tally.refused());
        line("                %,d vehicles stopped at second-line checkpoints", tally.stopped());
    }

    /** Prints latency percentiles in microseconds, three significant digits. */
    void latencies(final Histogram latencies) {
        final StringBuilder names = new StringBuilder();
        final StringBuilder values = new StringBuilder();
        for (final double percentile : PERCENTILES) {
            names.append(String.format(Locale.ROOT, "%10s", "p" + number(percentile)));
            values.append(String.format(Locale.ROOT, "%10s",
                significant(latencies.getValueAtPercentile(percentile) / NS_PER_US)));
        }
        names.append(String.format(Locale.ROOT, "%10s", "max"));
        values.append(String.format(Locale.ROOT, "%10s",
            significant(latencies.getMaxValue() / NS_PER_US)));
        line("%s", names);
        line("%s  microseconds", values);
    }

    static String seconds(final long ns) {
        return String.format(Locale.ROOT, "%.2f s", ns / NS_PER_S);
    }

    static long perSecond(final long count, final long ns) {
        return Math.round(count * NS_PER_S / Math.max(1, ns));
    }

    private static String number(final double percentile) {
        return percentile == Math.rint(percentile) ? String.valueOf((long) percentile)
            : String.valueOf(percentile);
    }

    /** Three significant digits, without an exponent. */
    private static String significant(final double value) {
        final int decimals = value >= 100 ? 0 : value >= 10 ? 1 : 2;
        final double step = value >= 1000 ? Math.pow(10, Math.floor(Math.log10(value)) - 2) : 0;
        final double rounded = step == 0 ? value : Math.rint(value / step) * step;
        return String.format(Locale.ROOT, "%,." + decimals + "f", rounded);
    }
}
