package io.clearline.bench.cli;

import io.clearline.engine.pipeline.Durability;
import io.clearline.tools.DurabilityOption;
import io.clearline.tools.Failure;
import io.clearline.tools.Streams;
import io.clearline.tools.Version;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code clearline bench throughput}. */
@Command(
    name = "throughput",
    description = "Clears declarations of all flows as fast as the engine takes them, decided and"
        + " journaled, beside a bare loop that appends the same bytes. Its percentiles are those of"
        + " a full ring: time waited, not time worked.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ThroughputVerb implements Callable<Integer> {
    private static final int CONTROL_RATE = 100_000;

    private final Streams streams;

    @Mixin
    private CommonOptions common;

    @Mixin
    private LoadOptions load;

    @Option(names = "--durability", defaultValue = "page-cache", paramLabel = "MODE",
        converter = DurabilityOption.class,
        description = "page-cache or group (default ${DEFAULT-VALUE}).")
    private Durability durability;

    @Option(names = "--declarations", paramLabel = "N",
        description = "How many in each run (default: as many as take --seconds).")
    private Integer declarations;

    ThroughputVerb(final Streams streams) {
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
            "throughput", streams, common, load.config(durability), load.acts());
        final FullSpeed speed = new FullSpeed(session, load, load.rate(CONTROL_RATE));
        speed.run(declarations, 0);
        final Figures figures = speed.figures();
        figures.into(session.json());
        Setup.into(session.json(), session);
        speed.tell();
        Setup.tell(session, Setup.INCLUDED);
        figures.histograms(session.results(), "throughput");
        figures.charts(session.results(), "Clearline at full speed");
        session.finish();
        return figures.isFailed() ? Failure.CHECK : 0;
    }
}
