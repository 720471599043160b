package io.clearline.engine.recovery;

import io.clearline.engine.core.Core;
import io.clearline.engine.journal.Damage;
import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.JournalDamagedException;
import io.clearline.engine.journal.JournalReader;
import io.clearline.engine.snapshot.Snapshot;
import io.clearline.engine.snapshot.SnapshotException;
import io.clearline.engine.snapshot.Snapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A core that stands where a snapshot was taken, or at the very beginning, and a reader of what the
 * journal holds behind that. A snapshot that cannot be used is passed over for the one before it, and
 * said so; the beginning is taken only if the journal still has it.
 */
public final class Restored implements AutoCloseable {
    private final Core core;
    private final JournalReader reader;
    private final Snapshot snapshot;
    private final List<String> unusable;
    private final long durationNs;

    private Restored(
        final Core core, final JournalReader reader, final Snapshot snapshot,
        final List<String> unusable, final long durationNs) {
        this.core = core;
        this.reader = reader;
        this.snapshot = snapshot;
        this.unusable = List.copyOf(unusable);
        this.durationNs = durationNs;
    }

    /**
     * Restores from the newest snapshot that can be used.
     *
     * @param cores makes new cores; asked again when one was spoilt by a bad snapshot
     * @throws JournalDamagedException if no snapshot can be used and the journal begins later than
     *     with record 1
     * @throws io.clearline.engine.journal.JournalException if the journal cannot be read
     */
    public static Restored latest(final DataDirectory data, final Supplier<Core> cores) {
        return of(data, cores, new Snapshots(data).list());
    }

    /**
     * Restores what comes before a record: without a snapshot if the journal has all of it.
     *
     * @param sequence the record, from 1; if no snapshot is old enough, the oldest is taken
     */
    static Restored before(
        final DataDirectory data, final Supplier<Core> cores, final long sequence) {
        try (JournalReader all = JournalReader.open(data)) {
            if (all.nextSequence() == 1) {
                return of(data, cores, List.of());
            }
        }
        final List<Snapshot> older = new Snapshots(data).list();
        while (older.size() > 1 && older.get(0).sequence() >= sequence) {
            older.remove(0);
        }
        return of(data, cores, older);
    }

    private static Restored of(
        final DataDirectory data, final Supplier<Core> cores, final List<Snapshot> candidates) {
        final long startNs = System.nanoTime();
        final List<String> unusable = new ArrayList<>();
        for (final Snapshot snapshot : candidates) {
            JournalReader reader = null;
            try {
                // First the record, which costs nothing; then the state, which may cost a second.
                reader = snapshot.behind(data);
                final Core core = cores.get();
                snapshot.load(core);
                final JournalReader behind = reader;
                reader = null;
                return new Restored(
                    core, behind, snapshot, unusable, System.nanoTime() - startNs);
            } catch (final SnapshotException e) {
                unusable.add(snapshot.file().getFileName() + ": " + e.getMessage());
            } finally {
                if (reader != null) {
                    reader.close();
                }
            }
        }
        final JournalReader all = JournalReader.open(data);
        if (all.nextSequence() > 1) {
            all.close();
            throw new JournalDamagedException(new Damage(1, data.journal(), 0,
                "the journal begins with record " + all.nextSequence()
                    + " and no snapshot can be used" + (unusable.isEmpty() ? ": there is none"
                        : ": " + String.join("; ", unusable))));
        }
        return new Restored(cores.get(), all, null, unusable, System.nanoTime() - startNs);
    }

    /** Returns the core. */
    public Core core() {
        return core;
    }

    /** Returns the reader, which hands out the record behind the core's state next. */
    public JournalReader reader() {
        return reader;
    }

    /** Returns the snapshot it comes from, null if none was used. */
    public Snapshot snapshot() {
        return snapshot;
    }

    /** Returns the snapshots that were passed over, each with its file's name and why. */
    public List<String> unusable() {
        return unusable;
    }

    /** Returns how long it took, in ns. */
    public long durationNs() {
        return durationNs;
    }

    /** Closes the reader. */
    @Override
    public void close() {
        reader.close();
    }
}
