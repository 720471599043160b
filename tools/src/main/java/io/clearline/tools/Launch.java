package io.clearline.tools;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * Runs a command line: turns what went wrong into one line on stderr and an exit status (0 done,
 * 1 a check failed, 2 wrong usage or input, 3 the environment failed).
 */
public final class Launch {
    private final Streams streams;
    private final BooleanSupplier stacktrace;

    /**
     * Creates one.
     *
     * @param stacktrace whether the stack of an unexpected error is wanted, asked when one came
     */
    public Launch(final Streams streams, final BooleanSupplier stacktrace) {
        this.streams = streams;
        this.stacktrace = stacktrace;
    }

    /** Says what must be said before any class of Chronicle is loaded: nothing phones home. */
    public static void quietChronicle() {
        System.setProperty("chronicle.analytics.disable", "true");
        System.setProperty("chronicle.announcer.disable", "true");
        // It warns that the process may crash on a full disk; the journal's room sees to that.
        System.setProperty("chronicle.disk.monitor.disable", "true");
    }

    /** Runs what {@code args} name and returns the exit status. */
    public int run(final CommandLine line, final String... args) {
        final PrintWriter text = new PrintWriter(streams.out(), true, StandardCharsets.UTF_8);
        line.setOut(text)
            .setErr(new PrintWriter(streams.err(), true, StandardCharsets.UTF_8))
            .setCaseInsensitiveEnumValuesAllowed(false)
            .setParameterExceptionHandler((wrong, given) -> misused(wrong))
            .setExecutionExceptionHandler((thrown, verb, parsed) -> failed(thrown, verb));
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

    private int misused(final ParameterException wrong) {
        final CommandLine verb = wrong.getCommandLine();
        final String name = verb.getCommandSpec().qualifiedName();
        final String message = oneLine(wrong.getMessage());
        streams.err().println(name + ": " + Character.toLowerCase(message.charAt(0))
            + message.substring(1) + "; see " + name + " --help");
        return Failure.USAGE;
    }

    private int failed(final Exception thrown, final CommandLine verb) {
        final String name = verb.getCommandSpec().qualifiedName();
        final Failure failure = Failures.of(thrown);
        streams.err().println(name + ": " + oneLine(failure.getMessage()));
        if (stacktrace.getAsBoolean()) {
            thrown.printStackTrace(streams.err());
        }
        return failure.exitStatus();
    }

    private static String oneLine(final String message) {
        return message == null ? "no message" : message.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
