package io.clearline.engine.recovery;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.engine.core.Core;
import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.JournalDamagedException;
import io.clearline.engine.journal.JournalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a journal to a core, and whether it would be decided the same again. */
class RecoveryTest {
    @TempDir
    private Path directory;

    private long run(final TallyCore core, final int count) {
        return TallyJournal.run(directory, core, count, Long.MAX_VALUE);
    }

    private ReplayReport replay(final Core core, final long from, final long to) {
        return Replayer.replay(DataDirectory.at(directory), () -> core, from, to);
    }

    private RecoveryReport recover(final Core core) {
        return Recovery.recover(DataDirectory.at(directory), () -> core).report();
    }

    @Test
    void aRecoveredCoreIsTheOneThatRan() {
        final TallyCore core = new TallyCore(1, 0);
        run(core, 0);
        final Core empty = new TallyCore(1, 0);
        assertEquals(0, recover(empty).records());
        for (int round = 1; round <= 3; round++) {
            final long state = run(core, 500);
            final TallyCore recovered = new TallyCore(1, 0);
            final RecoveryReport report = recover(recovered);
            assertEquals(state, recovered.stateHash());
            assertEquals(500L * round, report.records());
            assertEquals(500L * round, report.lastSequence());
            assertEquals(core.lastTimeMs(), report.lastTimeMs());
            assertEquals(0, report.tornTailBytes());
        }
    }

    @Test
    void recoveryRefusesDamageAndSaysWhatToDo() throws IOException {
        run(new TallyCore(1, 0), 100);
        final Path file;
        try (var files = Files.list(directory.resolve("journal"))) {
            file = files.filter(path -> path.toString().endsWith(".cq4")).findFirst().orElseThrow();
        }
        final byte[] bytes = Files.readAllBytes(file);
        final int firstAt = 65_808 + 4;
        bytes[firstAt + 70] ^= 1;
        Files.write(file, bytes);
        final JournalDamagedException e = assertThrows(JournalDamagedException.class,
            () -> recover(new TallyCore(1, 0)));
        assertEquals(1, e.damage().sequence());
        assertTrue(e.getMessage().contains("clearline verify"), e.getMessage());
        bytes[firstAt + 70] ^= 1;
        java.util.Arrays.fill(bytes, firstAt - 4 + 10 * 100, bytes.length, (byte) 0);
        Files.write(file, bytes);
        final String message = assertThrows(JournalDamagedException.class,
            () -> recover(new TallyCore(1, 0))).getMessage();
        assertTrue(message.contains("high-water mark stands at 100"), message);
    }

    @Test
    void recoveryNamesTheRecordThatCannotBeApplied() {
        run(new TallyCore(1, 0), 5);
        final JournalException e = assertThrows(JournalException.class,
            () -> recover(new TallyCore(1, -4)));
        assertTrue(e.getMessage().contains("record 4"), e.getMessage());
    }

    @Test
    void recoveryTakesANewCoreOnly() {
        run(new TallyCore(1, 0), 5);
        final TallyCore used = new TallyCore(1, 0);
        recover(used);
        assertThrows(
            JournalException.class, () -> recover(used));
    }

    @Test
    void replayComesOutEqual() {
        run(new TallyCore(1, 0), 300);
        final TallyCore core = new TallyCore(1, 0);
        final ReplayReport report = replay(core, 1, Long.MAX_VALUE);
        assertEquals(300, report.records());
        assertEquals(300, report.equal());
        assertEquals(0, report.mismatches());
        assertNull(report.firstMismatch());
        assertEquals(300, core.lastSequence());
    }

    @Test
    void replayKeepsToItsRange() {
        run(new TallyCore(1, 0), 300);
        final TallyCore core = new TallyCore(1, 0);
        assertEquals(51, replay(core, 100, 150).equal());
        assertEquals(150, core.lastSequence());
        assertEquals(1, replay(new TallyCore(1, 0), 300, 900).equal());
        assertEquals(0, replay(new TallyCore(1, 0), 301, 900).records());
        assertThrows(JournalException.class, () -> replay(new TallyCore(1, 0), 5, 4));
        assertThrows(JournalException.class, () -> replay(new TallyCore(1, 0), -1, 4));
    }

    @Test
    void replayNamesTheFirstDifferenceAndGoesOn() {
        run(new TallyCore(1, 0), 300);
        final ReplayReport report = replay(new TallyCore(1, 200), 1, Long.MAX_VALUE);
        assertEquals(300, report.records());
        assertEquals(299, report.equal());
        assertEquals(1, report.mismatches());
        final ReplayReport.Mismatch mismatch = report.firstMismatch();
        assertEquals(200, mismatch.sequence());
        assertEquals(ReplayReport.Part.ANSWER, mismatch.part());
        assertEquals(8, mismatch.at());
        assertEquals("16 bytes, from byte 8: 58c4eb0b00000000", mismatch.recorded());
        assertEquals("16 bytes, from byte 8: 6300000000000000", mismatch.decided());
    }

    @Test
    void anotherLogicVersionIsNoMismatch() {
        run(new TallyCore(1, 0), 300);
        final ReplayReport report = replay(new TallyCore(2, 200), 1, Long.MAX_VALUE);
        assertEquals(300, report.otherLogic());
        assertEquals(0, report.equal());
        assertEquals(0, report.mismatches());
        assertNull(report.firstMismatch());
    }

    @Test
    void severalThreadsFindWhatOneFinds() {
        run(new TallyCore(1, 0), 300);
        final DataDirectory data = DataDirectory.at(directory);
        for (int threads = 1; threads <= 5; threads++) {
            for (final long fault : new long[] {0, 1, 150, 151, 300}) {
                final ReplayReport one = Replayer.replay(
                    data, () -> new TallyCore(1, fault), 1, Long.MAX_VALUE);
                final ReplayReport several = ParallelReplay.replay(
                    data, () -> new TallyCore(1, fault), 1, Long.MAX_VALUE, threads, 10);
                assertEquals(one.records(), several.records());
                assertEquals(one.equal(), several.equal());
                assertEquals(one.firstMismatch(), several.firstMismatch());
            }
        }
        final ReplayReport range = ParallelReplay.replay(
            data, TallyCore::new, 100, 250, 3, 10);
        assertEquals(151, range.equal());
        assertEquals(100, range.fromSequence());
        assertEquals(201, ParallelReplay.replay(
            data, TallyCore::new, 100, 900, 3, 10).equal());
        final JournalException e = assertThrows(JournalException.class, () ->
            ParallelReplay.replay(data, () -> new TallyCore(1, -4), 1, Long.MAX_VALUE, 3, 10));
        assertTrue(e.getMessage().contains("record 4"), e.getMessage());
    }

    @Test
    void laterPartsAreShorterByWhatIsAppliedBefore() {
        assertArrayEquals(new long[] {1}, ParallelReplay.begins(1, 10, 1));
        final long[] begins = ParallelReplay.begins(101, 1100, 3);
        assertEquals(101, begins[0]);
        final double first = begins[1] - begins[0];
        assertEquals(first, 0.45 * first + begins[2] - begins[1], 2);
        assertEquals(first, 0.45 * (begins[2] - begins[0]) + 1101 - begins[2], 2);
    }
}
