package io.clearline.bench.cli;

import io.clearline.bench.rig.EngineRun;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A journal of the stream, to be read again: setup, prelude, then declarations. It is there until
 * it is closed.
 */
final class JournalOnDisk implements AutoCloseable {
    private final EngineRun run;
    private final long setupRecords;
    private final int declarations;

    private JournalOnDisk(final EngineRun run, final long setupRecords, final int declarations) {
        this.run = run;
        this.setupRecords = setupRecords;
        this.declarations = declarations;
    }

    /** Writes one with the real pipeline. */
    static JournalOnDisk write(final Session session, final int count) throws IOException {
        session.note("writing a journal of %,d declarations", count);
        final int from = session.stream().setup() + Session.PRELUDE;
        session.stream().require(from + count);
        final EngineRun run = session.start(1, count, null);
        try (run) {
            run.warmUpFlooding();
            final long setupRecords = run.engine().lastSequence();
            run.fill(count);
            return new JournalOnDisk(run, setupRecords,
                session.stream().declarations(from, from + count));
        }
    }

    Path directory() {
        return run.engine().directory();
    }

    /** Returns the hash of the state that wrote it. */
    long stateHash() {
        return run.engine().stateHash();
    }

    /** Returns how many records there are of setup and prelude. */
    long setupRecords() {
        return setupRecords;
    }

    /** Returns how many records there are behind them. */
    long records() {
        return run.engine().lastSequence() - setupRecords;
    }

    /** Returns how many of those are declarations. */
    int declarations() {
        return declarations;
    }

    @Override
    public void close() {
        run.remove();
    }
}
