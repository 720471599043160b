package io.clearline.engine.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.JournalReader;
import io.clearline.engine.recovery.Recovered;
import io.clearline.engine.recovery.Recovery;
import io.clearline.engine.recovery.TallyCore;
import io.clearline.engine.recovery.TallyJournal;
import io.clearline.engine.snapshot.SnapshotSteps.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Dies at every point of taking a snapshot and starts again: the state is always the true one, the
 * older snapshots are still there, nothing half-written is ever used, and the next one can be taken.
 */
class SnapshotCrashTest {
    private static final int EACH = 40;

    @TempDir
    private Path home;

    /** The end of the process at a step. */
    private static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** Takes note of the steps, and dies after so many. */
    private static final class Steps implements SnapshotSteps {
        private final List<Step> reached = new ArrayList<>();
        private final int last;

        Steps(final int last) {
            this.last = last;
        }

        @Override
        public void reached(final Step step) {
            reached.add(step);
            if (reached.size() == last) {
                throw new Crash();
            }
        }
    }

    /** Three snapshots' worth of records, with two snapshots taken; the third is to be. */
    private TallyCore prepare(final Path directory) throws IOException {
        final TallyCore core = new TallyCore();
        for (int i = 0; i < 2; i++) {
            TallyJournal.run(directory, core, EACH, EACH);
            take(directory, core, SnapshotSteps.NONE);
        }
        TallyJournal.run(directory, core, EACH, EACH);
        return core;
    }

    private static void take(
        final Path directory, final TallyCore core, final SnapshotSteps steps) throws IOException {
        final DataDirectory data = DataDirectory.at(directory);
        Files.createDirectories(data.snapshots());
        final Snapshots snapshots = new Snapshots(data, steps);
        snapshots.deletePending();
        try (JournalReader reader = JournalReader.open(data)) {
            reader.poll((record, offset, length) -> { }, Integer.MAX_VALUE);
            snapshots.write(core, reader.lastPlace());
        }
        snapshots.keep(Snapshots.KEPT);
    }

    private static void assertWhole(
        final Path directory, final TallyCore core, final boolean third, final String context)
        throws IOException {
        final DataDirectory data = DataDirectory.at(directory);
        final Recovered recovered = Recovery.recover(data, TallyCore::new);
        assertEquals(core.stateHash(), recovered.core().stateHash(), context);
        assertEquals(3 * EACH, recovered.core().lastSequence(), context);
        assertEquals(List.of(), recovered.report().unusableSnapshots(), context);
        assertEquals(third ? 3 * EACH : 2 * EACH, recovered.report().snapshotSequence(), context);
        for (final Snapshot snapshot : new Snapshots(data).list()) {
            assertNull(new Snapshots(data).check(snapshot), context);
        }
        take(directory, core, SnapshotSteps.NONE);
        assertEquals(List.of(3L * EACH, 2L * EACH),
            new Snapshots(data).list().stream().map(Snapshot::sequence).toList(), context);
        try (var files = Files.list(data.snapshots())) {
            assertEquals(2, files.count(), context);
        }
    }

    @Test
    void everyStepIsSurvived() throws IOException {
        final Steps all = new Steps(Integer.MAX_VALUE);
        final Path whole = home.resolve("whole");
        take(whole, prepare(whole), all);
        assertEquals(EnumSet.allOf(Step.class), EnumSet.copyOf(all.reached));
        final int renamed = all.reached.indexOf(Step.RENAMED) + 1;
        for (int last = 1; last <= all.reached.size(); last++) {
            final Path directory = home.resolve("step" + last);
            final TallyCore core = prepare(directory);
            final Steps steps = new Steps(last);
            assertThrows(Crash.class, () -> take(directory, core, steps));
            assertWhole(directory, core, last >= renamed, "died at step " + last + ", "
                + all.reached.get(last - 1));
        }
    }

    /** Until the directory is forced, a power cut may undo the renaming, or lose the file. */
    @Test
    void aRenamingThatDidNotReachTheDiskIsSurvived() throws IOException {
        for (final boolean pendingIsThere : new boolean[] {true, false}) {
            final Path directory = home.resolve("renamed" + pendingIsThere);
            final TallyCore core = prepare(directory);
            assertThrows(Crash.class, () -> take(directory, core, step -> {
                if (step == Step.RENAMED) {
                    throw new Crash();
                }
            }));
            final Path file = DataDirectory.at(directory).snapshots()
                .resolve(Snapshots.name(3 * EACH));
            if (pendingIsThere) {
                Files.move(file, file.resolveSibling(file.getFileName() + ".pending"),
                    StandardCopyOption.ATOMIC_MOVE);
            } else {
                Files.delete(file);
            }
            assertWhole(directory, core, false, "pending " + pendingIsThere);
        }
    }

    /** A file system that renames before it writes leaves a file of zeros under the name. */
    @Test
    void aNameWithoutItsContentIsToldAndPassedOver() throws IOException {
        final Path directory = home.resolve("zeros");
        final TallyCore core = prepare(directory);
        take(directory, core, SnapshotSteps.NONE);
        final DataDirectory data = DataDirectory.at(directory);
        final Path newest = new Snapshots(data).list().get(0).file();
        Files.write(newest, new byte[(int) Files.size(newest)]);
        final Recovered recovered = Recovery.recover(data, TallyCore::new);
        assertEquals(core.stateHash(), recovered.core().stateHash());
        assertEquals(2 * EACH, recovered.report().snapshotSequence());
        assertEquals(EACH, recovered.report().records());
        assertEquals(1, recovered.report().unusableSnapshots().size());
        assertTrue(recovered.report().lines().get(0).startsWith("SNAPSHOT NOT USED, "
            + newest.getFileName()), recovered.report().lines().toString());
    }
}
