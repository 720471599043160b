package io.clearline.tools.simulate;

import io.clearline.engine.follower.FollowerPositions;
import io.clearline.engine.follower.Retention;
import io.clearline.engine.follower.Snapshotter;
import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.JournalException;
import io.clearline.engine.journal.JournalReader;
import io.clearline.engine.journal.RecordNotKeptException;
import io.clearline.engine.seal.SealException;
import io.clearline.engine.seal.Sealer;
import io.clearline.engine.snapshot.Snapshots;
import io.clearline.tools.simulate.FaultKind.Outcome;
import io.clearline.tools.simulate.Finding.Kind;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/**
 * Those who read the journal while it is written: slowly, and dying now and then. What they read
 * must be what was appended. One of them takes snapshots and deletes what lies behind them, one
 * seals.
 */
final class Followers {
    private static final int LAG = 20;
    private static final String NAME = "tail";

    private final World world;
    private final DataDirectory data;
    private final LongSupplier upTo;
    private final LongSupplier forced;
    private final SplittableRandom random;
    private JournalReader reader;
    private Snapshotter snapshotter;
    private Sealer sealer;
    private CrashPoint at;
    private long next = 1;

    /**
     * Creates them.
     *
     * @param upTo the last record that may be in a snapshot
     * @param forced sees to it that the journal is on the disk and returns up to which record
     */
    Followers(
        final World world, final DataDirectory data, final LongSupplier upTo,
        final LongSupplier forced, final SplittableRandom random) {
        this.world = world;
        this.data = data;
        this.upTo = upTo;
        this.forced = forced;
        this.random = random;
    }

    /** Returns what a follower is at that asks the disk for something, null if it does not. */
    CrashPoint at() {
        return at;
    }

    /** One of them does something. */
    void step() {
        if (reader != null && random.nextInt(20) == 0) {
            die();
            world.tally.fault(FaultKind.DEAD_FOLLOWER, Outcome.SURVIVED);
            return;
        }
        final int draw = random.nextInt(12);
        at = draw == 0 ? CrashPoint.IN_SEAL
            : draw < 3 ? CrashPoint.IN_SNAPSHOT : CrashPoint.IN_FOLLOWER;
        switch (at) {
            case IN_SEAL -> seal();
            case IN_SNAPSHOT -> snapshot();
            default -> tail();
        }
        at = null;
    }

    private void tail() {
        if (reader == null) {
            if (world.disk.full()) {
                return;
            }
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
        FollowerPositions.begin(data, NAME, next - 1);
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

    private void seal() {
        try {
            if (sealer == null) {
                sealer = Sealer.open(data, forced);
            }
            sealer.catchUp(upTo.getAsLong());
            final long before = sealer.blocks();
            if (random.nextBoolean()) {
                sealer.seal();
            }
            // What a dead one did nobody has seen; one found at a start may not be on the disk.
            if (world.disk.watched() && sealer.blocks() > before) {
                world.sealedBlocks = sealer.blocks();
                world.sealedLast = sealer.lastSequence();
                world.trace.add("sealed", world.sealedBlocks, world.sealedLast);
            }
        } catch (final SealException | JournalException refused) {
            if (!world.disk.full()) {
                throw new Finding(
                    Kind.BROKEN, "no seal can be made: " + refused.getMessage(), refused);
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
        if (sealer != null) {
            sealer.close();
            sealer = null;
        }
    }
}
