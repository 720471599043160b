package io.clearline.bench.rig;

import io.clearline.engine.core.ClearanceCore;
import io.clearline.engine.core.Core;
import io.clearline.engine.journal.ChronicleJournal;
import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.Journal;
import io.clearline.engine.journal.JournalOptions;
import io.clearline.engine.pipeline.AnswerSink;
import io.clearline.engine.pipeline.ClearanceEngine;
import io.clearline.engine.pipeline.EngineConfig;
import io.clearline.engine.pipeline.EngineState;
import java.nio.file.Path;

/** An engine on a new data directory, with its stages timed or not. Closing ends it. */
public final class RunningEngine implements AutoCloseable {
    private final DataDirectory data;
    private final Core core;
    private final ClearanceEngine engine;
    private final Target target;

    private RunningEngine(
        final DataDirectory data, final Core core, final ClearanceEngine engine,
        final Target target) {
        this.data = data;
        this.core = core;
        this.engine = engine;
        this.target = target;
    }

    /**
     * Starts one.
     *
     * @param directory a new data directory
     * @param stages times its stages, null if they are not timed
     */
    public static RunningEngine start(final Path directory, final EngineConfig config,
        final AnswerSink sink, final StageTimes stages) {
        final DataDirectory data = DataDirectory.open(directory);
        try {
            final Core core = new ClearanceCore();
            final Journal journal = ChronicleJournal.open(data, JournalOptions.defaults());
            if (stages == null) {
                final ClearanceEngine engine = ClearanceEngine.open(config, core, journal, sink);
                return new RunningEngine(data, core, engine, engine::tryOffer);
            }
            final ClearanceEngine engine = ClearanceEngine.open(
                config, stages.around(core), stages.around(journal), stages.around(sink));
            return new RunningEngine(data, core, engine, stages.around(engine::tryOffer));
        } catch (final RuntimeException | Error thrown) {
            data.close();
            throw thrown;
        }
    }

    /** Returns the engine as a target. */
    public Target target() {
        return target;
    }

    /** Returns the sequence of the last record in the journal. */
    public long lastSequence() {
        return engine.lastSequence();
    }

    /** Returns the data directory. */
    public Path directory() {
        return data.path();
    }

    /** Returns the hash of the state; only after {@link #close}. */
    public long stateHash() {
        return core.stateHash();
    }

    /** Throws what stopped the engine, if it has stopped by itself. */
    public void check() {
        if (engine.state() == EngineState.FAILED) {
            throw new IllegalStateException("the engine stopped", engine.failure().orElse(null));
        }
    }

    @Override
    public void close() {
        try {
            engine.close();
        } finally {
            data.close();
        }
    }
}
