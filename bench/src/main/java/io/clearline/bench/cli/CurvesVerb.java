package io.clearline.bench.cli;

import io.clearline.bench.CostCurves;
import io.clearline.bench.report.Chart;
import io.clearline.bench.report.Environment;
import io.clearline.bench.report.Json;
import io.clearline.bench.report.ResultDirectory;
import io.clearline.bench.report.Table;
import io.clearline.tools.Streams;
import io.clearline.tools.Version;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code clearline bench curves}. */
@Command(
    name = "curves",
    description = "How the cost of deciding grows: with the state (10,000 to 10,000,000"
        + " declarations), with a declaration's items (1 to 50), with the controls in force (10 to"
        + " 100,000). CPU time on the mixed stream; tables, plots, JSON.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class CurvesVerb implements Callable<Integer> {
    private static final int[] STATES = {10_000, 100_000, 1_000_000, 10_000_000};
    private static final int[] ITEMS = {1, 2, 5, 10, 20, 50};
    private static final int[] CONTROLS = {10, 100, 1_000, 10_000, 100_000};
    private static final int ROUNDS_MAX = 1_000;
    private static final int WARM_UP = 1_000_000;

    private final Streams streams;
    private final Map<String, Object> object = new LinkedHashMap<>();
    private final StringBuilder text = new StringBuilder("# Clearline bench curves\n\n");

    @Option(names = "--rounds", defaultValue = "15", paramLabel = "N",
        description = "How many rounds count (default ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--declarations", defaultValue = "10000000", paramLabel = "N",
        description = "The largest state (default ${DEFAULT-VALUE}).")
    private int declarations;

    @Option(names = "--controls", defaultValue = "100000", paramLabel = "N",
        description = "The largest number of controls (default ${DEFAULT-VALUE}).")
    private int controls;

    @Option(names = "--traders", defaultValue = "100000", paramLabel = "N",
        description = "How many traders there are (default ${DEFAULT-VALUE}).")
    private int traders;

    @Option(names = "--out", paramLabel = "DIR",
        description = "Where the files of the result go (default: a new temporary directory).")
    private Path out;

    @Option(names = "--json", description = "Prints one JSON object instead of text.")
    private boolean json;

    CurvesVerb(final Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        CommonOptions.range("--rounds", rounds, 1, ROUNDS_MAX);
        CommonOptions.range("--declarations", declarations, STATES[0], STATES[3]);
        CommonOptions.range("--controls", controls, CONTROLS[0], CONTROLS[4]);
        CommonOptions.range("--traders", traders, 1_000, 900_000);
        final ResultDirectory results = ResultDirectory.at(out);
        object.put("benchmark", "curves");
        object.put("rounds", rounds);
        object.put("traders", traders);
        final CostCurves costs = new CostCurves(traders, rounds, Math.min(WARM_UP, declarations));
        curve(results, "state", "declarations of state",
            costs.byState(upTo(declarations, STATES)));
        curve(results, "items", "items of an import", costs.byItems(ITEMS));
        curve(results, "controls", "controls in force",
            costs.byControls(upTo(controls, CONTROLS)));
        final Map<String, String> environment =
            Environment.of(Path.of(System.getProperty("java.io.tmpdir")));
        object.put("environment", environment);
        results.environment(environment);
        results.text("result.json", Json.text(object) + "\n");
        results.text("summary.md", text.toString());
        streams.out().println(json ? Json.text(object) : text.toString().strip());
        streams.out().flush();
        return costs.consumed() == 0 ? 1 : 0;
    }

    private static int[] upTo(final int most, final int[] sizes) {
        return Arrays.stream(sizes).filter(size -> size <= most).toArray();
    }

    private void curve(final ResultDirectory results, final String name, final String what,
        final List<CostCurves.Point> points) throws IOException {
        final Table table = new Table(what + ", CPU ns", "decide, least", "median", "most",
            "decide and apply, median");
        final Chart chart = new Chart("A command of the mixed stream", what, true, "CPU ns", false);
        final List<Object> list = new ArrayList<>();
        for (final CostCurves.Point point : points) {
            final Map<String, Object> each = new LinkedHashMap<>();
            each.put("size", point.size());
            each.put("decideNs", point.decideNs().median());
            each.put("decideNsLeast", point.decideNs().least());
            each.put("decideNsMost", point.decideNs().most());
            if (point.stepNs() != null) {
                each.put("stepNs", point.stepNs().median());
            }
            list.add(each);
            table.row(Table.whole(point.size()), Table.whole(point.decideNs().least()),
                Table.whole(point.decideNs().median()), Table.whole(point.decideNs().most()),
                point.stepNs() == null ? "" : Table.whole(point.stepNs().median()));
        }
        object.put(name, list);
        final double[] sizes = points.stream().mapToDouble(CostCurves.Point::size).toArray();
        chart.line("decide", sizes,
            points.stream().mapToDouble(point -> point.decideNs().median()).toArray());
        if (points.get(0).stepNs() != null) {
            chart.line("decide and apply", sizes,
                points.stream().mapToDouble(point -> point.stepNs().median()).toArray());
        }
        results.chart(name + ".svg", chart);
        text.append(table).append('\n');
    }
}
