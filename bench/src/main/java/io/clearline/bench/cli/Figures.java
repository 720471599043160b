package io.clearline.bench.cli;

import io.clearline.bench.report.Chart;
import io.clearline.bench.report.Percentiles;
import io.clearline.bench.report.ResultDirectory;
import io.clearline.bench.report.Spread;
import io.clearline.bench.report.Table;
import io.clearline.bench.rig.RateResult;
import io.clearline.bench.rig.Timeline;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/** What several runs at one rate gave, told in every form. */
final class Figures {
    private static final double NS_PER_US = 1e3;
    private static final double[] CURVE = curve();

    private final List<RateResult> runs;

    Figures(final List<RateResult> runs) {
        this.runs = List.copyOf(runs);
    }

    private static double[] curve() {
        final List<Double> points = new ArrayList<>();
        for (double beyond = 1; beyond > 5e-6; beyond /= Math.pow(10, 0.1)) {
            points.add(beyond);
        }
        return points.stream().mapToDouble(Double::doubleValue).toArray();
    }

    long rate() {
        return runs.get(0).rate();
    }

    /** Returns how many runs did not reach the rate. */
    long failed() {
        return runs.stream().filter(RateResult::failed).count();
    }

    /** Tells whether most runs did not reach it. */
    boolean isFailed() {
        return failed() * 2 > runs.size();
    }

    Spread spread(final ToDoubleFunction<RateResult> part) {
        return Spread.of(runs.stream().mapToDouble(part).toArray());
    }

    Percentiles load() {
        return Percentiles.median(
            runs.stream().map(run -> Percentiles.of(run.latencies())).toList());
    }

    Percentiles floor() {
        return Percentiles.median(runs.stream().map(run -> Percentiles.of(run.floor())).toList());
    }

    /** Puts what every object has: counts, speed, percentiles of the load and of the floor. */
    void into(final Map<String, Object> json) {
        final RateResult first = runs.get(0);
        json.put("runs", runs.size());
        json.put("failed", isFailed());
        json.put("failedRuns", failed());
        json.put("declarations", first.declarations());
        json.put("commands", first.slice().answered());
        final Spread perSecond = spread(RateResult::declarationsPerSecond);
        json.put("perSecond", perSecond.median());
        json.put("perSecondLeast", perSecond.least());
        json.put("perSecondMost", perSecond.most());
        json.put("commandsPerSecond", spread(RateResult::commandsPerSecond).median());
        percentiles(json, "", load());
        percentiles(json, "floor", floor());
        final List<Object> each = new ArrayList<>();
        for (final RateResult run : runs) {
            final Map<String, Object> one = new LinkedHashMap<>();
            one.put("run", run.run());
            one.put("failed", run.failed());
            one.put("perSecond", run.declarationsPerSecond());
            one.put("busy", run.slice().busy());
            percentiles(one, "", Percentiles.of(run.latencies()));
            percentiles(one, "floor", Percentiles.of(run.floor()));
            each.add(one);
        }
        json.put("eachRun", each);
    }

    static void percentiles(
        final Map<String, Object> json, final String prefix, final Percentiles p) {
        final String start = prefix.isEmpty() ? "p" : prefix + "P";
        json.put(start + "50Ns", p.p50Ns());
        json.put(start + "90Ns", p.p90Ns());
        json.put(start + "99Ns", p.p99Ns());
        json.put(start + "999Ns", p.p999Ns());
        json.put(start + "9999Ns", p.p9999Ns());
        json.put(prefix.isEmpty() ? "maxNs" : prefix + "MaxNs", p.maxNs());
    }

    /** Returns a table of all runs: load and floor of each. */
    Table eachRun() {
        final Table table = new Table("run", "declarations/s", "p50", "p99", "p99.9", "p99.99",
            "max");
        for (final RateResult run : runs) {
            row(table, run.run() + (run.failed() ? " FAILED" : ""),
                Table.whole(run.declarationsPerSecond()), Percentiles.of(run.latencies()));
            row(table, run.run() + " floor", "", Percentiles.of(run.floor()));
        }
        return table;
    }

    static void row(
        final Table table, final String name, final String speed, final Percentiles p) {
        final String[] cells = Table.cells(p);
        table.row(name, speed, cells[0], cells[1], cells[2], cells[3], cells[4]);
    }

    /** Writes the histograms of every run. */
    void histograms(final ResultDirectory results, final String name) throws IOException {
        for (final RateResult run : runs) {
            final String file = name + (run.rate() == 0 ? "" : "-" + run.rate()) + "-run"
                + run.run();
            results.histogram(file, run.failed(), run.latencies());
            results.histogram(file + "-floor", false, run.floor());
        }
    }

    /** Writes the percentile curve of every run, of its floor, and answers over time. */
    void charts(final ResultDirectory results, final String title) throws IOException {
        final Chart percentiles = new Chart(title, "1 / (1 - percentile)", true,
            "latency, microseconds", true);
        final Chart throughput =
            new Chart(title, "seconds", false, "answers a second", false);
        for (final RateResult run : runs) {
            final String name = String.format(Locale.ROOT, "run %d", run.run());
            line(percentiles, name + (run.failed() ? " FAILED" : ""), run.latencies());
            line(percentiles, name + " floor", run.floor());
            line(throughput, name, run.timeline());
        }
        results.chart("percentiles.svg", percentiles);
        results.chart("throughput.svg", throughput);
    }

    private static void line(final Chart chart, final String name, final Histogram histogram) {
        if (histogram.getTotalCount() == 0) {
            return;
        }
        final double[] xs = new double[CURVE.length];
        final double[] ys = new double[CURVE.length];
        for (int i = 0; i < CURVE.length; i++) {
            xs[i] = 1 / CURVE[i];
            ys[i] = Math.max(1, histogram.getValueAtPercentile(100 * (1 - CURVE[i]))) / NS_PER_US;
        }
        chart.line(name, xs, ys);
    }

    private static void line(final Chart chart, final String name, final Timeline timeline) {
        final double[] xs = new double[timeline.size()];
        final double[] ys = new double[timeline.size()];
        for (int i = 0; i < xs.length; i++) {
            xs[i] = timeline.second(i);
            ys[i] = timeline.perSecond(i);
        }
        chart.line(name, xs, ys);
    }
}
