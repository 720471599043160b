package io.clearline.bench.cli;

import io.clearline.bench.ControlCosts;
import io.clearline.bench.MixedCosts;
import io.clearline.bench.report.Environment;
import io.clearline.bench.report.Json;
import io.clearline.bench.report.Percentiles;
import io.clearline.bench.report.Spread;
import io.clearline.bench.report.Table;
import io.clearline.bench.rig.Latencies;
import io.clearline.tools.Streams;
import io.clearline.tools.Version;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code clearline bench controls}. */
@Command(
    name = "controls",
    description = "What a decision costs among 10 to 100,000 controls of which three hit, what"
        + " publishing one costs and how long it keeps deciding waiting, and the mixed stream with"
        + " 10,000 controls. By CPU time, sizes in turns.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ControlsVerb implements Callable<Integer> {
    private static final int[] SIZES = {10, 100, 1_000, 10_000, 100_000};
    private static final int ROUNDS_MAX = 1_000;
    private static final int MIXED = 10_000;
    private static final int TRADERS = 100_000;
    private static final int PUBLISHED = 200;
    private static final int TURNS = 5;
    private static final long TURN_NS = TimeUnit.MILLISECONDS.toNanos(1_000);

    private final Streams streams;
    private final Map<String, Object> object = new LinkedHashMap<>();
    private final StringBuilder text = new StringBuilder();

    @Option(names = "--rounds", defaultValue = "21", paramLabel = "N",
        description = "How many rounds count, as many again warm up (default ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--most", defaultValue = "100000", paramLabel = "N",
        description = "The largest number of controls (default ${DEFAULT-VALUE}).")
    private int most;

    @Option(names = "--traders", defaultValue = "" + TRADERS, paramLabel = "N",
        description = "Traders of the mixed stream (default ${DEFAULT-VALUE}).")
    private int traders;

    @Option(names = "--json", description = "Prints one JSON object instead of text.")
    private boolean json;

    ControlsVerb(final Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        CommonOptions.range("--rounds", rounds, 1, ROUNDS_MAX);
        CommonOptions.range("--most", most, SIZES[1], SIZES[SIZES.length - 1]);
        CommonOptions.range("--traders", traders, 1_000, 900_000);
        object.put("benchmark", "controls");
        final int[] sizes = Arrays.stream(SIZES).filter(size -> size <= most).toArray();
        final ControlCosts costs = new ControlCosts(sizes);
        curve(costs, sizes);
        publish(costs);
        mixed();
        object.put("environment",
            Environment.of(Path.of(System.getProperty("java.io.tmpdir"))));
        streams.out().println(json ? Json.text(object) : text.toString().strip());
        streams.out().flush();
        return costs.consumed() == 0 ? 1 : 0;
    }

    private void tell(final String format, final Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append("\n\n");
    }

    private void curve(final ControlCosts costs, final int[] sizes) {
        final ControlCosts.Curve curve = costs.curve(rounds, rounds);
        final Table table = new Table("controls, CPU ns for a decision", "least", "median", "most",
            "of that with 10", "bytes");
        final List<Object> points = new ArrayList<>();
        for (int i = 0; i < sizes.length; i++) {
            final double[] ratios = new double[rounds];
            for (int round = 0; round < rounds; round++) {
                ratios[round] = curve.ns()[i][round] / curve.ns()[0][round];
            }
            final Spread ns = Spread.of(curve.ns()[i]);
            final double ratio = Spread.of(ratios).median();
            final Map<String, Object> point = new LinkedHashMap<>();
            point.put("controls", sizes[i]);
            point.put("ns", ns.median());
            point.put("ratioToTen", ratio);
            point.put("bytes", curve.bytes()[i]);
            points.add(point);
            table.row(Table.whole(sizes[i]), Table.whole(ns.least()), Table.whole(ns.median()),
                Table.whole(ns.most()), String.format(Locale.ROOT, "%.2f", ratio),
                String.format(Locale.ROOT, "%.3f", curve.bytes()[i]));
        }
        object.put("curve", points);
        tell("%s", table);
    }

    /** Publishes; then decides with and without publishing in turns, and compares the gaps. */
    private void publish(final ControlCosts costs) {
        costs.publish(PUBLISHED);
        final Percentiles took = Percentiles.of(costs.publish(PUBLISHED));
        final Histogram publishing = Latencies.histogram();
        final Histogram floor = Latencies.histogram();
        final Histogram behind = Latencies.histogram();
        for (int turn = 0; turn < TURNS; turn++) {
            costs.gaps(true, TURN_NS, publishing, behind);
            costs.gaps(false, TURN_NS, floor, behind);
        }
        Figures.percentiles(object, "publish", took);
        Figures.percentiles(object, "gap", Percentiles.of(publishing));
        Figures.percentiles(object, "behindPublish", Percentiles.of(behind));
        Figures.percentiles(object, "floorGap", Percentiles.of(floor));
        final Table table = new Table("microseconds", "count", "p50", "p99", "p99.9", "p99.99",
            "max");
        Figures.row(table, "publishing one among the most", Table.whole(took.count()), took);
        final Percentiles next = Percentiles.of(behind);
        Figures.row(table, "the decision right behind it", Table.whole(next.count()), next);
        final Percentiles with = Percentiles.of(publishing);
        final Percentiles without = Percentiles.of(floor);
        Figures.row(table, "from decision to decision, one published every 10 ms",
            Table.whole(with.count()), with);
        Figures.row(table, "from decision to decision, none published",
            Table.whole(without.count()), without);
        tell("%s", table);
    }

    private void mixed() {
        final MixedCosts none = new MixedCosts(traders, 0);
        final MixedCosts many = new MixedCosts(traders, MIXED);
        final double[] without = new double[rounds];
        final double[] with = new double[rounds];
        for (int round = -rounds; round < rounds; round++) {
            final double one = none.round();
            final double other = many.round();
            if (round >= 0) {
                without[round] = one;
                with[round] = other;
            }
        }
        final double bytes = many.bytes(rounds);
        object.put("mixedControls", MIXED);
        object.put("mixedNs", Spread.of(with).median());
        object.put("mixedNsWithout", Spread.of(without).median());
        object.put("mixedBytes", bytes);
        tell("Mixed stream, CPU ns for a decision: %,d controls median %,.0f (%,.0f to %,.0f), none"
            + " median %,.0f (%,.0f to %,.0f); %.3f bytes allocated for a decision", MIXED,
            Spread.of(with).median(), Spread.of(with).least(), Spread.of(with).most(),
            Spread.of(without).median(), Spread.of(without).least(), Spread.of(without).most(),
            bytes);
    }
}
