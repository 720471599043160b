package io.clearline.engine.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading, beside a writer and alone. */
class JournalReaderTest {
    private static final long DAY_MS = 86_400_000L;

    @TempDir
    private Path directory;

    private final Records records = new Records();

    @Test
    void followsAWriterRecordByRecordAcrossFiles() {
        final AtomicLong clock = new AtomicLong(Records.START_MS);
        final Records expected = new Records();
        final long[] seen = {0};
        final RecordHandler handler = (record, offset, length) -> {
            final byte[] copy = new byte[length];
            record.getBytes(offset, copy);
            assertArrayEquals(expected.copy(++seen[0]), copy);
        };
        try (DataDirectory data = DataDirectory.open(directory);
            JournalReader reader = JournalReader.open(data, 1)) {
            assertEquals(0, reader.poll(handler, 10), "before there is a file");
            try (ChronicleJournal journal =
                ChronicleJournal.open(data, new JournalOptions(1, clock::get))) {
                for (int sequence = 1; sequence <= 300; sequence++) {
                    records.append(journal, sequence);
                    if (sequence % 3 == 0) {
                        assertEquals(2, reader.poll(handler, 2));
                        assertEquals(1, reader.poll(handler, 2));
                        assertEquals(0, reader.poll(handler, 2));
                    }
                    if (sequence % 50 == 0) {
                        clock.addAndGet(DAY_MS);
                    }
                }
            }
            assertEquals(301, reader.nextSequence());
            assertEquals(Records.START_MS + 300, reader.lastTimeMs());
        }
    }

    @Test
    void followsAWriterInAnotherThreadAtFullSpeed() throws Exception {
        final int last = 100_000;
        final Records expected = new Records();
        final long[] seen = {0};
        try (DataDirectory data = DataDirectory.open(directory);
            ChronicleJournal journal =
                ChronicleJournal.open(data, new JournalOptions(16 << 20, () -> Records.START_MS));
            JournalReader reader = JournalReader.open(data, 1)) {
            final Thread writer = new Thread(() -> records.append(journal, last));
            writer.start();
            while (seen[0] < last && (writer.isAlive() || reader.nextSequence() <= last)) {
                reader.poll((record, offset, length) -> {
                    assertEquals(expected.make(++seen[0]), length);
                }, 5000);
            }
            writer.join();
        }
        assertEquals(last, seen[0]);
    }

    @Test
    void aReaderFromAheadWaitsForItsRecord() {
        try (DataDirectory data = DataDirectory.open(directory);
            ChronicleJournal journal = ChronicleJournal.open(data, Records.options());
            JournalReader reader = JournalReader.open(data, 8)) {
            records.append(journal, 7);
            assertEquals(0, reader.poll((record, offset, length) -> { }, 10));
            records.append(journal, 9);
            assertEquals(2, reader.poll((record, offset, length) -> { }, 10));
        }
    }

    @Test
    void whatAHandlerThrowsComesThroughAndItsRecordIsRead() {
        try (DataDirectory data = DataDirectory.open(directory)) {
            try (ChronicleJournal journal = ChronicleJournal.open(data, Records.options())) {
                records.append(journal, 3);
            }
            final JournalReader reader = JournalReader.open(data, 1);
            final RecordHandler throwing = (record, offset, length) -> {
                throw new IllegalStateException("mine");
            };
            assertThrows(IllegalStateException.class, () -> reader.poll(throwing, 10));
            assertEquals(2, reader.poll((record, offset, length) -> { }, 10));
            reader.close();
            assertThrows(
                JournalException.class, () -> reader.poll((record, offset, length) -> { }, 10));
            assertThrows(JournalException.class, () -> JournalReader.open(data, 0));
        }
    }
}
