package io.clearline.engine.follower;

import io.clearline.engine.core.Core;
import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.JournalDamagedException;
import io.clearline.engine.journal.JournalException;
import io.clearline.engine.snapshot.Snapshot;
import io.clearline.engine.snapshot.Snapshots;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes snapshots in a thread of its own beside a running engine. Between two of them it does nothing;
 * when one is due it reads what came since, with a core of its own, and writes. What goes wrong here is
 * logged and tried again, or ends the taking of snapshots, never the engine. Thread-safe.
 */
public final class LiveSnapshots implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveSnapshots.class);
    private static final int BATCH = 1 << 16;
    private static final long POLL_NS = 5_000_000;
    private static final long RETRY_NS = 10_000_000_000L;
    private static final double ROOM = 0.8;

    private final DataDirectory data;
    private final Supplier<Core> cores;
    private final SnapshotSchedule schedule;
    private final LongSupplier upTo;
    private final LongSupplier usedBytes;
    private final long maxBytes;
    private final FollowerThread thread;
    private Snapshotter snapshotter;
    /** The record of the snapshot at hand, 0 = none is. */
    private long target;
    private long lastNs = System.nanoTime();
    private volatile long lastSnapshot;
    private volatile boolean refused;
    private volatile boolean ended;

    private LiveSnapshots(
        final DataDirectory data, final Supplier<Core> cores, final SnapshotSchedule schedule,
        final LongSupplier upTo, final LongSupplier usedBytes, final long maxBytes) {
        this.data = data;
        this.cores = cores;
        this.schedule = schedule;
        this.upTo = upTo;
        this.usedBytes = usedBytes;
        this.maxBytes = maxBytes;
        this.lastSnapshot = new Snapshots(data).list().stream()
            .filter(snapshot -> snapshot.fault() == null)
            .mapToLong(Snapshot::sequence).max().orElse(0);
        this.thread = FollowerThread.start("clearline-snapshots", this::step, this::failed);
    }

    /**
     * Starts to take snapshots.
     *
     * @param cores makes new cores
     * @param upTo the last record that may be in one: the engine's {@code durableSequence} where
     *     answers wait for the disk, its {@code lastSequence} where not
     * @throws JournalException if the directory of the snapshots cannot be read
     */
    public static LiveSnapshots start(
        final DataDirectory data, final Supplier<Core> cores, final SnapshotSchedule schedule,
        final LongSupplier upTo) {
        return start(data, cores, schedule, upTo, DirectMemory::used, DirectMemory.max());
    }

    static LiveSnapshots start(
        final DataDirectory data, final Supplier<Core> cores, final SnapshotSchedule schedule,
        final LongSupplier upTo, final LongSupplier usedBytes, final long maxBytes) {
        return new LiveSnapshots(data, cores, schedule, upTo, usedBytes, maxBytes);
    }

    /** Returns the record of the last snapshot taken, or found at the start; 0 = none. */
    public long lastSnapshot() {
        return lastSnapshot;
    }

    /**
     * Waits until no snapshot is due by the number of records any more, or none can be taken; for
     * who is about to close and wants the last one, too.
     */
    public void settle() {
        while (!ended && !refused && upTo.getAsLong() - lastSnapshot >= schedule.records()) {
            LockSupport.parkNanos(POLL_NS);
        }
    }

    /** Stops; waits for a snapshot that is being written. */
    @Override
    public void close() {
        thread.close();
        if (snapshotter != null) {
            snapshotter.close();
        }
    }

    private void failed(final Throwable thrown) {
        ended = true;
        LOG.error("No more snapshots are taken; the last is that of record {}", lastSnapshot, thrown);
    }

    private boolean step() {
        if (refused && System.nanoTime() - lastNs < RETRY_NS) {
            return false;
        }
        if (target == 0) {
            target = due() ? upTo.getAsLong() : 0;
        }
        if (target == 0) {
            return false;
        }
        try {
            advance();
            refused = false;
            return true;
        } catch (final JournalDamagedException damaged) {
            throw damaged;
        } catch (final JournalException thrown) {
            LOG.warn("No snapshot could be taken, tried again in {} s: {}",
                TimeUnit.NANOSECONDS.toSeconds(RETRY_NS), thrown.getMessage());
            lastNs = System.nanoTime();
            target = 0;
            refused = true;
            return false;
        }
    }

    private boolean due() {
        final long behind = upTo.getAsLong() - lastSnapshot;
        return behind >= schedule.records() || behind > 0
            && TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastNs) >= schedule.intervalMs();
    }

    /** Goes on a batch towards the snapshot at hand, or writes it. */
    private void advance() {
        if (snapshotter == null) {
            // A second core will need about as much as there is now.
            requireRoom(2);
            snapshotter = Snapshotter.open(data, cores, schedule.keep());
        } else if (snapshotter.lastSequence() < target) {
            requireRoom(1);
            snapshotter.catchUp(Math.min(target, snapshotter.lastSequence() + BATCH));
        } else {
            snapshotter.take().ifPresent(snapshot -> LOG.info(
                "Snapshot of record {} taken, {} bytes", snapshot.sequence(), snapshot.bytes()));
            lastSnapshot = target;
            lastNs = System.nanoTime();
            target = 0;
        }
    }

    /** The engine beside must never be the one that finds the memory taken. */
    private void requireRoom(final int times) {
        final long used = usedBytes.getAsLong();
        if (used * times > maxBytes * ROOM) {
            if (snapshotter != null) {
                snapshotter.close();
                snapshotter = null;
            }
            throw new JournalException("a second copy of the state has no room: " + used + " of "
                + maxBytes + " bytes of direct memory are taken; give more with"
                + " -XX:MaxDirectMemorySize, or take snapshots in a process of their own with"
                + " `clearline snapshot`");
        }
    }
}
