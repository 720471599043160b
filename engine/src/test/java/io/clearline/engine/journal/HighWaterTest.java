package io.clearline.engine.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The mark that tells how far a journal must reach. */
class HighWaterTest {
    private static final int SLOT_LENGTH = 48;

    @TempDir
    private Path directory;

    private final Records records = new Records();

    private void append(final long last) {
        try (DataDirectory data = DataDirectory.open(directory);
            ChronicleJournal journal = ChronicleJournal.open(data, Records.options())) {
            records.append(journal, last);
        }
    }

    @Test
    void aTornSlotNeverLosesBoth() throws IOException {
        append(20);
        final Path file = directory.resolve("high-water");
        final byte[] whole = Files.readAllBytes(file);
        for (int at = 0; at < SLOT_LENGTH; at++) {
            for (final int slot : new int[] {0, HighWater.PAGE}) {
                final byte[] torn = whole.clone();
                torn[slot + at] ^= 0x10;
                Files.write(file, torn);
                final long expected = slot == 0 ? 19 : 20;
                assertEquals(expected, HighWater.read(file, Machine.system().bootId()).appended().sequence(), "byte " + at);
                assertTrue(JournalVerifier.verify(directory).sound());
            }
        }
        append(21);
        assertEquals(21, HighWater.read(file, Machine.system().bootId()).appended().sequence());
        assertEquals(21, HighWater.read(file, Machine.system().bootId()).forced().sequence());
    }

    @Test
    void isReadWholeWhileItIsWritten() throws Exception {
        DataDirectory.open(directory).close();
        final Path file = directory.resolve("high-water");
        final AtomicReference<Throwable> failure = new AtomicReference<>();
        try (HighWater mark = HighWater.open(file, Machine.system())) {
            final Thread reader = new Thread(() -> {
                long last = 0;
                while (last < 200_000) {
                    final HighWater.Mark seen = mark.appended();
                    assertTrue(seen.sequence() >= last, "runs backwards");
                    assertEquals(seen.sequence(), seen.documentAt());
                    assertEquals((int) seen.sequence(), seen.crc());
                    last = seen.sequence();
                }
            });
            reader.setUncaughtExceptionHandler((thread, e) -> failure.set(e));
            reader.start();
            for (long sequence = 1; sequence <= 200_000; sequence++) {
                mark.appended(sequence, (int) sequence, 7, sequence);
            }
            reader.join();
        }
        assertNull(failure.get());
    }

    @Test
    void withoutTheMarkNothingIsAppended() throws IOException {
        append(20);
        Files.delete(directory.resolve("high-water"));
        final String message = assertThrows(JournalException.class, () -> append(21)).getMessage();
        assertTrue(message.contains("high-water"), message);
    }

    @Test
    void aPowerCutTakesWhatWasNeverForcedAndNothingElse() throws IOException {
        final Path file;
        try (DataDirectory data = DataDirectory.open(directory);
            ChronicleJournal journal = ChronicleJournal.open(data, Records.options())) {
            records.append(journal, 60);
            journal.force();
            records.append(journal, 100);
            file = JournalFiles.list(data.journal()).get(0);
            final HighWater.Marks marks = SoundJournal.marks(data);
            assertEquals(60, marks.forced().sequence());
            cutPower(data, file, marks);
            // The journal's own close must not repair anything: its files are put in place after
            // it.
        }
        restore(file);
        final VerifyReport report = JournalVerifier.verify(directory);
        assertNull(report.damage());
        assertEquals(60, report.lastSequence());
        append(130);
        assertEquals(130, Records.readAll(DataDirectory.at(directory), 1).size());
        assertEquals(2, JournalFiles.list(directory.resolve("journal")).size(),
            "a new file was begun");
        append(140);
        assertEquals(140, JournalVerifier.verify(directory).lastSequence());
        assertNull(JournalVerifier.verify(directory).damage());
    }

    private byte[] afterCut;
    private byte[] markAfterCut;

    private void cutPower(final DataDirectory data, final Path file, final HighWater.Marks marks)
        throws IOException {
        afterCut = Files.readAllBytes(file);
        try (DocumentFile documents = new DocumentFile(file, marks.forced().documentAt())) {
            documents.next();
            Arrays.fill(afterCut, (int) documents.position(), afterCut.length, (byte) 0);
        }
        markAfterCut = Files.readAllBytes(data.highWater());
        final UnsafeBuffer slots = new UnsafeBuffer(ByteBuffer.wrap(markAfterCut));
        final HighWater.Mark appended = marks.appended();
        for (int at = 0; at < HighWater.FORCED_AT; at += HighWater.PAGE) {
            HighWater.write(slots, at, appended.sequence(), appended.crc(), appended.cycle(),
                appended.documentAt(), Machine.system().bootId() + 1);
        }
    }

    private void restore(final Path file) throws IOException {
        Files.write(file, afterCut);
        Files.write(directory.resolve("high-water"), markAfterCut);
    }

    @Test
    void aPowerCutThatTookForcedRecordsIsDamage() throws IOException {
        append(60);
        final Path file = JournalFiles.list(directory.resolve("journal")).get(0);
        try (DataDirectory data = DataDirectory.at(directory)) {
            cutPower(data, file, SoundJournal.marks(data));
            try (DocumentFile documents = new DocumentFile(file, 0)) {
                documents.next();
                Arrays.fill(afterCut, (int) documents.position(), afterCut.length, (byte) 0);
            }
        }
        restore(file);
        assertEquals(2, JournalVerifier.verify(directory).damage().sequence());
        assertThrows(JournalException.class, () -> append(61));
    }
}
