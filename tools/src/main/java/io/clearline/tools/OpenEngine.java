package io.clearline.tools;

import io.clearline.engine.core.Core;
import io.clearline.engine.journal.ChronicleJournal;
import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.JournalOptions;
import io.clearline.engine.pipeline.AnswerSink;
import io.clearline.engine.pipeline.ClearanceEngine;
import io.clearline.engine.pipeline.EngineConfig;
import io.clearline.engine.recovery.Recovery;
import io.clearline.engine.recovery.RecoveryReport;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A data directory that this process owns, recovered, with its engine running. Closing ends all of
 * it.
 */
public final class OpenEngine implements AutoCloseable {
    private final DataDirectory data;
    private final Core core;
    private final RecoveryReport recovered;
    private final ClearanceEngine engine;

    private OpenEngine(
        final DataDirectory data, final Core core, final RecoveryReport recovered,
        final ClearanceEngine engine) {
        this.data = data;
        this.core = core;
        this.recovered = recovered;
        this.engine = engine;
    }

    /**
     * Opens the directory, applies its journal to a new core and starts the engine.
     *
     * @throws io.clearline.engine.journal.JournalException if the directory is in use, damaged or
     *     cannot be written
     */
    public static OpenEngine open(
        final Path directory, final EngineConfig config, final AnswerSink sink) {
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw Failure.environment(directory + " is a file: --data names a directory", null);
        }
        final DataDirectory data = DataDirectory.open(directory);
        try {
            final Core core = Cores.create();
            final RecoveryReport recovered = Recovery.recover(data, core);
            final ChronicleJournal journal =
                ChronicleJournal.open(data, JournalOptions.defaults());
            return new OpenEngine(data, core, recovered,
                ClearanceEngine.open(config, core, journal, sink));
        } catch (final RuntimeException | Error thrown) {
            data.close();
            throw thrown;
        }
    }

    /** Returns the engine. */
    public ClearanceEngine engine() {
        return engine;
    }

    /** Returns what the recovery did. */
    public RecoveryReport recovered() {
        return recovered;
    }

    /**
     * Returns the hash of the core's whole state; only after {@link #close}, when no thread changes
     * it.
     */
    public long stateHash() {
        return core.stateHash();
    }

    /**
     * Drains and stops the engine and lets go of the directory.
     *
     * @throws IllegalStateException if not everything could be answered and forced
     */
    @Override
    public void close() {
        try {
            engine.close();
        } finally {
            data.close();
        }
    }
}
