package io.clearline.engine.follower;

import io.clearline.engine.core.Core;
import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.JournalException;
import io.clearline.engine.journal.JournalForce;
import io.clearline.engine.journal.RecordPlace;
import io.clearline.engine.journal.SmallFile;
import io.clearline.engine.recovery.Recovery;
import io.clearline.engine.recovery.Restored;
import io.clearline.engine.snapshot.Snapshot;
import io.clearline.engine.snapshot.Snapshots;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Takes snapshots with a core of its own, which it brings along by applying what the journal holds: the
 * engine is never asked and never waits. Reads the journal of an engine in this or another process, or of
 * none. Needs as much memory as the engine's own core. Used by one thread.
 */
public final class Snapshotter implements AutoCloseable {
    private static final int BATCH = 4096;

    private final DataDirectory data;
    private final Snapshots snapshots;
    private final int keep;
    private final Restored restored;
    private int forcedCycle;

    private Snapshotter(final DataDirectory data, final int keep, final Restored restored) {
        this.data = data;
        this.snapshots = new Snapshots(data);
        this.keep = keep;
        this.restored = restored;
        // What lies before the snapshot was forced when that was taken.
        this.forcedCycle =
            restored.snapshot() == null ? 0 : restored.snapshot().manifest().place().cycle();
    }

    /**
     * Brings a core to the newest snapshot that can be used.
     *
     * @param cores makes new cores
     * @param keep how many snapshots stay, {@link Snapshots#KEPT} or more
     * @throws JournalException if the journal cannot be read, or begins behind all usable snapshots
     */
    public static Snapshotter open(
        final DataDirectory data, final Supplier<Core> cores, final int keep) {
        return new Snapshotter(data, keep, Restored.latest(data, cores));
    }

    /**
     * Applies records that are there.
     *
     * @param upTo the last one to apply; beside an engine that forces its journal, what it has forced
     * @return the last record applied
     * @throws io.clearline.engine.journal.JournalDamagedException where the journal is damaged
     */
    public long catchUp(final long upTo) {
        int count = 1;
        while (count > 0 && lastSequence() < upTo) {
            count = restored.reader().poll((record, offset, length) ->
                Recovery.apply(restored.core(), record, offset),
                (int) Math.min(BATCH, upTo - lastSequence()));
        }
        return lastSequence();
    }

    /**
     * Applies all records, to the true end of the journal.
     *
     * @throws io.clearline.engine.journal.JournalDamagedException if the journal is damaged, or ends
     *     before its high-water mark
     */
    public void catchUpToEnd() {
        Recovery.readOn(data, restored);
    }

    /** Returns the last record applied. */
    public long lastSequence() {
        return restored.core().lastSequence();
    }

    /** Returns the snapshots that could not be used at the start, each with its file's name and why. */
    public List<String> unusable() {
        return restored.unusable();
    }

    /**
     * Writes a snapshot of the core as it stands and deletes those that are no longer kept.
     *
     * @return the snapshot, empty if there is a sound one of that record, or no record yet
     * @throws JournalException if it cannot be written, or another process is writing one
     */
    public Optional<Snapshot> take() {
        final RecordPlace place = restored.reader().lastPlace();
        if (place.sequence() == 0 || isThere(place.sequence())) {
            return Optional.empty();
        }
        final FollowerLock lock = lock(data);
        try {
            snapshots.deletePending();
            force(place);
            final Snapshot taken = snapshots.write(restored.core(), place);
            if (!snapshots.keep(keep).contains(taken)) {
                throw new JournalException("what was written to " + taken.file()
                    + " cannot be read back: " + snapshots.check(taken) + "; check the disk");
            }
            return Optional.of(taken);
        } finally {
            lock.close();
        }
    }

    private boolean isThere(final long sequence) {
        return snapshots.list().stream().anyMatch(snapshot ->
            snapshot.sequence() == sequence && snapshots.check(snapshot) == null);
    }

    /** A snapshot must not outlive records that it rests on. */
    private void force(final RecordPlace place) {
        try {
            JournalForce.force(data, forcedCycle, place.cycle());
            forcedCycle = place.cycle();
        } catch (final IOException e) {
            throw new JournalException("cannot force the journal in " + data.journal() + ": "
                + e.getMessage() + "; check the disk", e);
        }
    }

    /** Takes the right to write and delete snapshots. */
    static FollowerLock lock(final DataDirectory data) {
        try {
            SmallFile.makeDirectory(data.machine(), data.snapshots());
        } catch (final IOException e) {
            throw new JournalException("cannot make " + data.snapshots() + ": " + e.getMessage()
                + "; check its permissions and the free space", e);
        }
        return FollowerLock.tryTake(data.snapshots()).orElseThrow(() ->
            new JournalException("another process is just at work on the snapshots in "
                + data.snapshots() + "; try again in a moment"));
    }

    /** Lets go of the journal. */
    @Override
    public void close() {
        restored.close();
    }
}
