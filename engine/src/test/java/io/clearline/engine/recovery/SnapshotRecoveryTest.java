package io.clearline.engine.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.engine.follower.Snapshotter;
import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.JournalDamagedException;
import io.clearline.engine.journal.JournalException;
import io.clearline.engine.snapshot.Snapshot;
import io.clearline.engine.snapshot.Snapshots;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start makes of snapshots that are good, bad, or not of this journal. */
class SnapshotRecoveryTest {
    private static final int EACH = 100;

    @TempDir
    private Path directory;

    private final TallyCore core = new TallyCore();

    private void run(final int snapshots) {
        for (int i = 0; i < snapshots; i++) {
            TallyJournal.run(directory, core, EACH, EACH);
            snapshot();
        }
        TallyJournal.run(directory, core, EACH, EACH);
    }

    private void snapshot() {
        try (Snapshotter snapshotter = Snapshotter.open(data(), TallyCore::new, 5)) {
            snapshotter.catchUpToEnd();
            assertTrue(snapshotter.take().isPresent());
        }
    }

    private DataDirectory data() {
        return DataDirectory.at(directory);
    }

    private Recovered recover() {
        final Recovered recovered = Recovery.recover(data(), TallyCore::new);
        assertEquals(core.stateHash(), recovered.core().stateHash());
        assertEquals(core.lastSequence(), recovered.core().lastSequence());
        assertEquals(core.lastTimeMs(), recovered.core().lastTimeMs());
        assertEquals(core.lastSequence(), recovered.report().lastSequence());
        return recovered;
    }

    private static void damage(final Path file, final long at) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(at);
            final int before = bytes.read();
            bytes.seek(at);
            bytes.write(before ^ 1);
        }
    }

    /** S5: a snapshot saves time and changes nothing. */
    @Test
    void fromEachSnapshotAndFromNoneTheStateIsTheSame() throws IOException {
        run(4);
        for (int left = 4; left >= 0; left--) {
            final RecoveryReport report = recover().report();
            assertEquals(left * EACH, report.snapshotSequence());
            assertEquals((5 - left) * EACH, report.records());
            assertEquals(List.of(), report.unusableSnapshots());
            if (left > 0) {
                Files.delete(new Snapshots(data()).list().get(0).file());
            }
        }
    }

    @Test
    void badSnapshotsArePassedOverOneByOneAndToldEach() throws IOException {
        run(3);
        final List<Snapshot> all = new Snapshots(data()).list();
        for (int bad = 1; bad <= 3; bad++) {
            damage(all.get(bad - 1).file(), 150);
            final RecoveryReport report = recover().report();
            assertEquals((3 - bad) * EACH, report.snapshotSequence());
            assertEquals(bad, report.unusableSnapshots().size());
            assertEquals(bad + 1, report.lines().size(), report.lines().toString());
            assertTrue(report.lines().get(bad - 1).contains(
                all.get(bad - 1).file().getFileName().toString()), report.lines().toString());
        }
    }

    @Test
    void whatWasDoneIsKeptForTheOwnerAlone() throws IOException {
        run(2);
        recover();
        assertTrue(LastRecovery.read(data()).isEmpty(), "a look changes nothing");
        damage(new Snapshots(data()).list().get(0).file(), 150);
        final long beforeMs = System.currentTimeMillis();
        try (DataDirectory owned = DataDirectory.open(directory)) {
            Recovery.recover(owned, TallyCore::new);
        }
        final LastRecovery last = LastRecovery.read(data()).orElseThrow();
        assertEquals(EACH, last.snapshotSequence());
        assertEquals(2 * EACH, last.records());
        assertEquals(3 * EACH, last.lastSequence());
        assertEquals(1, last.unusableSnapshots().size());
        assertTrue(last.atMs() >= beforeMs);
    }

    /** The journal lost its end; the snapshot did not. It must not stand in for lost records. */
    @Test
    void aJournalThatEndsBeforeItsSnapshotIsNotCarriedOn() throws IOException {
        run(2);
        snapshot();
        try (var files = Files.list(data().journal())) {
            Files.delete(files.filter(file -> file.toString().endsWith(".cq4"))
                .max(Path::compareTo).orElseThrow());
        }
        final JournalDamagedException e = assertThrows(JournalDamagedException.class,
            () -> Recovery.recover(data(), TallyCore::new));
        assertEquals(2 * EACH + 1, e.damage().sequence());
    }

    /** A file in front is gone and nobody said that it was to go. */
    @Test
    void aJournalWithoutItsBeginningNeedsASnapshot() throws IOException {
        run(2);
        final Path first;
        try (var files = Files.list(data().journal())) {
            first = files.filter(file -> file.toString().endsWith(".cq4"))
                .min(Path::compareTo).orElseThrow();
        }
        Files.delete(first);
        recover();
        for (final Snapshot snapshot : new Snapshots(data()).list()) {
            damage(snapshot.file(), 150);
        }
        final JournalDamagedException e = assertThrows(JournalDamagedException.class,
            () -> Recovery.recover(data(), TallyCore::new));
        assertEquals(1, e.damage().sequence());
    }

    @Test
    void recoveryFromASnapshotTakesANewCoreOnly() {
        run(1);
        final Recovered first = recover();
        assertThrows(JournalException.class, () -> Recovery.recover(data(), first::core));
    }

    @Test
    void damageBehindTheSnapshotIsFound() throws IOException {
        run(1);
        final Path last;
        try (var files = Files.list(data().journal())) {
            last = files.filter(file -> file.toString().endsWith(".cq4"))
                .max(Path::compareTo).orElseThrow();
        }
        damage(last, 65_808 + 4 + 70);
        assertEquals(EACH + 1, assertThrows(JournalDamagedException.class,
            () -> Recovery.recover(data(), TallyCore::new)).damage().sequence());
    }
}
