package io.clearline.engine.follower;

import io.clearline.engine.core.Core;
import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.JournalDamagedException;
import io.clearline.engine.journal.JournalException;
import io.clearline.engine.snapshot.Snapshot;
import io.clearline.engine.snapshot.Snapshots;
import java.util.Optional;
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
    private static final long IDLE_NS = 20_000_000;
    private static final double ROOM = 0.8;
    private static final long RETRY_NS = 10_000_000_000L;

    private final DataDirectory data;
    private final Supplier<Core> cores;
    private final SnapshotSchedule schedule;
    private final LongSupplier upTo;
    private final LongSupplier usedBytes;
    private final long maxBytes;
    private final Thread thread;
    private Snapshotter snapshotter;
    private volatile long lastSnapshot;
    private volatile boolean refused;
    private volatile boolean stopped;

    private LiveSnapshots(
        final DataDirectory data, final Supplier<Core> cores, final SnapshotSchedule schedule,
        final LongSupplier upTo, final LongSupplier usedBytes, final long maxBytes) {
        this.usedBytes = usedBytes;
        this.maxBytes = maxBytes;
        this.data = data;
        this.cores = cores;
        this.schedule = schedule;
        this.upTo = upTo;
        this.lastSnapshot = new Snapshots(data).list().stream()
            .filter(snapshot -> snapshot.fault() == null)
            .mapToLong(Snapshot::sequence).max().orElse(0);
        this.thread = new Thread(this::run, "clearline-snapshots");
        this.thread.setDaemon(true);
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
        final LiveSnapshots live =
            new LiveSnapshots(data, cores, schedule, upTo, usedBytes, maxBytes);
        live.thread.start();
        return live;
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
        while (thread.isAlive() && !refused
            && upTo.getAsLong() - lastSnapshot >= schedule.records()) {
            LockSupport.parkNanos(IDLE_NS);
        }
    }

    /** Stops; waits for a snapshot that is being written. */
    @Override
    public void close() {
        stopped = true;
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (final InterruptedException early) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        long lastNs = System.nanoTime();
        try {
            while (!stopped) {
                final long behind = upTo.getAsLong() - lastSnapshot;
                final boolean late = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastNs)
                    >= schedule.intervalMs();
                if (behind >= schedule.records() || late && behind > 0) {
                    refused = !take();
                    lastNs = System.nanoTime();
                    pause(refused ? RETRY_NS : 0);
                } else {
                    pause(IDLE_NS);
                }
            }
        } catch (final RuntimeException | Error thrown) {
            LOG.error("No more snapshots are taken; the last is that of record {}", lastSnapshot,
                thrown);
        } finally {
            if (snapshotter != null) {
                snapshotter.close();
            }
        }
    }

    private void pause(final long ns) {
        final long untilNs = System.nanoTime() + ns;
        while (!stopped && System.nanoTime() - untilNs < 0) {
            LockSupport.parkNanos(untilNs - System.nanoTime());
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

    private boolean take() {
        try {
            if (snapshotter == null) {
                // A second core will need about as much as there is now.
                requireRoom(2);
                snapshotter = Snapshotter.open(data, cores, schedule.keep());
            }
            final long last = upTo.getAsLong();
            while (!stopped && snapshotter.lastSequence() < last) {
                requireRoom(1);
                snapshotter.catchUp(Math.min(last, snapshotter.lastSequence() + BATCH));
            }
            if (stopped) {
                return true;
            }
            final Optional<Snapshot> taken = snapshotter.take();
            lastSnapshot = last;
            taken.ifPresent(snapshot -> LOG.info("Snapshot of record {} taken, {} bytes", last,
                snapshot.bytes()));
            return true;
        } catch (final JournalDamagedException damaged) {
            throw damaged;
        } catch (final JournalException refused) {
            LOG.warn("No snapshot could be taken, tried again in {} s: {}",
                TimeUnit.NANOSECONDS.toSeconds(RETRY_NS), refused.getMessage());
            return false;
        }
    }
}
