package io.clearline.bench.cli;

import io.clearline.tools.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What every benchmark with a journal takes. */
final class CommonOptions {
    private static final int RUNS_MAX = 1_000;
    private static final int CONTROLS_MAX = 100_000;
    private static final int TRADERS_LEAST = 1_000;
    private static final int TRADERS_MAX = 900_000;
    private static final int DECLARATIONS_MAX = 100_000_000;

    @Option(names = "--runs", defaultValue = "3", paramLabel = "N",
        description = "How many runs, each on an engine of its own (default ${DEFAULT-VALUE}).")
    private int runs;

    @Option(names = "--controls", defaultValue = "100", paramLabel = "N",
        description = "How many controls are in force (default ${DEFAULT-VALUE}).")
    private int controls;

    @Option(names = "--traders", defaultValue = "100000", paramLabel = "N",
        description = "How many traders there are (default ${DEFAULT-VALUE}).")
    private int traders;

    @Option(names = "--dir", paramLabel = "DIR",
        description = "Where journals are written, on the disk or on tmpfs, and removed again"
            + " (default: the directory for temporary files).")
    private Path home;

    @Option(names = "--out", paramLabel = "DIR",
        description = "Where the files of the result go (default: a new temporary directory).")
    private Path out;

    @Option(names = "--json", description = "Prints one JSON object instead of text.")
    private boolean json;

    /** Says no to what cannot be run, before anything begins. */
    void check() {
        range("--runs", runs, 1, RUNS_MAX);
        range("--controls", controls, 0, CONTROLS_MAX);
        range("--traders", traders, TRADERS_LEAST, TRADERS_MAX);
        if (!Files.isDirectory(home())) {
            throw Failure.usage("--dir " + home() + " is no directory: make it, or name another");
        }
        if (out != null && Files.exists(out) && !Files.isDirectory(out)) {
            throw Failure.usage("--out " + out + " is a file: name a directory");
        }
    }

    static void range(final String option, final long value, final long least, final long most) {
        if (value < least || value > most) {
            throw Failure.usage(option + " " + value + " must be " + least + " to " + most);
        }
    }

    static void checkDeclarations(final int declarations) {
        range("--declarations", declarations, 1, DECLARATIONS_MAX);
    }

    int runs() {
        return runs;
    }

    int controls() {
        return controls;
    }

    int traders() {
        return traders;
    }

    Path home() {
        return home == null ? Path.of(System.getProperty("java.io.tmpdir")) : home;
    }

    Path out() {
        return out;
    }

    boolean json() {
        return json;
    }
}
