package io.clearline.engine.recovery;

import io.clearline.engine.journal.ScanReport;
import io.clearline.engine.journal.ScanReport.Loss;
import io.clearline.engine.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which records a new generation goes on with.
 *
 * @param base the snapshot whose state it rests on, null = it begins with record 1
 * @param first the first record in its journal; one behind {@code last} if it has none
 * @param last the record its state stands at
 */
public record SalvageRange(Snapshot base, long first, long last) {
    /** Records without a gap. */
    private record Run(long first, long last) {
        private boolean holds(final long sequence) {
            return first <= sequence && sequence <= last;
        }
    }

    /**
     * Chooses what saves most: the records from 1 up to the first lost one, or those behind a snapshot
     * that was taken behind the lost ones. Where two come equally far, the one with more records.
     *
     * @param snapshots those that are sound and, if their record is there, of this journal
     * @return empty if there is neither record 1 nor a snapshot
     */
    static Optional<SalvageRange> choose(final ScanReport scan, final List<Snapshot> snapshots) {
        final List<Run> runs = runs(scan);
        final List<SalvageRange> choices = new ArrayList<>();
        if (scan.losses().isEmpty() && scan.firstSequence() <= 1
            || !runs.isEmpty() && runs.get(0).first == 1) {
            choices.add(new SalvageRange(null, 1, runs.isEmpty() ? 0 : runs.get(0).last));
        }
        for (final Snapshot snapshot : snapshots) {
            choices.add(behind(snapshot, runs));
        }
        return choices.stream().reduce((one, other) ->
            other.last > one.last || other.last == one.last && other.first < one.first
                ? other : one);
    }

    private static List<Run> runs(final ScanReport scan) {
        final List<Run> runs = new ArrayList<>();
        long first = scan.firstSequence();
        for (final Loss loss : scan.losses()) {
            if (first > 0 && first < loss.from()) {
                runs.add(new Run(first, loss.from() - 1));
            }
            first = loss.to() + 1;
        }
        if (first > 0 && first <= scan.lastSequence()) {
            runs.add(new Run(first, scan.lastSequence()));
        }
        return runs;
    }

    private static SalvageRange behind(final Snapshot base, final List<Run> runs) {
        final long sequence = base.sequence();
        for (final Run run : runs) {
            // Records in front of it that hang together with those behind stay for the record.
            if (run.holds(sequence) || run.first == sequence + 1) {
                return new SalvageRange(base, run.first, run.last);
            }
        }
        return new SalvageRange(base, sequence + 1, sequence);
    }

    /** Says which records are lost, and whether the state holds what they changed all the same. */
    public String fate(final Loss loss) {
        final String which = loss.from() == loss.to() ? "record " + loss.from()
            : "records " + loss.from() + " to " + loss.to();
        if (base == null || base.sequence() < loss.from()) {
            return which;
        }
        return which + (base.sequence() >= loss.to() ? ", whose effects are in the snapshot"
            : ", of which those up to " + base.sequence() + " have their effects in the snapshot");
    }
}
