package io.clearline.engine.follower;

import io.clearline.engine.core.Core;
import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.JournalCut;
import io.clearline.engine.journal.JournalException;
import io.clearline.engine.snapshot.Snapshot;
import io.clearline.engine.snapshot.SnapshotException;
import io.clearline.engine.snapshot.Snapshots;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Deletes journal files that nothing on this machine needs any more: all their records lie behind the
 * older of the kept snapshots and behind every follower. What is deleted is gone from here; who must
 * keep it longer copies it away first.
 */
public final class Retention {
    /**
     * What was deleted, and what set the limit.
     *
     * @param cut the deleted files
     * @param limit the record in front of which files could go
     * @param limitedBy what still wants that record, in words
     */
    public record Result(JournalCut cut, long limit, String limitedBy) {
    }

    private Retention() {
    }

    /**
     * Deletes what can go; an engine may be running.
     *
     * @param cores makes new cores: each kept snapshot is loaded into one before anything is deleted
     *     on the strength of it
     * @param keep how many snapshots must be there, {@link Snapshots#KEPT} or more
     * @throws JournalException if there are not that many sound ones, or files cannot be deleted
     */
    public static Result prune(
        final DataDirectory data, final Supplier<Core> cores, final int keep) {
        final FollowerLock lock = Snapshotter.lock(data);
        try {
            final List<Snapshot> kept = new Snapshots(data).keep(keep);
            if (kept.size() < keep) {
                throw new JournalException("journal files are deleted only behind " + keep
                    + " sound snapshots, and there are " + kept.size() + " in " + data.snapshots()
                    + "; take more with `clearline snapshot`");
            }
            for (final Snapshot snapshot : kept) {
                load(snapshot, cores.get());
            }
            long limit = kept.get(kept.size() - 1).sequence();
            String limitedBy = "snapshot of record " + limit;
            for (final Map.Entry<String, Long> each : FollowerPositions.all(data).entrySet()) {
                if (each.getValue() < limit) {
                    limit = each.getValue();
                    limitedBy = "follower " + each.getKey() + " at record " + limit;
                }
            }
            final JournalCut cut = JournalCut.before(data, limit);
            return cut.limit() < limit
                ? new Result(cut, cut.limit(), "high-water mark at record " + cut.limit())
                : new Result(cut, limit, limitedBy);
        } finally {
            lock.close();
        }
    }

    private static void load(final Snapshot snapshot, final Core core) {
        try {
            snapshot.load(core);
        } catch (final SnapshotException e) {
            throw new JournalException("nothing was deleted: " + snapshot.file()
                + " cannot be used: " + e.getMessage() + "; delete it and take another", e);
        }
    }
}
