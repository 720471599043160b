package io.clearline.engine.follower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.JournalException;
import io.clearline.engine.recovery.Recovered;
import io.clearline.engine.recovery.Recovery;
import io.clearline.engine.recovery.TallyCore;
import io.clearline.engine.recovery.TallyJournal;
import io.clearline.engine.snapshot.Snapshot;
import io.clearline.engine.snapshot.Snapshots;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots that are taken while an engine goes on writing. */
@Timeout(60)
class SnapshotterTest {
    private static final long PER_FILE = 50;

    @TempDir
    private Path directory;

    private final TallyCore core = new TallyCore();
    private TallyJournal engine;

    @BeforeEach
    void open() {
        engine = new TallyJournal(directory, core, PER_FILE);
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private DataDirectory data() {
        return DataDirectory.at(directory);
    }

    private Snapshotter snapshotter() {
        return Snapshotter.open(data(), TallyCore::new, Snapshots.KEPT);
    }

    private List<Long> sequences() {
        return new Snapshots(data()).list().stream().map(Snapshot::sequence).toList();
    }

    private void assertRecovers(final long snapshot) {
        final Recovered recovered = Recovery.recover(data(), TallyCore::new);
        assertEquals(core.stateHash(), recovered.core().stateHash());
        assertEquals(snapshot, recovered.report().snapshotSequence());
    }

    @Test
    void followsAndTakesUpToWhatItIsTold() {
        try (Snapshotter snapshotter = snapshotter()) {
            assertFalse(snapshotter.take().isPresent(), "nothing is there yet");
            engine.append(120);
            assertEquals(90, snapshotter.catchUp(90));
            assertEquals(90, snapshotter.take().orElseThrow().sequence());
            assertFalse(snapshotter.take().isPresent(), "it is there");
            assertRecovers(90);
            engine.append(120);
            assertEquals(240, snapshotter.catchUp(Long.MAX_VALUE));
            assertEquals(240, snapshotter.take().orElseThrow().sequence());
            assertRecovers(240);
            engine.append(1);
            snapshotter.catchUpToEnd();
            snapshotter.take();
            assertEquals(List.of(241L, 240L), sequences());
        }
    }

    @Test
    void goesOnFromTheLastSnapshot() {
        engine.append(120);
        try (Snapshotter snapshotter = snapshotter()) {
            snapshotter.catchUpToEnd();
            snapshotter.take();
        }
        engine.append(60);
        try (Snapshotter snapshotter = snapshotter()) {
            assertEquals(120, snapshotter.lastSequence());
            snapshotter.catchUpToEnd();
            snapshotter.take();
        }
        assertRecovers(180);
    }

    @Test
    void twoAtOnceAreKeptApart() {
        engine.append(10);
        try (Snapshotter snapshotter = snapshotter()) {
            snapshotter.catchUpToEnd();
            final FollowerLock other = FollowerLock.tryTake(data().snapshots()).orElseThrow();
            final JournalException e =
                assertThrows(JournalException.class, snapshotter::take);
            assertTrue(e.getMessage().contains("another process is just at work"), e.getMessage());
            assertTrue(FollowerLock.tryTake(data().snapshots()).isEmpty());
            other.close();
            assertTrue(snapshotter.take().isPresent());
        }
    }

    @Test
    void aSnapshotThatCannotBeWrittenIsToldAndLeavesNothing() throws Exception {
        engine.append(10);
        try (Snapshotter snapshotter = snapshotter()) {
            snapshotter.catchUpToEnd();
            // A directory stands where the pending file is to be written.
            final Path pending = Files.createDirectories(
                data().snapshots().resolve(Snapshots.name(10) + ".pending").resolve("x"));
            assertTrue(assertThrows(JournalException.class, snapshotter::take).getMessage()
                .contains("cannot use the snapshots"));
            assertEquals(List.of(), sequences());
            Files.delete(pending);
            assertTrue(snapshotter.take().isPresent());
        }
    }

    @Test
    void liveSnapshotsComeEverySoManyRecords() throws InterruptedException {
        try (LiveSnapshots live = LiveSnapshots.start(data(), TallyCore::new,
            SnapshotSchedule.everyRecords(100), core::lastSequence)) {
            for (int i = 1; i <= 3; i++) {
                engine.append(99);
                Thread.sleep(60);
                assertTrue(live.lastSnapshot() < core.lastSequence(), "none is due");
                engine.append(1);
                while (live.lastSnapshot() < core.lastSequence()) {
                    Thread.sleep(5);
                }
                assertRecovers(100L * i);
            }
        }
        assertEquals(List.of(300L, 200L), sequences());
    }

    @Test
    void liveSnapshotsComeByTimeOnlyWhereThereIsSomethingNew() throws InterruptedException {
        try (LiveSnapshots live = LiveSnapshots.start(data(), TallyCore::new,
            SnapshotSchedule.everyMs(30), core::lastSequence)) {
            Thread.sleep(100);
            assertEquals(List.of(), sequences());
            engine.append(1);
            while (live.lastSnapshot() < 1) {
                Thread.sleep(5);
            }
            Thread.sleep(100);
            assertEquals(List.of(1L), sequences());
        }
    }

    @Test
    void liveSnapshotsCountFromWhatIsThere() throws InterruptedException {
        engine.append(120);
        try (Snapshotter snapshotter = snapshotter()) {
            snapshotter.catchUpToEnd();
            snapshotter.take();
        }
        try (LiveSnapshots live = LiveSnapshots.start(data(), TallyCore::new,
            SnapshotSchedule.everyRecords(100), core::lastSequence)) {
            assertEquals(120, live.lastSnapshot());
            engine.append(99);
            Thread.sleep(60);
            assertEquals(120, live.lastSnapshot());
        }
    }

    /** The engine's own memory is not taken from it; when there is room, snapshots come. */
    @Test
    void liveSnapshotsKeepOutOfTheEnginesMemory() throws InterruptedException {
        final AtomicLong used = new AtomicLong(45);
        engine.append(10);
        try (LiveSnapshots live = LiveSnapshots.start(data(), TallyCore::new,
            SnapshotSchedule.everyRecords(10), core::lastSequence, used::get, 100)) {
            live.settle();
            assertEquals(0, live.lastSnapshot());
            assertEquals(List.of(), sequences());
        }
        used.set(39);
        try (LiveSnapshots live = LiveSnapshots.start(data(), TallyCore::new,
            SnapshotSchedule.everyRecords(10), core::lastSequence, used::get, 100)) {
            live.settle();
            assertEquals(10, live.lastSnapshot());
            used.set(81);
            engine.append(10);
            live.settle();
            assertEquals(List.of(10L), sequences());
        }
        assertTrue(DirectMemory.used() > 0 && DirectMemory.used() <= DirectMemory.max());
    }

    @Test
    void schedulesAreChecked() {
        assertThrows(IllegalArgumentException.class, () -> SnapshotSchedule.everyRecords(0));
        assertThrows(IllegalArgumentException.class, () -> SnapshotSchedule.everyMs(0));
        assertThrows(IllegalArgumentException.class, () -> new SnapshotSchedule(1, 1, 1));
    }
}
