package io.clearline.bench.cli;

import io.clearline.bench.ControlCosts;
import io.clearline.bench.KnownLoad;
import io.clearline.bench.MixedCosts;
import io.clearline.bench.report.Json;
import io.clearline.bench.report.JsonNumbers;
import io.clearline.bench.report.ResultDirectory;
import io.clearline.bench.report.Spread;
import io.clearline.bench.report.Table;
import io.clearline.tools.Failure;
import io.clearline.tools.Streams;
import io.clearline.tools.Version;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.agrona.IoUtil;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code clearline bench compare}. */
@Command(
    name = "compare",
    description = "Ratios, not times: beside loops that never change, or beside another build of"
        + " this jar, in turns. Exit 1 if a median is under half of its baseline (of 1 beside"
        + " another build), or if a decision allocates.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class CompareVerb implements Callable<Integer> {
    private static final String THROUGHPUT = "throughputToRawAppend";
    private static final String DECISION = "knownLoopToDecision";
    private static final String MANY = "hundredControlsToTenThousand";
    private static final Set<String> RATIOS = Set.of(THROUGHPUT, DECISION, MANY);
    private static final int PAIRS_LEAST = 5;
    private static final int PAIRS_MAX = 1_000;
    private static final int TRADERS = 10_000;
    private static final int CONTROLS = 100;
    private static final int MANY_CONTROLS = 10_000;
    /** Machines are noisy: a red build must mean something. */
    private static final double ENOUGH = 0.5;
    private static final double BYTES_MOST = 0.01;

    private final Streams streams;
    private final Map<String, Spread> ratios = new LinkedHashMap<>();
    private double bytes;

    @Option(names = "--pairs", defaultValue = "7", paramLabel = "N",
        description = "How many pairs, 5 or more (default ${DEFAULT-VALUE}).")
    private int pairs;

    @Option(names = "--baseline", paramLabel = "FILE",
        description = "Ratios that were measured once: bench/baseline.json.")
    private Path baseline;

    @Option(names = "--reference", paramLabel = "JAR",
        description = "Another benchmarks.jar: both clear declarations at full speed, in turns.")
    private Path reference;

    @Option(names = "--declarations", defaultValue = "100000", paramLabel = "N",
        description = "How many each run at full speed clears (default ${DEFAULT-VALUE}).")
    private int declarations;

    @Option(names = "--json", description = "Prints one JSON object instead of text.")
    private boolean json;

    CompareVerb(final Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        CommonOptions.range("--pairs", pairs, PAIRS_LEAST, PAIRS_MAX);
        CommonOptions.checkDeclarations(declarations);
        if (reference != null && baseline != null) {
            throw Failure.usage("--reference and --baseline are two comparisons: give one");
        }
        if (reference != null && !Files.isRegularFile(reference)) {
            throw Failure.usage("--reference " + reference + " is not there: name a"
                + " benchmarks.jar");
        }
        final Map<String, Double> wanted = wanted();
        if (reference != null) {
            ratios.put("throughputToReference",
                new OtherJar(reference, declarations, streams).ratios(pairs));
        } else {
            throughput();
            decide();
            controls();
        }
        return tell(wanted) ? 0 : Failure.CHECK;
    }

    private Map<String, Double> wanted() {
        if (baseline == null) {
            return Map.of();
        }
        try {
            final Map<String, Double> wanted = JsonNumbers.of(baseline);
            if (!RATIOS.equals(wanted.keySet())) {
                throw Failure.usage("--baseline " + baseline + " names " + wanted.keySet()
                    + ": one number for each of " + RATIOS + " is needed");
            }
            return wanted;
        } catch (final IOException unreadable) {
            throw Failure.usage("--baseline " + unreadable.getMessage(), unreadable);
        }
    }

    /** Declarations through the whole engine, of what a bare append loop does with their bytes. */
    private void throughput() throws IOException {
        final Path out = ResultDirectory.at(null).path();
        final ByteArrayOutputStream said = new ByteArrayOutputStream();
        final int status;
        try (PrintStream to = new PrintStream(said, false, StandardCharsets.UTF_8)) {
            status = Bench.run(new String[] {"throughput", "--runs", Integer.toString(pairs),
                "--declarations", Integer.toString(declarations), "--traders",
                Integer.toString(TRADERS), "--json", "--out", out.toString()},
                new Streams(streams.in(), to, streams.err(), false));
        } finally {
            IoUtil.delete(out.toFile(), true);
        }
        if (status != 0) {
            throw Failure.environment("bench throughput ended with status " + status, null);
        }
        final Map<String, Double> numbers =
            JsonNumbers.of(said.toString(StandardCharsets.UTF_8));
        ratios.put(THROUGHPUT, new Spread(numbers.get("ratioToRawAppendLeast"),
            numbers.get("ratioToRawAppend"), numbers.get("ratioToRawAppendMost")));
    }

    /** How much of a decision of the mixed stream one read of the known loop takes. */
    private void decide() {
        final MixedCosts decisions = new MixedCosts(TRADERS, CONTROLS);
        final KnownLoad loop = new KnownLoad();
        final double[] ratio = new double[pairs];
        for (int i = -pairs; i < pairs; i++) {
            final double of = loop.round() / decisions.round();
            if (i >= 0) {
                ratio[i] = of;
            }
        }
        bytes = decisions.bytes(1);
        ratios.put(DECISION, Spread.of(ratio));
    }

    /** How much of a decision among 10,000 controls one among 10 takes. */
    private void controls() throws IOException {
        final ControlCosts costs = new ControlCosts(CONTROLS + 1, MANY_CONTROLS);
        final ControlCosts.Curve curve = costs.curve(pairs, pairs);
        final double[] ratio = new double[pairs];
        for (int i = 0; i < pairs; i++) {
            ratio[i] = curve.ns()[0][i] / curve.ns()[1][i];
        }
        bytes = Math.max(bytes, Math.max(curve.bytes()[0], curve.bytes()[1]));
        ratios.put(MANY, Spread.of(ratio));
    }

    private boolean tell(final Map<String, Double> wanted) {
        final Map<String, Object> object = new LinkedHashMap<>();
        object.put("benchmark", "compare");
        object.put("pairs", pairs);
        final Table table = new Table("ratio", "least", "median", "most", "baseline", "");
        boolean good = bytes < BYTES_MOST;
        for (final Map.Entry<String, Spread> entry : ratios.entrySet()) {
            final Spread spread = entry.getValue();
            final double base =
                reference != null ? 1 : wanted.getOrDefault(entry.getKey(), 0.0);
            final boolean enough = spread.median() >= ENOUGH * base;
            good &= enough;
            object.put(entry.getKey(), spread.median());
            table.row(entry.getKey(), number(spread.least()), number(spread.median()),
                number(spread.most()), base == 0 ? "" : number(base), enough ? "" : "FAILED");
        }
        object.put("bytesForADecision", bytes);
        object.put("failed", !good);
        if (json) {
            streams.out().println(Json.text(object));
        } else {
            streams.out().print(table);
            if (reference == null) {
                streams.out().printf(Locale.ROOT, "%.3f bytes allocated for a decision%s%n",
                    bytes, bytes < BYTES_MOST ? "" : ": FAILED");
            }
        }
        streams.out().flush();
        return good;
    }

    private static String number(final double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
