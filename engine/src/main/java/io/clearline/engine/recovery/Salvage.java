package io.clearline.engine.recovery;

import io.clearline.engine.core.Core;
import io.clearline.engine.journal.ChronicleJournal;
import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.JournalException;
import io.clearline.engine.journal.JournalOptions;
import io.clearline.engine.journal.JournalScan;
import io.clearline.engine.journal.JournalStart;
import io.clearline.engine.journal.JournalVerifier;
import io.clearline.engine.journal.RecordHandler;
import io.clearline.engine.journal.ScanReport;
import io.clearline.engine.journal.SmallFile;
import io.clearline.engine.journal.VerifyReport;
import io.clearline.engine.record.RecordHeader;
import io.clearline.engine.snapshot.Snapshot;
import io.clearline.engine.snapshot.SnapshotException;
import io.clearline.engine.snapshot.Snapshots;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Makes a new generation of a data directory from what is sound in a damaged one. A record behind a
 * lost one cannot be applied, since it says what changes and the lost change is not known; it goes on
 * only from a snapshot that holds the lost one's effect. What cannot go on is handed out, to be entered
 * again. The old directory is read and never changed; the new one gets its name when it was verified.
 */
public final class Salvage {
    /**
     * What was made.
     *
     * @param scan what is sound and what is lost in the old directory
     * @param range what the new one holds
     * @param setAside how many sound records could not go on and were handed out
     * @param lineage what the new directory says of itself
     * @param recovery what a start on it does
     */
    public record Result(
        ScanReport scan, SalvageRange range, long setAside, Lineage lineage,
        RecoveryReport recovery) {
    }

    private static final String UNFINISHED = ".unfinished";

    private final DataDirectory from;
    private final Path to;
    private final Path unfinished;
    private final Supplier<Core> cores;
    private final RecordHandler aside;
    private final JournalOptions options;
    private long setAside;

    private Salvage(
        final DataDirectory from, final Path to, final Supplier<Core> cores,
        final RecordHandler aside, final JournalOptions options) {
        this.from = from;
        this.options = options;
        this.to = to.toAbsolutePath().normalize();
        this.unfinished = this.to.resolveSibling(this.to.getFileName() + UNFINISHED);
        this.cores = cores;
        this.aside = aside;
    }

    /**
     * Makes a new generation.
     *
     * @param from the damaged directory; its engine must be stopped
     * @param to the new directory; must not exist, or be empty
     * @param cores makes new cores
     * @param aside takes each sound record that cannot go on
     * @throws NothingLostException if the directory is sound
     * @throws JournalException if there is nothing to go on from, or the new directory cannot be
     *     written; nothing is left of it then
     */
    public static Result salvage(
        final DataDirectory from, final Path to, final Supplier<Core> cores,
        final RecordHandler aside) {
        return salvage(from, to, cores, aside, JournalOptions.defaults());
    }

    static Result salvage(
        final DataDirectory from, final Path to, final Supplier<Core> cores,
        final RecordHandler aside, final JournalOptions options) {
        final Salvage salvage = new Salvage(from, to, cores, aside, options);
        try {
            salvage.checkTarget();
            return salvage.make();
        } catch (final IOException e) {
            throw new JournalException("cannot make " + to + ": " + e.getClass().getSimpleName()
                + " " + e.getMessage() + "; check its permissions and the free space", e);
        }
    }

