package io.clearline.tools.simulate;

import io.clearline.engine.follower.FollowerPositions;
import io.clearline.engine.follower.Retention;
import io.clearline.engine.follower.Snapshotter;
import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.JournalException;
import io.clearline.engine.journal.JournalReader;
import io.clearline.engine.journal.RecordNotKeptException;
import io.clearline.engine.snapshot.Snapshots;
import io.clearline.tools.simulate.FaultKind.Outcome;
import io.clearline.tools.simulate.Finding.Kind;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/**
 * Those who read the journal while it is written: slowly, and dying now and then. What they read
 * must be what was appended. One of them takes snapshots, and deletes what lies behind them.
 */
final class Followers {
    private static final int LAG = 20;
    private static final String NAME = "tail";

    private final World world;
    private final DataDirectory data;
    private final LongSupplier upTo;
    private final SplittableRandom random;
    private JournalReader reader;
    private Snapshotter snapshotter;
    private boolean snapshotting;
    private long next = 1;

    /**
     * Creates them.
     *
     * @param upTo the last record that may be in a snapshot
     */
    Followers(
        final World world, final DataDirectory data, final LongSupplier upTo,
        final SplittableRandom random) {
        this.world = world;
        this.data = data;
        this.upTo = upTo;
        this.random = random;
    }

    /** Tells whether what is asked of the disk now is asked for a snapshot. */
    boolean snapshotting() {
        return snapshotting;
    }

    /** One of them does something. */
    void step() {
        if (reader != null && random.nextInt(20) == 0) {
            die();
            world.tally.fault(FaultKind.DEAD_FOLLOWER, Outcome.SURVIVED);
            return;
        }
        if (random.nextInt(6) == 0) {
            snapshotting = true;
            snapshot();
            snapshotting = false;
            return;
        }
        if (reader == null) {
            open();
        }
        read(1 + random.nextInt(12));
        if (random.nextInt(4) == 0 && !world.disk.full()) {
            FollowerPositions.put(data, NAME, next - 1);
        }
        if (next + LAG < world.memory.last()) {
            world.tally.fault(FaultKind.SLOW_FOLLOWER, Outcome.SURVIVED);
        }
    }

    private void open() {
        final long taken = FollowerPositions.all(data).getOrDefault(NAME, 0L);
        // What it says of itself it may have said before a power cut, or the journal may have lost.
        next = 1 + Math.min(taken, world.memory.last());
        try {
            reader = JournalReader.open(data, next);
        } catch (final RecordNotKeptException deleted) {
            if (taken > 0 && world.disk.bootId() == 1) {
                throw new Finding(Kind.LOST, "files were deleted in front of a follower: "
                    + deleted.getMessage(), deleted);
            }
            reader = JournalReader.open(data);
            next = reader.nextSequence();
        }
    }

    private void read(final int limit) {
        reader.poll((record, offset, length) -> {
            world.memory.compare(record, offset, length);
            next++;
        }, limit);
    }

    private void snapshot() {
        try {
            if (snapshotter == null) {
                snapshotter = Snapshotter.open(data, world.wiring::core, Snapshots.KEPT);
            }
            final long target = upTo.getAsLong();
            if (snapshotter.lastSequence() < target) {
                snapshotter.catchUp(target);
            }
            if (random.nextInt(3) > 0) {
                snapshotter.take().ifPresent(taken ->
                    world.trace.add("snapshot", taken.sequence(), taken.bytes()));
            } else if (new Snapshots(data).list().size() >= Snapshots.KEPT) {
                world.trace.add("deleted files", Retention.prune(
                    data, world.wiring::core, Snapshots.KEPT).cut().files(), target);
            }
        } catch (final JournalException refused) {
            if (!world.disk.full()) {
                throw new Finding(
                    Kind.BROKEN, "no snapshot can be taken: " + refused.getMessage(), refused);
            }
        }
    }

    /** With the engine standing still, a follower gets to see everything. */
    void check() {
        if (reader != null) {
            read(Integer.MAX_VALUE);
            if (next != world.memory.last() + 1) {
                throw new Finding(Kind.LOST, "a follower reads up to record " + (next - 1) + ", "
                    + world.memory.last() + " were appended");
            }
        }
    }

    /** All of them are gone. */
    void die() {
        if (reader != null) {
            reader.close();
            reader = null;
        }
        if (snapshotter != null) {
            snapshotter.close();
            snapshotter = null;
        }
    }
}
