package io.clearline.engine.follower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.JournalException;
import io.clearline.engine.journal.JournalReader;
import io.clearline.engine.journal.JournalStart;
import io.clearline.engine.journal.JournalVerifier;
import io.clearline.engine.journal.Machine;
import io.clearline.engine.journal.OtherBoot;
import io.clearline.engine.journal.RecordNotKeptException;
import io.clearline.engine.journal.VerifyReport;
import io.clearline.engine.recovery.Recovered;
import io.clearline.engine.recovery.Recovery;
import io.clearline.engine.recovery.ReplayReport;
import io.clearline.engine.recovery.Replayer;
import io.clearline.engine.recovery.TallyCore;
import io.clearline.engine.recovery.TallyJournal;
import io.clearline.engine.snapshot.Snapshot;
import io.clearline.engine.snapshot.Snapshots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Journal files are deleted when nobody needs them, and what is left is a journal still. */
class RetentionTest {
    private static final int PER_FILE = 50;
    /** Where the slots of the forced mark begin in the file. */
    private static final int FORCED_AT = 8192;

    @TempDir
    private Path home;

    private Path directory;
    private final TallyCore core = new TallyCore();

    @BeforeEach
    void name() {
        directory = home.resolve("data");
    }

    private DataDirectory data() {
        return DataDirectory.at(directory);
    }

    private void run(final int count) {
        TallyJournal.run(directory, core, count, PER_FILE);
    }

    private void snapshot() {
        try (Snapshotter snapshotter =
            Snapshotter.open(data(), TallyCore::new, Snapshots.KEPT)) {
            snapshotter.catchUpToEnd();
            snapshotter.take();
        }
    }

