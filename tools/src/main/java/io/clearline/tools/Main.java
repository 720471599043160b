package io.clearline.tools;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The way in: reads the verb and its options, runs the verb, turns what went wrong into one line on
 * stderr and an exit status (0 done, 1 a check failed, 2 wrong usage or input, 3 the environment
 * failed).
 */
@Command(
    name = "clearline",
    description = "Customs clearance: decides, journals, explains, replays.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "VERB",
    footer = {"", "Start with: ./clearline demo"})
public final class Main implements Runnable {
    /** Verbs of the public contract that are not built yet. */
    private static final Set<String> LATER = Set.of(
        "serve", "snapshot", "recover", "prove", "check-proof", "heads", "controls",
        "simulate", "bench", "token", "diff", "as-of");

    @Spec
    private CommandSpec spec;

    @Option(names = "--stacktrace", hidden = true, scope = ScopeType.INHERIT)
    private boolean stacktrace;

    private Main() {
    }

    /** Runs the verb that {@code args} name and ends the process with its exit status. */
    public static void main(final String[] args) {
        // Before any class of Chronicle is loaded: nothing phones home, nothing is announced.
        System.setProperty("chronicle.analytics.disable", "true");
        System.setProperty("chronicle.announcer.disable", "true");
        final Streams streams = Streams.ofProcess();
        final int status = run(args, streams);
        System.exit(status);
    }

    /** Runs the verb that {@code args} name and returns the exit status. */
    public static int run(final String[] args, final Streams streams) {
        if (args.length > 0 && LATER.contains(args[0])) {
            streams.err().println("clearline: " + args[0] + " is not there yet in this version;"
                + " ./clearline --help lists what is");
            return Failure.USAGE;
        }
        final Main main = new Main();
        final PrintWriter text = new PrintWriter(streams.out(), true, StandardCharsets.UTF_8);
        final CommandLine line = new CommandLine(main)
            .addSubcommand(new DemoVerb(streams))
            .addSubcommand(new RunVerb(streams))
            .addSubcommand(new ReplayVerb(streams))
            .addSubcommand(new VerifyVerb(streams))
            .addSubcommand(new ExplainVerb(streams))
            .addSubcommand(new DumpVerb(streams))
            .addSubcommand(new DrawsVerb(streams))
            .addSubcommand(new StatusVerb(streams))
            .setOut(text)
            .setErr(new PrintWriter(streams.err(), true, StandardCharsets.UTF_8))
            .setCaseInsensitiveEnumValuesAllowed(false)
            .setParameterExceptionHandler((wrong, given) -> misused(wrong, streams))
            .setExecutionExceptionHandler(
                (thrown, verb, parsed) -> main.failed(thrown, verb, streams));
        try {
            return line.execute(args);
        } catch (final LinkageError | OutOfMemoryError broken) {
            streams.err().println("clearline: " + broken
                + "; run mvn clean and start again, or give"
                + " more memory with CLEARLINE_JAVA_OPTS=-Xmx4g");
            return Failure.ENVIRONMENT;
        } finally {
            text.flush();
            streams.out().flush();
        }
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a verb is missing");
    }

    private static int misused(final ParameterException wrong, final Streams streams) {
        final CommandLine verb = wrong.getCommandLine();
        final String name = verb.getCommandSpec().qualifiedName();
        final String message = oneLine(wrong.getMessage());
        streams.err().println(name + ": " + Character.toLowerCase(message.charAt(0))
            + message.substring(1) + "; see " + name + " --help");
        return Failure.USAGE;
    }

    private int failed(final Exception thrown, final CommandLine verb, final Streams streams) {
        final String name = verb.getCommandSpec().qualifiedName();
        final Failure failure = Failures.of(thrown);
        streams.err().println(name + ": " + oneLine(failure.getMessage()));
        if (stacktrace) {
            thrown.printStackTrace(streams.err());
        }
        return failure.exitStatus();
    }

    private static String oneLine(final String message) {
        return message == null ? "no message" : message.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
