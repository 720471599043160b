package io.clearline.bench.peers;

import io.clearline.tools.Launch;
import io.clearline.tools.Streams;
import io.clearline.tools.Version;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code clearline bench peers}. */
@Command(
    name = "clearline bench peers",
    description = "What a port would build instead, measured beside the engine in one run.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "PEER")
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(names = "--stacktrace", hidden = true, scope = ScopeType.INHERIT)
    private boolean stacktrace;

    private Main() {
    }

    /** Runs what {@code args} name; a leading {@code bench peers} is the launcher's. */
    public static void main(final String[] args) {
        Launch.quietChronicle();
        final boolean launched = args.length > 1 && args[0].equals("bench");
        System.exit(run(
            launched ? Arrays.copyOfRange(args, 2, args.length) : args, Streams.ofProcess()));
    }

    /** Runs the peer that {@code args} name and returns the exit status. */
    static int run(final String[] args, final Streams streams) {
        final Main main = new Main();
        final CommandLine line = new CommandLine(main)
            .addSubcommand(new DroolsVerb(streams))
            .addSubcommand(new PostgresVerb(streams));
        return new Launch(streams, () -> main.stacktrace).run(line, args);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a peer is missing");
    }
}