    private Retention.Result prune() {
        return Retention.prune(data(), TallyCore::new, Snapshots.KEPT);
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(data().journal())) {
            return files.filter(file -> file.toString().endsWith(".cq4")).sorted().toList();
        }
    }

    /** Ten files; snapshots of records 230 (in the fifth) and 420 (in the ninth). */
    private void prepare() {
        run(230);
        snapshot();
        run(190);
        snapshot();
        run(60);
    }

    private Recovered assertGoesOn() {
        final Recovered recovered = Recovery.recover(data(), TallyCore::new);
        assertEquals(core.stateHash(), recovered.core().stateHash());
        assertEquals(core.lastSequence(), recovered.core().lastSequence());
        final VerifyReport report = JournalVerifier.verify(directory);
        assertTrue(report.sound(), report.toString());
        assertEquals(core.lastSequence(), report.lastSequence());
        assertEquals(report.lastSequence() - report.firstSequence() + 1, report.records());
        return recovered;
    }

    @Test
    void whatLiesBehindTheOlderSnapshotGoes() throws IOException {
        prepare();
        assertEquals(10, files().size());
        final Retention.Result result = prune();
        assertEquals(4, result.cut().files());
        assertEquals(6, files().size());
        assertEquals(201, result.cut().firstSequence());
        assertEquals(230, result.limit());
        assertEquals("snapshot of record 230", result.limitedBy());
        assertTrue(result.cut().bytes() > 0);
        assertEquals(201, JournalVerifier.verify(directory).firstSequence());
        assertGoesOn();
        assertEquals(0, prune().cut().files());
        run(200);
        assertGoesOn();
        snapshot();
        assertEquals(4, prune().cut().files());
        assertGoesOn();
    }

    /** Its newest snapshot bad, a start needs the older one and all behind it. */
    @Test
    void theOlderSnapshotIsEnough() throws IOException {
        prepare();
        prune();
        final Path newest = new Snapshots(data()).list().get(0).file();
        Files.write(newest, new byte[10]);
        assertEquals(230, assertGoesOn().report().snapshotSequence());
    }

    @Test
    void withoutAnySnapshotACutJournalIsRefusedInWords() throws IOException {
        prepare();
        prune();
        for (final Snapshot snapshot : new Snapshots(data()).list()) {
            Files.delete(snapshot.file());
        }
        final JournalException e = assertThrows(
            JournalException.class, () -> Recovery.recover(data(), TallyCore::new));
        assertTrue(e.getMessage().contains(
            "begins with record 201 and no snapshot can be used: there is none"), e.getMessage());
    }

    @Test
    void withoutTwoSoundSnapshotsNothingGoes() throws IOException {
        run(200);
        snapshot();
        run(200);
        assertThrows(JournalException.class, this::prune);
        snapshot();
        final Path newest = new Snapshots(data()).list().get(0).file();
        final byte[] whole = Files.readAllBytes(newest);
        whole[150] ^= 1;
        Files.write(newest, whole);
        final JournalException e = assertThrows(JournalException.class, this::prune);
        assertTrue(e.getMessage().contains("there are 1"), e.getMessage());
        assertEquals(8, files().size());
        whole[150] ^= 1;
        Files.write(newest, whole);
        assertEquals(3, prune().cut().files());
    }

    @Test
    void everyFollowerIsWaitedFor() throws IOException {
        prepare();
        FollowerPositions.begin(data(), "seals", 120);
        FollowerPositions.begin(data(), "status", 400);
        final Retention.Result result = prune();
        assertEquals(2, result.cut().files());
        assertEquals("follower seals at record 120", result.limitedBy());
        FollowerPositions.put(data(), "seals", 0);
        assertEquals(0, prune().cut().files());
        Files.writeString(data().followers().resolve("seals"), "nonsense");
        assertThrows(JournalException.class, this::prune);
        Files.delete(data().followers().resolve("seals"));
        assertEquals(2, prune().cut().files());
        assertGoesOn();
    }

    /** In page-cache durability the forced mark moves at the end alone; a power cut goes back to it. */
    @Test
    void theForcedMarkIsWaitedFor() throws IOException {
        run(10);
        final byte[] before = Files.readAllBytes(data().highWater());
        run(220);
        snapshot();
        run(190);
        snapshot();
        final byte[] now = Files.readAllBytes(data().highWater());
        final byte[] lagging = now.clone();
        System.arraycopy(before, FORCED_AT, lagging, FORCED_AT, now.length - FORCED_AT);
        Files.write(data().highWater(), lagging);
        final Retention.Result result = prune();
        assertEquals(0, result.cut().files());
        assertEquals("high-water mark at record 10", result.limitedBy());
        Files.write(data().highWater(), now);
        assertEquals(4, prune().cut().files());
        assertGoesOn();
    }

    /** Else a power cut could bring back an older one, whose record is gone by then. */
    @Test
    void theMarksAreOnTheDiskBeforeAnythingIsDeleted() throws IOException {
        prepare();
        final OtherBoot machine = new OtherBoot(Machine.system().bootId());
        assertEquals(4, Retention.prune(DataDirectory.at(directory, machine), TallyCore::new,
            Snapshots.KEPT).cut().files());
        assertEquals(List.of(directory.resolve("high-water"),
            directory.resolve("journal-start.tmp"), directory, data().journal()),
            machine.forced().subList(machine.forced().size() - 4, machine.forced().size()));
    }

    @Test
    void anEngineGoesOnWritingMeanwhile() throws IOException {
        prepare();
        try (TallyJournal engine = new TallyJournal(directory, core, PER_FILE)) {
            engine.append(1);
            assertEquals(4, prune().cut().files());
            engine.append(3 * PER_FILE);
        }
        assertGoesOn();
        run(PER_FILE);
        assertGoesOn();
    }

    /** The process dies before each of the deletions: the beginning is set, files are still there. */
    @Test
    void aCutThatWasBrokenOffIsFinishedLater() throws IOException {
        prepare();
        final List<Path> before = files();
        final Path kept = Files.createDirectory(home.resolve("kept"));
        for (final Path file : before) {
            Files.copy(file, kept.resolve(file.getFileName()));
        }
        prune();
        assertEquals(201, JournalStart.read(data()));
        for (int left = 1; left <= 4; left++) {
            // As if this one of the deleted files, and those after it, had not been deleted.
            final Path file = before.get(4 - left);
            Files.copy(kept.resolve(file.getFileName()), file);
            assertGoesOn();
            assertEquals(201 - PER_FILE * left, JournalVerifier.verify(directory).firstSequence());
        }
        assertEquals(4, prune().cut().files());
        assertGoesOn();
    }

    @Test
    void nothingIsDeletedBeforeItIsWrittenDownWhereTheJournalBegins() throws IOException {
        prepare();
        // A directory stands where that is to be written.
        Files.createDirectories(data().journalStart().resolve("x"));
        assertThrows(JournalException.class, this::prune);
        assertEquals(10, files().size());
        Files.delete(data().journalStart().resolve("x"));
        Files.delete(data().journalStart());
        assertEquals(4, prune().cut().files());
    }

    @Test
    void aFileThatIsMissingIsDamageWhereverTheJournalBegins() throws IOException {
        prepare();
        prune();
        Files.move(files().get(0), home.resolve("first"));
        final VerifyReport report = JournalVerifier.verify(directory);
        assertEquals(201, report.damage().sequence(), report.toString());
        assertEquals(0, report.records());
    }

    @Test
    void whatIsGoneIsSaidToBeGone() {
        prepare();
        prune();
        final RecordNotKeptException e = assertThrows(
            RecordNotKeptException.class, () -> JournalReader.open(data(), 200));
        assertTrue(e.getMessage().contains("begins with record 201"), e.getMessage());
        try (JournalReader reader = JournalReader.open(data())) {
            assertEquals(280, reader.poll((record, offset, length) -> { }, Integer.MAX_VALUE));
        }
        JournalReader.open(data(), 201).close();
    }

    @Test
    void replayBeginsBehindTheOldestSnapshot() {
        prepare();
        prune();
        final ReplayReport all =
            Replayer.replay(data(), TallyCore::new, Replayer.FIRST, Long.MAX_VALUE);
        assertEquals(231, all.fromSequence());
        assertEquals(250, all.equal());
        assertEquals(0, all.mismatches());
        // From the newer snapshot, without passing over what comes before.
        assertEquals(11, Replayer.replay(data(), TallyCore::new, 430, 440).equal());
        assertEquals(11, Replayer.replay(data(), TallyCore::new, 300, 310).equal());
        assertThrows(RecordNotKeptException.class,
            () -> Replayer.replay(data(), TallyCore::new, 230, 440));
    }

    /** Else a power cut takes its name, and files go that it still wants. */
    @Test
    void aFollowerIsOnTheDiskBeforeItRestsOnThat() {
        run(10);
        final OtherBoot machine = new OtherBoot(1);
        final DataDirectory data = DataDirectory.at(directory, machine);
        final Path draft = data.followers().resolve("tail.tmp");
        final List<Path> all = List.of(directory, draft, data.followers());
        FollowerPositions.begin(data, "tail", 0);
        assertEquals(all, machine.forced());
        machine.forced().clear();
        // Who made them may have died before they were on the disk.
        FollowerPositions.begin(data, "tail", 0);
        assertEquals(all, machine.forced());
        machine.forced().clear();
        FollowerPositions.put(data, "tail", 7);
        assertEquals(List.of(draft), machine.forced(), "written, and left to the machine");
    }

    @Test
    void aPositionThatAPowerCutTookKeepsEverything() throws IOException {
        run(10);
        FollowerPositions.begin(data(), "tail", 7);
        assertEquals(7, FollowerPositions.all(data()).get("tail"));
        for (final byte[] left : new byte[][] {{}, new byte[24]}) {
            Files.write(data().followers().resolve("tail"), left);
            assertEquals(0, FollowerPositions.all(data()).get("tail"));
        }
        Files.writeString(data().followers().resolve("tail"), "something else");
        assertThrows(JournalException.class, () -> FollowerPositions.all(data()));
    }
}
