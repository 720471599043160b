package io.clearline.bench.cli;

import io.clearline.engine.pipeline.Durability;
import io.clearline.tools.Failure;
import io.clearline.tools.Streams;
import io.clearline.tools.Version;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code clearline bench durable}. */
@Command(
    name = "durable",
    description = "Group durability: no answer leaves before its record was forced to the disk."
        + " At full speed, then at a rate.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class DurableVerb implements Callable<Integer> {
    private static final int RATE = 20_000;
    private static final String INCLUDED = Setup.INCLUDED + " Each answer waits until its record"
        + " was forced together with its neighbours; whether the disk keeps what it said it has is"
        + " the disk's own affair.";

    private final Streams streams;

    @Mixin
    private CommonOptions common;

    @Mixin
    private LoadOptions load;

    @Option(names = "--declarations", paramLabel = "N",
        description = "How many at full speed in each run (default: as many as take --seconds).")
    private Integer declarations;

    @Option(names = "--stages", description = "Adds a run whose stages are timed.")
    private boolean stages;

    DurableVerb(final Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        common.check();
        load.check();
        if (declarations != null) {
            CommonOptions.checkDeclarations(declarations);
        }
        final Session session = new Session(
            "durable", streams, common, load.config(Durability.GROUP), load.acts());
        final int rate = load.rate(RATE);
        final FullSpeed speed = new FullSpeed(session, load, rate);
        speed.run(declarations, rate);
        final Figures full = speed.figures();
        final Figures paced = speed.paced();
        full.into(session.json());
        speed.tell();
        final Map<String, Object> at = new LinkedHashMap<>();
        paced.into(at);
        at.put("rate", rate);
        // Percentiles of a full ring say how long it is; those of the paced part how long it takes.
        at.forEach((key, value) -> {
            if (key.endsWith("Ns")) {
                session.json().put(key, value);
            }
        });
        session.json().put("paced", at);
        Setup.into(session.json(), session);
        session.tell("At %,d commands a second, in microseconds:", rate);
        session.tell("%s", paced.eachRun());
        Setup.tell(session, INCLUDED);
        if (stages) {
            new StageTable(session).measure(rate, load.seconds(), load.poisson());
        }
        full.histograms(session.results(), "durable-full-speed");
        paced.histograms(session.results(), "durable");
        paced.charts(session.results(), "Clearline, group durability, " + rate + " a second");
        session.finish();
        final boolean failed = full.isFailed() || load.rateGiven() && paced.isFailed();
        return failed ? Failure.CHECK : 0;
    }
}
