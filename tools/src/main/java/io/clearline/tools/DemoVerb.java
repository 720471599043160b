package io.clearline.tools;

import io.clearline.tools.demo.Demo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code clearline demo}. */
@Command(
    name = "demo",
    description = "Clears a day of declarations for Hainan on bundled reference data, restarts"
        + " from the"
        + " journal, decides everything again and compares. Nothing has to be prepared.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class DemoVerb implements Callable<Integer> {
    private static final int DECLARATIONS_MAX = 10_000_000;
    private static final int RATE_MAX = 1_000_000;
    private static final int SECONDS_MAX = 600;

    private final Streams streams;

    @Spec
    private CommandSpec spec;

    @Option(names = "--declarations", defaultValue = "200000", paramLabel = "N",
        description = "How many to clear at full speed (default ${DEFAULT-VALUE}).")
    private int declarations;

    @Option(names = "--rate", defaultValue = "20000", paramLabel = "N",
        description = "Commands a second of the paced part (default ${DEFAULT-VALUE}).")
    private int rate;

    @Option(names = "--seconds", defaultValue = "5", paramLabel = "S",
        description = "How long the paced part takes; 0 = none (default ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--seed", defaultValue = "1", paramLabel = "N",
        description = "Equal seeds give equal declarations (default ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--data", paramLabel = "DIR",
        description = "An empty or new directory to work in (default: a new temporary one).")
    private Path directory;

    DemoVerb(final Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        require(declarations >= 1 && declarations <= DECLARATIONS_MAX, "--declarations",
            DECLARATIONS_MAX);
        require(rate >= 1 && rate <= RATE_MAX, "--rate", RATE_MAX);
        require(seconds >= 0 && seconds <= SECONDS_MAX, "--seconds", SECONDS_MAX);
        final boolean equal =
            new Demo(streams, new Demo.Plan(home(), declarations, rate, seconds, seed)).run();
        return equal ? 0 : Failure.CHECK;
    }

    private void require(final boolean holds, final String option, final int most) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), option + " must be 1 to " + most);
        }
    }

    private Path home() throws IOException {
        if (directory == null) {
            return Files.createTempDirectory("clearline-demo-");
        }
        if (Files.isDirectory(directory)) {
            try (Stream<Path> entries = Files.list(directory)) {
                if (entries.findAny().isPresent()) {
                    throw Failure.usage(directory + " is not empty: the demo wants a new"
                        + " directory");
                }
            }
        }
        return directory;
    }
}
