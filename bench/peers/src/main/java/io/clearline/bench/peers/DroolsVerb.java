package io.clearline.bench.peers;

import io.clearline.bench.report.Environment;
import io.clearline.bench.report.Json;
import io.clearline.bench.report.Spread;
import io.clearline.bench.report.Table;
import io.clearline.tools.Failure;
import io.clearline.tools.Streams;
import io.clearline.tools.Version;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code clearline bench peers drools}. */
@Command(
    name = "drools",
    description = "The same 40 rules as controls and as Drools rules (executable model, one"
        + " stateful session, facts made in advance) on the same declarations: outcomes one by"
        + " one, then CPU time in turns. Exit 1 if an outcome differs.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class DroolsVerb implements Callable<Integer> {
    private static final int DECLARATIONS_MAX = 100_000;
    private static final int ROUNDS_MAX = 1_000;
    private static final int TRADERS = 10_000;

    private final Streams streams;

    @Option(names = "--declarations", defaultValue = "4096", paramLabel = "N",
        description = "How many declarations each round decides (default ${DEFAULT-VALUE}).")
    private int declarations;

    @Option(names = "--rounds", defaultValue = "41", paramLabel = "N",
        description = "How many rounds count, as many again warm up (default ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--json", description = "Prints one JSON object instead of text.")
    private boolean json;

    DroolsVerb(final Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        if (declarations < 1 || declarations > DECLARATIONS_MAX) {
            throw Failure.usage("--declarations " + declarations + " must be 1 to "
                + DECLARATIONS_MAX);
        }
        if (rounds < 1 || rounds > ROUNDS_MAX) {
            throw Failure.usage("--rounds " + rounds + " must be 1 to " + ROUNDS_MAX);
        }
        try (Contest contest = new Contest(TRADERS, declarations)) {
            final Contest.Outcomes outcomes = contest.compare();
            final Contest.Costs costs = contest.measure(rounds, rounds);
            if (json) {
                streams.out().println(Json.text(object(outcomes, costs)));
            } else {
                print(outcomes, costs);
            }
            return outcomes.different() == 0 ? 0 : Failure.CHECK;
        }
    }

    private Map<String, Object> object(
        final Contest.Outcomes outcomes, final Contest.Costs costs) {
        final Map<String, Object> object = new LinkedHashMap<>();
        object.put("benchmark", "drools");
        object.put("declarations", outcomes.declarations());
        object.put("rules", Rule.COUNT);
        object.put("matched", outcomes.hit());
        object.put("matches", outcomes.matches());
        object.put("different", outcomes.different());
        object.put("droolsNs", Spread.of(costs.drools().ns()).median());
        object.put("controlsNs", costs.controlsNs().median());
        object.put("wholeDecisionNs", Spread.of(costs.with().ns()).median());
        object.put("droolsBytes", costs.drools().bytes());
        object.put("engineBytes", costs.with().bytes());
        object.put("ratio", ratio(costs).median());
        object.put("ratioLeast", ratio(costs).least());
        object.put("ratioMost", ratio(costs).most());
        object.put("ratioToWholeDecision",
            Spread.of(costs.drools().ns()).median() / Spread.of(costs.with().ns()).median());
        object.put("environment", Environment.of(Path.of(System.getProperty("java.io.tmpdir"))));
        return object;
    }

    /** Returns how many times longer Drools takes than the controls, round by round. */
    private static Spread ratio(final Contest.Costs costs) {
        final double[] ratios = new double[costs.drools().ns().length];
        for (int i = 0; i < ratios.length; i++) {
            // A round in which the difference drowned in noise says nothing but "much".
            ratios[i] = costs.drools().ns()[i]
                / Math.max(1, costs.with().ns()[i] - costs.without().ns()[i]);
        }
        return Spread.of(ratios);
    }

    private void print(final Contest.Outcomes outcomes, final Contest.Costs costs) {
        final PrintStream out = streams.out();
        out.printf(Locale.ROOT, "%,d declarations, %d rules: %,d declarations matched, %,d matches;"
            + " %,d outcomes differ%n", outcomes.declarations(), Rule.COUNT, outcomes.hit(),
            outcomes.matches(), outcomes.different());
        if (outcomes.different() > 0) {
            out.println(outcomes.first());
        }
        final Table table =
            new Table("CPU ns for a declaration", "least", "median", "most", "bytes allocated");
        row(table, "Drools, the 40 rules alone", Spread.of(costs.drools().ns()),
            costs.drools().bytes());
        row(table, "engine, what 40 controls add", costs.controlsNs(),
            costs.with().bytes() - costs.without().bytes());
        row(table, "engine, the whole decision with them", Spread.of(costs.with().ns()),
            costs.with().bytes());
        row(table, "engine, the whole decision without", Spread.of(costs.without().ns()),
            costs.without().bytes());
        out.print(table);
        final Spread ratio = ratio(costs);
        out.printf(Locale.ROOT, "Drools takes %.1f times as long as the controls (median of %d"
            + " rounds, %.1f to %.1f), %.1f times as long as the whole decision.%n",
            ratio.median(), rounds, ratio.least(), ratio.most(),
            Spread.of(costs.drools().ns()).median() / Spread.of(costs.with().ns()).median());
        out.println("In Drools' time: inserting the facts, firing, deleting them. Not in it:"
            + " making them of the message. In the controls' time: reading the message's fields,"
            + " the holds and citations in answer and effects.");
        out.flush();
    }

    private static void row(
        final Table table, final String name, final Spread ns, final double bytes) {
        table.row(name, Table.whole(ns.least()), Table.whole(ns.median()), Table.whole(ns.most()),
            String.format(Locale.ROOT, "%.2f", bytes));
    }
}
