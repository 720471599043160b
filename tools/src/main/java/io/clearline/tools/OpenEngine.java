package io.clearline.tools;

import io.clearline.engine.follower.LiveSnapshots;
import io.clearline.engine.follower.SnapshotSchedule;
import io.clearline.engine.journal.ChronicleJournal;
import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.JournalOptions;
import io.clearline.engine.pipeline.AnswerSink;
import io.clearline.engine.pipeline.ClearanceEngine;
import io.clearline.engine.pipeline.Durability;
import io.clearline.engine.pipeline.EngineConfig;
import io.clearline.engine.pipeline.EngineState;
import io.clearline.engine.recovery.Recovered;
import io.clearline.engine.recovery.Recovery;
import io.clearline.engine.recovery.RecoveryReport;
import io.clearline.engine.seal.LiveSeal;
import io.clearline.engine.seal.Sealer;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * A data directory that this process owns, recovered, with its engine running. Closing ends all of
 * it.
 */
public final class OpenEngine implements AutoCloseable {
    private static final long POLL_NS = 1_000_000;

    private final DataDirectory data;
    private final Recovered recovered;
    private final ClearanceEngine engine;
    private final LiveSeal seal;
    private LiveSnapshots snapshots;

    private OpenEngine(
        final DataDirectory data, final Recovered recovered, final ClearanceEngine engine,
        final LiveSeal seal) {
        this.data = data;
        this.recovered = recovered;
        this.engine = engine;
        this.seal = seal;
    }

    /**
     * Opens the directory, brings a new core to where its journal ends and starts the engine,
     * without sealing.
     *
     * @throws io.clearline.engine.journal.JournalException if the directory is in use, damaged or
     *     cannot be written
     */
    public static OpenEngine open(
        final Path directory, final EngineConfig config, final AnswerSink sink) {
        return open(directory, config, sink, Sealing.NEVER);
    }

    /**
     * As the other, and seals what the engine journals.
     *
     * @throws io.clearline.engine.seal.SealException if it is to seal and cannot
     */
    static OpenEngine open(
        final Path directory, final EngineConfig config, final AnswerSink sink,
        final Sealing sealing) {
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw Failure.environment(directory + " is a file: --data names a directory", null);
        }
        final DataDirectory data = DataDirectory.open(directory);
        Sealer sealer = null;
        // Which it asks for what is on the disk, and which is there only after it.
        final AtomicReference<ClearanceEngine> running = new AtomicReference<>();
        try {
            if (sealing.in(data)) {
                sealer = Sealer.open(data, () -> running.get().force());
            }
            final Recovered recovered = Recovery.recover(data, Cores::create);
            final ChronicleJournal journal =
                ChronicleJournal.open(data, JournalOptions.defaults());
            final ClearanceEngine engine =
                ClearanceEngine.open(config, recovered.core(), journal, sink);
            running.set(engine);
            return new OpenEngine(data, recovered, engine, sealer == null ? null
                : LiveSeal.start(sealer, config.durability() == Durability.GROUP
                    ? engine::durableSequence : engine::lastSequence));
        } catch (final RuntimeException | Error thrown) {
            if (sealer != null) {
                sealer.close();
            }
            data.close();
            throw thrown;
        }
    }

    /** Returns the engine. */
    public ClearanceEngine engine() {
        return engine;
    }

    /** Returns the data directory, for followers to read from. */
    public DataDirectory data() {
        return data;
    }

    /** Returns the last record that is sealed, 0 where nothing is. */
    long sealedSequence() {
        return seal == null ? 0 : seal.lastSequence();
    }

    /** Returns what the recovery did. */
    public RecoveryReport recovered() {
        return recovered.report();
    }

    /**
     * Says how far the journal was sealed, if it was to be; after {@link #close}.
     *
     * @throws Failure if sealing stopped before its time
     */
    void reportSeals(final PrintStream err) {
        if (seal == null) {
            return;
        }
        if (seal.failure().isPresent()) {
            throw Failure.environment("all that was taken was answered, but sealing stopped behind"
                + " record " + seal.lastSequence() + ": "
                + Failures.of(seal.failure().get()).getMessage(), seal.failure().get());
        }
        err.printf(Locale.ROOT, "sealed up to record %d, blocks: %,d%n",
            seal.lastSequence(), seal.blocks());
    }

    /**
     * Returns the hash of the core's whole state; only after {@link #close}, when no thread changes
     * it.
     */
    public long stateHash() {
        return recovered.core().stateHash();
    }

    /**
     * Takes snapshots from now on, in a thread of its own and with a core of its own.
     *
     * @param schedule when
     */
    public void takeSnapshots(final SnapshotSchedule schedule) {
        final boolean forced = engine.config().durability() == Durability.GROUP;
        snapshots = LiveSnapshots.start(data, Cores::create, schedule,
            forced ? engine::durableSequence : engine::lastSequence);
    }

    /** Waits until all that was sent is answered, and for the snapshot that is due by then. */
    public void settleSnapshots() {
        while (snapshots != null && engine.pending() > 0
            && engine.state() == EngineState.RUNNING) {
            LockSupport.parkNanos(POLL_NS);
        }
        if (snapshots != null) {
            snapshots.settle();
        }
    }

    /**
     * Drains and stops the engine, seals the rest and lets go of the directory; waits for a snapshot
     * that is being written.
     *
     * @throws IllegalStateException if not everything could be answered and forced
     */
    @Override
    public void close() {
        try {
            engine.close();
        } finally {
            if (snapshots != null) {
                snapshots.close();
            }
            if (seal != null) {
                seal.close();
            }
            data.close();
        }
    }
}
