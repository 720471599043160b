package io.clearline.bench.cli;

import io.clearline.bench.report.Chart;
import io.clearline.bench.report.Percentiles;
import io.clearline.bench.report.Spread;
import io.clearline.bench.report.Table;
import io.clearline.bench.rig.EngineRun;
import io.clearline.bench.rig.RateResult;
import io.clearline.engine.pipeline.Durability;
import io.clearline.tools.DurabilityOption;
import io.clearline.tools.Failure;
import io.clearline.tools.Streams;
import io.clearline.tools.Version;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code clearline bench latency}. */
@Command(
    name = "latency",
    description = "Sends at given rates, whatever is late, and measures each answer from the time"
        + " its command was meant to be sent; beside it a paced control that does nothing. Without"
        + " --rate climbs a ladder of rates until one is not reached.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class LatencyVerb implements Callable<Integer> {
    /** The rate that is told first, where there is a ladder. */
    private static final int MAIN_RATE = 100_000;
    private static final int LEAST_RATE = 25_000;
    private static final int MOST_RATE = 3_200_000;
    /** Records that the bare append loop writes at most. */
    private static final long RAW_MOST = 400_000;

    private final Streams streams;
    private final Map<Long, List<RateResult>> ladder = new TreeMap<>();
    private final List<Session.Raw> raws = new ArrayList<>();

    @Mixin
    private CommonOptions common;

    @Mixin
    private LoadOptions load;

    @Option(names = "--durability", defaultValue = "page-cache", paramLabel = "MODE",
        converter = DurabilityOption.class,
        description = "page-cache or group (default ${DEFAULT-VALUE}).")
    private Durability durability;

    @Option(names = "--stages",
        description = "Adds a run whose stages are timed; the others are not touched by it.")
    private boolean stages;

    LatencyVerb(final Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        common.check();
        load.check();
        final Session session = new Session(
            "latency", streams, common, load.config(durability), load.acts());
        for (int run = 1; run <= common.runs(); run++) {
            climb(session, run);
        }
        final Figures main = main();
        main.into(session.json());
        tellAll(session, main);
        if (stages) {
            new StageTable(session).measure(main.rate(), load.seconds(), load.poisson());
        }
        session.finish();
        return load.rateGiven() && main.isFailed() ? Failure.CHECK : 0;
    }

    private void climb(final Session session, final int run) throws IOException {
        final long most = load.rate(MOST_RATE);
        final long commands = (long) (most * load.seconds());
        final EngineRun engine = session.start(run,
            load.rateGiven() ? commands : MAIN_RATE * 4L * (long) Math.ceil(load.seconds()), null);
        try (engine) {
            session.note("run %d of %d: setting up and warming up", run, common.runs());
            engine.warmUpPaced();
            final long from = engine.engine().lastSequence() + 1;
            boolean saturated = false;
            for (long rate = load.rate(LEAST_RATE); rate <= most && !saturated; rate *= 2) {
                session.note("run %d: %,d a second", run, rate);
                final RateResult result = engine.atRate(rate, load.seconds(), load.poisson());
                ladder.computeIfAbsent(rate, ignored -> new ArrayList<>()).add(result);
                saturated = result.slice().saturated();
            }
            final long last = engine.engine().lastSequence();
            raws.add(session.raw(engine, Math.max(from, last + 1 - RAW_MOST), last));
        }
    }

    /** Returns the figures that are told first: at the rate asked for, or the ladder's last. */
    private Figures main() {
        final List<RateResult> wanted = ladder.get((long) load.rate(MAIN_RATE));
        return new Figures(wanted != null ? wanted : ((TreeMap<Long, List<RateResult>>) ladder)
            .lastEntry().getValue());
    }

    private void tellAll(final Session session, final Figures main) throws IOException {
        final Map<String, Object> json = session.json();
        final Spread raw =
            Spread.of(raws.stream().mapToDouble(Session.Raw::perSecond).toArray());
        final double bytesEach = raws.get(0).bytesEach();
        final double speed = main.spread(RateResult::commandsPerSecond).median();
        json.put("rate", main.rate());
        json.put("arrivals", load.poisson() ? "poisson" : "constant");
        json.put("bytesPerSecond", (long) (speed * bytesEach));
        json.put("rawAppendPerSecond", raw.median());
        json.put("ratioToRawAppend", speed / raw.median());
        Setup.into(json, session);
        session.tell("Latency in microseconds from the time a command was meant to be sent to its"
            + " answer, medians of %d runs; %s arrivals. The floor is a paced thread that sends to"
            + " nobody, in turns of half a second with the load.", common.runs(),
            load.poisson() ? "Poisson" : "constant");
        final Table table = new Table("commands a second", "reached", "p50", "p99", "p99.9",
            "p99.99", "max");
        final List<Object> rungs = new ArrayList<>();
        for (final List<RateResult> results : ladder.values()) {
            final Figures figures = new Figures(results);
            rungs.add(rung(figures));
            final String failed = figures.failed() == 0 ? ""
                : " FAILED " + figures.failed() + " of " + results.size();
            Figures.row(table, Table.whole(figures.rate()) + failed,
                Table.whole(figures.spread(RateResult::commandsPerSecond).median()),
                figures.load());
            Figures.row(table, "its floor", "", figures.floor());
            figures.histograms(session.results(), "latency");
        }
        json.put("ladder", rungs);
        session.tell("%s", table);
        session.tell("Every run at %,d a second:", main.rate());
        session.tell("%s", main.eachRun());
        Setup.tell(session, Setup.INCLUDED);
        main.charts(session.results(), "Clearline, " + main.rate() + " commands a second");
        session.results().chart("rates.svg", rates());
    }

    private static Map<String, Object> rung(final Figures figures) {
        final Map<String, Object> rung = new LinkedHashMap<>();
        rung.put("rate", figures.rate());
        figures.into(rung);
        rung.remove("eachRun");
        return rung;
    }

    private Chart rates() {
        final Chart chart = new Chart("Latency by rate", "commands a second", true,
            "microseconds", true);
        final double[] rates = ladder.keySet().stream().mapToDouble(Long::doubleValue).toArray();
        final List<Percentiles> load = new ArrayList<>();
        final List<Percentiles> floor = new ArrayList<>();
        for (final List<RateResult> results : ladder.values()) {
            load.add(new Figures(results).load());
            floor.add(new Figures(results).floor());
        }
        return chart.line("p50", rates, us(load, false)).line("p99", rates, us(load, true))
            .line("floor p50", rates, us(floor, false)).line("floor p99", rates, us(floor, true));
    }

    private static double[] us(final List<Percentiles> of, final boolean p99) {
        return of.stream().mapToDouble(p -> Math.max(1, p99 ? p.p99Ns() : p.p50Ns()) / 1e3)
            .toArray();
    }
}
