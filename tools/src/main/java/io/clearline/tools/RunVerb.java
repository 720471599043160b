package io.clearline.tools;

import io.clearline.engine.follower.SnapshotSchedule;
import io.clearline.engine.pipeline.Durability;
import io.clearline.engine.pipeline.EngineConfig;
import io.clearline.engine.pipeline.Preset;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code clearline run}. */
@Command(
    name = "run",
    description = "Clears a file of commands (JSON Lines): one answer line per command, in input"
        + " order.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class RunVerb implements Callable<Integer> {
    private static final int COMMAND_BYTES_MAX = 8 << 20;
    private static final double NS_PER_S = 1e9;

    /** Whose time it is. Constants are spelled as the option's values. */
    enum Clock { declared, wall }

    private final Streams streams;

    @Option(names = "--data", required = true, paramLabel = "DIR",
        description = "The data directory; made if it is missing, continued if it is there.")
    private Path data;

    @Option(names = "--reference", paramLabel = "DIR",
        description = "Reference data (CSV), loaded before the commands. A new data directory"
            + " needs it;"
            + " in one that is there, rows of the same key are replaced.")
    private Path reference;

    @Option(names = "--in", required = true, paramLabel = "FILE",
        description = "The commands; - reads standard input.")
    private String in;

    @Option(names = "--out", paramLabel = "FILE",
        description = "Takes the answers, overwritten (default: standard output).")
    private Path out;

    @Option(names = "--clock", defaultValue = "wall", paramLabel = "declared|wall",
        description = "declared: the time is each command's \"at\", so that the same file gives"
            + " the same"
            + " bytes, and random draws use a published key. wall: this machine's clock and a"
                + " secret key"
            + " (default).")
    private Clock clock;

    @Option(names = "--durability", defaultValue = "page-cache", paramLabel = "page-cache|group",
        converter = DurabilityOption.class,
        description = "What an answer promises: page-cache survives the end of the process"
            + " (default),"
            + " group a power cut too.")
    private Durability durability;

    @Option(names = "--preset", paramLabel = "single|fused|staged", converter = PresetOption.class,
        description = "How stages share threads (default: by the number of cores). Same bytes.")
    private Preset preset;

    @Option(names = "--snapshot-every", paramLabel = "RECORDS",
        description = "Takes a snapshot each time so many records were journaled, beside the engine,"
            + " in a thread and with a copy of the state of its own (default: none; see the verb"
            + " snapshot).")
    private Long snapshotEvery;

    @Option(names = "--seal", negatable = true,
        description = "Seals the journal as it grows (see ./clearline heads). Default: where the"
            + " data directory has a key. The first time, a key is made.")
    private Boolean seal;

    RunVerb(final Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        // Everything that can be wrong is looked at before the data directory is touched.
        if (snapshotEvery != null && snapshotEvery < 1) {
            throw Failure.usage("--snapshot-every " + snapshotEvery
                + ": give a number of records, from 1");
        }
        final boolean fresh = !Files.isDirectory(data.resolve("journal"));
        if (reference == null && fresh) {
            throw Failure.usage("--reference is missing: the new data directory " + data
                + " needs it");
        }
        final Setup setup = reference == null ? Setup.none() : Setup.read(reference);
        final boolean standardInput = "-".equals(in);
        try (InputStream commands = standardInput ? streams.in() : input();
            AnswerOutput target = AnswerOutput.open(out, standardInput ? null : Path.of(in),
                streams)) {
            clear(setup, commands, target, standardInput ? 0 : Files.size(Path.of(in)));
        }
        return 0;
    }

    private InputStream input() throws IOException {
        final Path path = Path.of(in);
        if (!Files.isReadable(path) || Files.isDirectory(path)) {
            throw Failure.usage("commands cannot be read from " + path + ": "
                + (Files.isDirectory(path) ? "it is a directory"
                    : Files.exists(path) ? "check its owner and mode" : "it is not there"));
        }
        return new FileInputStream(path.toFile());
    }

    private void clear(
        final Setup setup, final InputStream commands, final AnswerOutput target,
        final long bytes) throws IOException {
        final long startNs = System.nanoTime();
        final AnswerFile answers = new AnswerFile(target.stream());
        final Progress progress =
            new Progress(streams, "clearing", bytes == 0 ? Long.MAX_VALUE : bytes);
        // Only a directory that this run made, and that holds nothing anybody was told, may go
        // again.
        boolean removable = Files.notExists(data);
        final OpenEngine open =
            OpenEngine.open(data, config(), setup.before(answers), Sealing.of(seal));
        final long lines;
        try (StopSignal signal = new StopSignal()) {
            boolean clearing = false;
            try (open) {
                open.recovered().lines().forEach(line ->
                    streams.err().println("clearline run: " + line));
                if (snapshotEvery != null) {
                    open.takeSnapshots(SnapshotSchedule.everyRecords(snapshotEvery));
                }
                final Sender sender = new Sender(open.engine());
                setup.send(open, sender, clock == Clock.declared);
                removable = false;
                target.start();
                clearing = true;
                final ClearingRun run = new ClearingRun(clock == Clock.declared, sender, answers);
                lines = send(() -> run.send(commands, progress), signal);
                open.settleSnapshots();
            } catch (final IllegalStateException | Failure stopped) {
                if (removable) {
                    Setup.remove(data);
                }
                final long answered = answers.finish();
                if (open.engine().failure().isPresent()) {
                    throw Failures.stopped(open.engine());
                }
                throw clearing && stopped instanceof Failure ? unfinished(stopped, answered)
                    : stopped;
            }
        }
        progress.end();
        if (open.engine().failure().isPresent()) {
            throw Failures.stopped(open.engine());
        }
        streams.err().printf(Locale.ROOT, "%,d commands in %.2f s: %s%n", lines,
            (System.nanoTime() - startNs) / NS_PER_S, answers.summary());
        open.reportSeals(streams.err());
    }

    /**
     * Takes the lines on a thread of their own: one that reads from a pipe cannot be stopped, but it
     * need not be waited for.
     */
    private static long send(final Callable<Long> lines, final StopSignal signal)
        throws IOException {
        final CompletableFuture<Long> sent = new CompletableFuture<>();
        final Thread intake = new Thread(() -> {
            try {
                sent.complete(lines.call());
            } catch (final Throwable thrown) {
                sent.completeExceptionally(thrown);
            }
        }, "clearline-intake");
        intake.setDaemon(true);
        intake.start();
        try {
            CompletableFuture.anyOf(sent, signal.told()).join();
            if (!sent.isDone()) {
                throw Failure.environment("stopped by a signal", null);
            }
            return sent.join();
        } catch (final CompletionException thrown) {
            if (thrown.getCause() instanceof IOException unreadable) {
                throw unreadable;
            }
            if (thrown.getCause() instanceof Error fatal) {
                throw fatal;
            }
            throw thrown.getCause() instanceof RuntimeException known ? known : thrown;
        }
    }

    /** Says how far a run came that could not go on. */
    private static Failure unfinished(final RuntimeException why, final long answered) {
        return Failure.environment(String.format(Locale.ROOT,
            "%s; %s; go on with line %,d (declarations, value-added and arrivals that are sent"
                + " again are known by their refs)", why.getMessage(),
            answered < 1 ? "no input line was answered"
                : String.format(Locale.ROOT, "input lines 1 to %,d are answered", answered),
            Math.max(0, answered) + 1), why);
    }

    private EngineConfig config() {
        EngineConfig config = EngineConfig.defaults()
            .withDurability(durability)
            .withCommandBytesMax(COMMAND_BYTES_MAX);
        if (preset != null) {
            config = config.withPreset(preset);
        }
        return clock == Clock.wall ? config.withWallClock() : config;
    }
}
