package io.clearline.engine.follower;

import io.clearline.engine.snapshot.Snapshots;

/**
 * When a snapshot is due beside a running engine: so many records behind the last one, or so long after
 * it if anything was journaled since, whichever comes first.
 *
 * @param records how many records, from 1
 * @param intervalMs how long, from 1, in ms
 * @param keep how many snapshots stay, {@link Snapshots#KEPT} or more
 */
public record SnapshotSchedule(long records, long intervalMs, int keep) {
    /** Checks the bounds. */
    public SnapshotSchedule {
        if (records < 1 || intervalMs < 1 || keep < Snapshots.KEPT) {
            throw new IllegalArgumentException("no schedule: every " + records + " records or "
                + intervalMs + " ms, " + keep + " kept");
        }
    }

    /** Returns one that counts records alone. */
    public static SnapshotSchedule everyRecords(final long records) {
        return new SnapshotSchedule(records, Long.MAX_VALUE, Snapshots.KEPT);
    }

    /** Returns one that goes by time alone. */
    public static SnapshotSchedule everyMs(final long intervalMs) {
        return new SnapshotSchedule(Long.MAX_VALUE, intervalMs, Snapshots.KEPT);
    }
}
