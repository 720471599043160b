package io.clearline.engine.recovery;

import io.clearline.engine.journal.JournalEnd;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a recovery did.
 *
 * @param snapshotSequence the record of the snapshot it began with, 0 if it began with record 1
 * @param unusableSnapshots newer snapshots that could not be used, each with its file's name and why
 * @param records how many records were applied behind the snapshot
 * @param lastSequence sequence of the last one, 0 if there is none
 * @param lastTimeMs engine time of the last one in ms since 1970-01-01T00:00Z,
 *     {@link io.clearline.engine.core.Core#NO_TIME} if there is none
 * @param end where the journal ends; a torn tail is a record that a killed engine had begun and never
 *     finished: it was never answered and is cut off before the next append
 * @param restoreNs how long loading the snapshot took, in ns
 * @param durationNs how long all of it took, in ns
 */
public record RecoveryReport(
    long snapshotSequence, List<String> unusableSnapshots, long records, long lastSequence,
    long lastTimeMs, JournalEnd end, long restoreNs, long durationNs) {
    private static final double NS_PER_S = 1e9;

    /** Makes the list one that cannot be changed. */
    public RecoveryReport {
        unusableSnapshots = List.copyOf(unusableSnapshots);
    }

    /** Returns how many bytes of an unfinished record lie behind the end. */
    public long tornTailBytes() {
        return end.tornTailBytes();
    }

    /** Says in a line what was found, with one more for each thing that was not as it should be. */
    public List<String> lines() {
        final List<String> lines = new ArrayList<>();
        for (final String unusable : unusableSnapshots) {
            lines.add("SNAPSHOT NOT USED, " + unusable);
        }
        lines.add(lastSequence == 0 ? "started on an empty journal"
            : String.format(Locale.ROOT, "recovered to record %,d in %.2f s: %s", lastSequence,
                durationNs / NS_PER_S, origin()));
        if (tornTailBytes() > 0) {
            lines.add(String.format(Locale.ROOT, "cut off %,d bytes of an unfinished record, which"
                + " was never answered: %s at byte %d", tornTailBytes(),
                end.file().getFileName(), end.at()));
        }
        return lines;
    }

    private String origin() {
        return snapshotSequence == 0
            ? String.format(Locale.ROOT, "all %,d records applied", records)
            : String.format(Locale.ROOT, "snapshot of record %,d loaded in %.2f s, %,d records"
                + " behind it applied", snapshotSequence, restoreNs / NS_PER_S, records);
    }
}
