package io.clearline.engine.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.clearline.engine.record.RecordHeader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Appending and forcing. */
class ChronicleJournalTest {
    private static final long DAY_MS = 86_400_000L;

    @TempDir
    private Path directory;

    private final Records records = new Records();

    private void checkAll(final DataDirectory data, final long last) {
        final List<byte[]> read = Records.readAll(data, 1);
        assertEquals(last, read.size());
        for (int i = 0; i < read.size(); i++) {
            assertArrayEquals(records.copy(i + 1), read.get(i));
        }
    }

    @Test
    void readsBackWhatWasAppendedAcrossReopeningAndBlocks() {
        try (DataDirectory data = DataDirectory.open(directory)) {
            for (int last = 3000; last <= 9000; last += 3000) {
                try (ChronicleJournal journal = ChronicleJournal.open(data, Records.options())) {
                    assertEquals(last - 3000, journal.lastSequence());
                    records.append(journal, last);
                }
                checkAll(data, last);
            }
            final List<byte[]> tail = Records.readAll(data, 8999);
            assertEquals(2, tail.size());
            assertArrayEquals(records.copy(8999), tail.get(0));
        }
    }

    @Test
    void chroniclesOwnTailerReadsTheSame() {
        try (DataDirectory data = DataDirectory.open(directory)) {
            try (ChronicleJournal journal = ChronicleJournal.open(data, Records.options())) {
                records.append(journal, 5000);
            }
            try (SingleChronicleQueue queue =
                SingleChronicleQueueBuilder.binary(data.journal()).build();
                ExcerptTailer tailer = queue.createTailer()) {
                for (long sequence = 1; sequence <= 5000; sequence++) {
                    try (DocumentContext document = tailer.readingDocument()) {
                        assertTrue(document.isPresent());
                        assertArrayEquals(records.copy(sequence),
                            document.wire().bytes().toByteArray());
                    }
                }
            }
        }
    }

    @Test
    void rollsByItsClockAndNeverBack() {
        final AtomicLong clock = new AtomicLong(Records.START_MS);
        final JournalOptions options = new JournalOptions(1, clock::get);
        try (DataDirectory data = DataDirectory.open(directory)) {
            try (ChronicleJournal journal = ChronicleJournal.open(data, options)) {
                records.append(journal, 10);
                clock.addAndGet(DAY_MS);
                records.append(journal, 20);
                clock.addAndGet(-DAY_MS);
                records.append(journal, 30);
            }
            clock.addAndGet(-9 * DAY_MS);
            try (ChronicleJournal journal = ChronicleJournal.open(data, options)) {
                records.append(journal, 40);
                clock.addAndGet(30 * DAY_MS);
                records.append(journal, 50);
            }
            assertEquals(3, JournalFiles.list(data.journal()).size());
            checkAll(data, 50);
            for (int from = 2; from <= 51; from++) {
                assertEquals(51 - from, Records.readAll(data, from).size(), "from " + from);
            }
        }
    }

    @Test
    void forcesEachFileThatHoldsUnforcedRecords() throws IOException {
        final AtomicLong clock = new AtomicLong(Records.START_MS);
        final List<String> forced = new ArrayList<>();
        final UnforcedFiles.Opener counting = file -> {
            final UnforcedFiles.Target target = UnforcedFiles.channel(Machine.system(), file);
            return new UnforcedFiles.Target() {
                @Override
                public void force() throws IOException {
                    forced.add(file.getFileName().toString());
                    target.force();
                }

                @Override
                public void close() throws IOException {
                    target.close();
                }
            };
        };
        try (DataDirectory data = DataDirectory.open(directory);
            ChronicleJournal journal =
                ChronicleJournal.open(data, new JournalOptions(1, clock::get), counting)) {
            records.append(journal, 5);
            journal.force();
            assertEquals(List.of("20251124F.cq4"), forced);
            journal.force();
            assertEquals(1, forced.size(), "nothing new, nothing to force");
            records.append(journal, 6);
            clock.addAndGet(DAY_MS);
            records.append(journal, 7);
            clock.addAndGet(DAY_MS);
            records.append(journal, 8);
            forced.clear();
            journal.force();
            assertEquals(List.of("20251124F.cq4", "20251125F.cq4", "20251126F.cq4"), forced);
            records.append(journal, 9);
            forced.clear();
            journal.force();
            assertEquals(List.of("20251126F.cq4"), forced);
            assertEquals(9, SoundJournal.marks(data).forced().sequence());
        }
    }

