package io.clearline.bench.cli;

import io.clearline.tools.Launch;
import io.clearline.tools.Streams;
import io.clearline.tools.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code clearline bench}. */
@Command(
    name = "clearline bench",
    description = "Measures, and says what on.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "VERB",
    footer = {"", "What a port would build instead: ./clearline bench peers --help",
        "JMH, of the parts: java -jar bench/target/benchmarks.jar -h"})
public final class Bench implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(names = "--stacktrace", hidden = true, scope = ScopeType.INHERIT)
    private boolean stacktrace;

    private Bench() {
    }

    /** Runs the verb that {@code args} name and returns the exit status. */
    public static int run(final String[] args, final Streams streams) {
        final Bench bench = new Bench();
        final CommandLine line = new CommandLine(bench)
            .addSubcommand(new LatencyVerb(streams))
            .addSubcommand(new ThroughputVerb(streams))
            .addSubcommand(new DurableVerb(streams))
            .addSubcommand(new ReplayVerb(streams))
            .addSubcommand(new RecoverVerb(streams))
            .addSubcommand(new ControlsVerb(streams))
            .addSubcommand(new TransportVerb(streams))
            .addSubcommand(new CurvesVerb(streams))
            .addSubcommand(new SoakVerb(streams))
            .addSubcommand(new ReportVerb(streams))
            .addSubcommand(new CompareVerb(streams));
        return new Launch(streams, () -> bench.stacktrace).run(line, args);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a verb is missing");
    }
}