    private void checkTarget() throws IOException {
        if (from.inUse()) {
            throw new JournalException(from.path() + " is in use by an engine; stop it first");
        }
        if (to.startsWith(from.path().toAbsolutePath().normalize())) {
            throw new JournalException(to + " lies in the damaged directory; give another --to");
        }
        if (Files.exists(to)) {
            if (!Files.isDirectory(to)) {
                throw new JournalException(to + " is a file; give a new directory as --to");
            }
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(to)) {
                if (entries.iterator().hasNext()) {
                    throw new JournalException(
                        to + " is not empty; give a new directory as --to");
                }
            }
        }
        if (Files.exists(unfinished)) {
            throw new JournalException(unfinished + " was left by a recovery that was broken off;"
                + " delete it and start again");
        }
    }

    private Result make() throws IOException {
        final Map<Long, Integer> crcs = new HashMap<>();
        final List<Snapshot> found = new Snapshots(from).list();
        final Set<Long> wanted = new HashSet<>();
        found.forEach(snapshot -> wanted.add(snapshot.sequence()));
        final ScanReport scan = JournalScan.scan(from, (record, offset, length) -> {
            final long sequence = RecordHeader.sequence(record, offset);
            if (wanted.contains(sequence)) {
                crcs.put(sequence, RecordHeader.crc(record, offset));
            }
        });
        final List<Snapshot> usable = new ArrayList<>();
        final List<String> unusable = new ArrayList<>();
        for (final Snapshot snapshot : found) {
            final String fault = fault(snapshot, crcs);
            if (fault == null) {
                usable.add(snapshot);
            } else {
                unusable.add(snapshot.file().getFileName() + ": " + fault);
            }
        }
        checkNeeded(scan);
        final SalvageRange range = SalvageRange.choose(scan, usable).orElseThrow(() ->
            new JournalException("nothing to go on from: record 1 is lost and no snapshot can be"
                + " used" + (unusable.isEmpty() ? "" : ": " + String.join("; ", unusable))));
        return build(scan, range, usable);
    }

    /** Loads it: what a generation is to rest on must be more than sound to look at. */
    private String fault(final Snapshot snapshot, final Map<Long, Integer> crcs) {
        try {
            snapshot.load(cores.get());
        } catch (final SnapshotException e) {
            return e.getMessage();
        }
        final Integer crc = crcs.get(snapshot.sequence());
        return crc == null || crc == snapshot.manifest().place().crc() ? null
            : "the record " + snapshot.sequence() + " in the journal is another one";
    }

    private void checkNeeded(final ScanReport scan) {
        if (scan.losses().isEmpty() && starts()) {
            throw new NothingLostException("nothing is lost in " + from.path() + ": its "
                + scan.records() + " records are sound and an engine starts on it");
        }
    }

    private boolean starts() {
        try (Restored restored = Restored.latest(from, cores)) {
            Recovery.readOn(from, restored);
            return JournalVerifier.verify(from.path()).sound();
        } catch (final JournalException refused) {
            return false;
        }
    }

    private Result build(
        final ScanReport scan, final SalvageRange range, final List<Snapshot> usable)
        throws IOException {
        try {
            final Lineage lineage = lineage(scan, range);
            try (DataDirectory made = DataDirectory.open(unfinished)) {
                if (range.first() > 1) {
                    JournalStart.write(made, range.first());
                }
                copyJournal(made, range);
                copySnapshots(made, range, usable);
                lineage.write(made);
            }
            final RecoveryReport recovery = verify(range);
            Files.move(unfinished, to, StandardCopyOption.ATOMIC_MOVE);
            SmallFile.forceDirectory(to.getParent());
            return new Result(scan, range, setAside, lineage, recovery);
        } finally {
            delete(unfinished);
        }
    }

    private void copyJournal(final DataDirectory made, final SalvageRange range) {
        try (ChronicleJournal journal = ChronicleJournal.open(made, options)) {
            JournalScan.scan(from, (record, offset, length) -> {
                final long sequence = RecordHeader.sequence(record, offset);
                if (sequence > range.last()) {
                    setAside++;
                    aside.onRecord(record, offset, length);
                } else if (sequence >= range.first()) {
                    journal.append(record, offset, length);
                }
            });
        }
    }

    private static void copySnapshots(
        final DataDirectory made, final SalvageRange range, final List<Snapshot> usable)
        throws IOException {
        Files.createDirectories(made.snapshots());
        for (final Snapshot snapshot : usable) {
            if (snapshot.sequence() >= range.first() - 1 && snapshot.sequence() <= range.last()) {
                final Path copy = made.snapshots().resolve(snapshot.file().getFileName());
                Files.copy(snapshot.file(), copy);
                try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
                    channel.force(true);
                }
            }
        }
        SmallFile.forceDirectory(made.snapshots());
    }

    private Lineage lineage(final ScanReport scan, final SalvageRange range) {
        final List<String> text = new ArrayList<>();
        Lineage before = Lineage.FIRST;
        try {
            before = Lineage.read(from);
        } catch (final JournalException unreadable) {
            text.add(unreadable.getMessage());
        }
        text.add("made " + Instant.now().truncatedTo(ChronoUnit.SECONDS) + " from generation "
            + before.generation() + " in " + from.path().toAbsolutePath().normalize());
        text.add(range.base() == null ? "records 1 to " + range.last()
            : "the snapshot of record " + range.base().sequence() + " and the records "
                + range.first() + " to " + range.last());
        for (final ScanReport.Loss loss : scan.losses()) {
            text.add("lost: " + range.fate(loss));
        }
        if (scan.lastSequence() > range.last()) {
            text.add("set aside: sound records behind " + range.last() + " up to "
                + scan.lastSequence());
        }
        text.addAll(before.text());
        return new Lineage(before.generation() + 1, text);
    }

    private RecoveryReport verify(final SalvageRange range) {
        final VerifyReport report = JournalVerifier.verify(unfinished);
        if (!report.sound()) {
            throw new JournalException("what was written to " + unfinished + " is not sound: "
                + report.damage() + "; check the disk");
        }
        final Recovered recovered = Recovery.recover(DataDirectory.at(unfinished), cores);
        if (recovered.core().lastSequence() != range.last()) {
            throw new JournalException("a start on " + unfinished + " comes to record "
                + recovered.core().lastSequence() + ", not to " + range.last()
                + "; this is a fault of the engine, report it");
        }
        return recovered.report();
    }

    private static void delete(final Path tree) throws IOException {
        if (Files.exists(tree)) {
            try (Stream<Path> entries = Files.walk(tree)) {
                for (final Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(entry);
                }
            }
        }
    }
}
