package io.clearline.tools;

import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The way in: reads the verb and its options and runs it. */
@Command(
    name = "clearline",
    description = "Customs clearance: decides, journals, explains, replays.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "VERB",
    footer = {"", "Start with: ./clearline demo"})
public final class Main implements Runnable {
    /** Verbs of the public contract that are not built yet. */
    private static final Set<String> LATER = Set.of("diff", "as-of");

    @Spec
    private CommandSpec spec;

    @Option(names = "--stacktrace", hidden = true, scope = ScopeType.INHERIT)
    private boolean stacktrace;

    private Main() {
    }

    /** Runs the verb that {@code args} name and ends the process with its exit status. */
    public static void main(final String[] args) {
        Launch.quietChronicle();
        final Streams streams = Streams.ofProcess();
        final int status = run(args, streams);
        StopSignal.exit(status);
    }

    /** Runs the verb that {@code args} name and returns the exit status. */
    public static int run(final String[] args, final Streams streams) {
        if (args.length > 0 && LATER.contains(args[0])) {
            streams.err().println("clearline: " + args[0] + " is not there yet in this version;"
                + " ./clearline --help lists what is");
            return Failure.USAGE;
        }
        final Main main = new Main();
        final CommandLine line = new CommandLine(main)
            .addSubcommand(new DemoVerb(streams))
            .addSubcommand(new RunVerb(streams))
            .addSubcommand(new ServeVerb(streams))
            .addSubcommand(new TokenVerb(streams))
            .addSubcommand(new WebhookVerb(streams))
            .addSubcommand(new ReplayVerb(streams))
            .addSubcommand(new VerifyVerb(streams))
            .addSubcommand(new ExplainVerb(streams))
            .addSubcommand(new DumpVerb(streams))
            .addSubcommand(new DrawsVerb(streams))
            .addSubcommand(new StatusVerb(streams))
            .addSubcommand(new SimulateVerb(streams))
            .addSubcommand(new SnapshotVerb(streams))
            .addSubcommand(new RecoverVerb(streams))
            .addSubcommand(new CommandLine(new ControlsVerb())
                .addSubcommand(new ControlsListVerb(streams))
                .addSubcommand(new ControlsShowVerb(streams))
                .addSubcommand(new ControlsTestVerb(streams)))
            .addSubcommand(HeadsVerb.with(streams))
            .addSubcommand(new ProveVerb(streams))
            .addSubcommand(new CheckProofVerb(streams))
            .addSubcommand(new BenchVerb());
        return new Launch(streams, () -> main.stacktrace).run(line, args);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a verb is missing");
    }
}