    @Test
    void aFailedForceStaysFailed() {
        final UnforcedFiles.Opener failing = file -> new UnforcedFiles.Target() {
            private int calls;

            @Override
            public void force() throws IOException {
                if (calls++ == 0) {
                    throw new IOException("I/O error");
                }
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
        try (DataDirectory data = DataDirectory.open(directory);
            ChronicleJournal journal = ChronicleJournal.open(data, Records.options(), failing)) {
            records.append(journal, 5);
            assertEquals("I/O error", assertThrows(IOException.class, journal::force).getMessage());
            assertThrows(IOException.class, journal::force);
        }
    }

    @Test
    void leavesNothingOfARecordThatCouldNotBeCopied() {
        try (DataDirectory data = DataDirectory.open(directory)) {
            try (ChronicleJournal journal = ChronicleJournal.open(data, Records.options())) {
                records.append(journal, 5);
                final int length = records.make(6);
                final UnsafeBuffer broken = new UnsafeBuffer(new byte[length]) {
                    @Override
                    public byte[] byteArray() {
                        throw new IllegalStateException("gone");
                    }
                };
                broken.putBytes(0, records.buffer(), 0, length);
                final JournalException e = assertThrows(
                    JournalException.class, () -> journal.append(broken, 0, length));
                assertTrue(e.getMessage().contains("record 6"), e.getMessage());
                records.append(journal, 10);
            }
            checkAll(data, 10);
        }
    }

    @Test
    void takesRecordsFromTheHeapAndAtAnyOffset() {
        try (DataDirectory data = DataDirectory.open(directory)) {
            try (ChronicleJournal journal = ChronicleJournal.open(data, Records.options())) {
                for (int sequence = 1; sequence <= 40; sequence++) {
                    final byte[] record = records.copy(sequence);
                    final int capacity = 30 + record.length;
                    final UnsafeBuffer buffer = sequence % 2 == 0
                        ? new UnsafeBuffer(new byte[capacity], 5, capacity - 5)
                        : new UnsafeBuffer(ByteBuffer.allocateDirect(capacity), 5, capacity - 5);
                    buffer.putBytes(sequence % 20, record);
                    journal.append(buffer, sequence % 20, record.length);
                }
            }
            checkAll(data, 40);
        }
    }

    @Test
    void refusesWhatIsNoNextRecord() {
        try (DataDirectory data = DataDirectory.open(directory);
            ChronicleJournal journal = ChronicleJournal.open(data, Records.options())) {
            final UnsafeBuffer buffer = records.buffer();
            final int length = records.make(2);
            assertThrows(JournalException.class, () -> journal.append(buffer, 0, length));
            assertThrows(JournalException.class,
                () -> journal.append(buffer, 0, RecordHeader.LENGTH - 1));
            final int tooLong =
                records.make(1, 0, journal.recordLengthMax() - RecordHeader.LENGTH, 1, 0);
            assertThrows(JournalException.class, () -> journal.append(buffer, 0, tooLong));
            final int longest =
                records.make(1, 0, journal.recordLengthMax() - RecordHeader.LENGTH, 0, 0);
            for (int i = 0; i < 20; i++) {
                records.make(i + 1, 0, longest - RecordHeader.LENGTH, 0, 0);
                journal.append(buffer, 0, longest);
            }
            assertEquals(20, Records.readAll(data, 1).size());
        }
    }

    @Test
    void appendAllocatesNothing() {
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final long thread = Thread.currentThread().getId();
        try (DataDirectory data = DataDirectory.open(directory);
            ChronicleJournal journal =
                ChronicleJournal.open(data, new JournalOptions(16 << 20, () -> Records.START_MS))) {
            long least = Long.MAX_VALUE;
            for (int round = 0; round < 12; round++) {
                long allocated = 0;
                for (int i = 0; i < 5000; i++) {
                    final int length = records.make(
                        journal.lastSequence() + 1, Records.START_MS, 150, 80, 30);
                    final long before = threads.getThreadAllocatedBytes(thread);
                    journal.append(records.buffer(), 0, length);
                    allocated += threads.getThreadAllocatedBytes(thread) - before;
                }
                least = Math.min(least, allocated);
            }
            assertEquals(0, least, "bytes in the best of 12 rounds of 5000 appends");
        }
    }

    @Test
    void isOpenedAndClosedByAnotherThreadThanTheAppendingOne() throws Exception {
        try (DataDirectory data = DataDirectory.open(directory)) {
            final ChronicleJournal journal = ChronicleJournal.open(data, Records.options());
            final Thread engine = new Thread(() -> records.append(journal, 2000));
            engine.start();
            while (engine.isAlive()) {
                journal.force();
            }
            engine.join();
            journal.close();
            checkAll(data, 2000);
            assertEquals(2000, SoundJournal.marks(data).forced().sequence());
        }
    }

    @Test
    void recoversFromLostOrBrokenMetadataOfChronicle() throws IOException {
        try (DataDirectory data = DataDirectory.open(directory)) {
            try (ChronicleJournal journal = ChronicleJournal.open(data, Records.options())) {
                records.append(journal, 100);
            }
            final Path metadata = data.journal().resolve("metadata.cq4t");
            Files.delete(metadata);
            try (ChronicleJournal journal = ChronicleJournal.open(data, Records.options())) {
                records.append(journal, 200);
            }
            Files.write(metadata, new byte[10]);
            try (ChronicleJournal journal = ChronicleJournal.open(data, Records.options())) {
                records.append(journal, 300);
            }
            checkAll(data, 300);
        }
    }
}
