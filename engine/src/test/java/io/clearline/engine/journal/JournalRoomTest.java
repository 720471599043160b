package io.clearline.engine.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The writer goes only where there are blocks, whatever the disk has left. */
class JournalRoomTest {
    private static final int PAGE = 4096;
    private static final long PLENTY = 1L << 40;
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(120);

    @TempDir
    private Path directory;

    private final Records records = new Records();

    @Test
    void onAFullDiskAppendingWaitsForRoomAndGoesOn() throws Exception {
        final SmallDisk disk = new SmallDisk(2 << 20);
        try (DataDirectory data = DataDirectory.open(directory)) {
            try (ChronicleJournal journal = open(data, Records.options(), disk)) {
                final AtomicLong appended = new AtomicLong();
                final Thread writer = new Thread(() -> {
                    for (long last = 1; last <= 20_000; last++) {
                        records.append(journal, last);
                        appended.set(last);
                    }
                });
                writer.start();
                await(() -> journal.diskFreeBytes() == 0);
                await(() -> writer.getState() == Thread.State.TIMED_WAITING);
                final long reached = appended.get();
                assertTrue(reached > 1000 && reached < 20_000, "reached " + reached);
                final VerifyReport report = JournalVerifier.verify(directory);
                assertNull(report.damage());
                assertEquals(reached, report.lastSequence());
                disk.left.set(PLENTY);
                writer.join();
                await(() -> journal.diskFreeBytes() > 0);
            }
            assertEquals(20_000, Records.readAll(data, 1).size());
        }
        assertNull(JournalVerifier.verify(directory).damage());
    }

    @Test
    void aDayWithoutRoomForItsFileStaysInTheOldOne() throws InterruptedException {
        final SmallDisk disk = new SmallDisk(4 << 20);
        final AtomicLong clock = new AtomicLong(Records.START_MS);
        final JournalOptions options = new JournalOptions(1, clock::get);
        try (DataDirectory data = DataDirectory.open(directory)) {
            try (ChronicleJournal journal = open(data, options, disk)) {
                records.append(journal, 10);
                // The blank file of the next day is there; that of the day after is not.
                await(() -> Files.exists(JournalFiles.blank(data.journal()))
                    && JournalFiles.blank(data.journal()).toFile().length() >= 1 << 18);
                final long saved = disk.left.getAndSet(0);
                clock.addAndGet(JournalFiles.CYCLE_MS);
                records.append(journal, 20);
                assertEquals(2, JournalFiles.list(data.journal()).size());
                await(() -> journal.diskFreeBytes() == 0);
                clock.addAndGet(JournalFiles.CYCLE_MS);
                records.append(journal, 30);
                assertEquals(2, JournalFiles.list(data.journal()).size());
                disk.left.set(saved);
                await(() -> Files.exists(JournalFiles.blank(data.journal()))
                    && journal.diskFreeBytes() > 0);
                records.append(journal, 40);
                assertEquals(3, JournalFiles.list(data.journal()).size());
            }
            assertEquals(40, Records.readAll(data, 1).size());
        }
        assertNull(JournalVerifier.verify(directory).damage());
    }

    @Test
    void opensNotAtAllWithoutTheFirstRoom() {
        try (DataDirectory data = DataDirectory.open(directory)) {
            final JournalException refused = assertThrows(JournalException.class,
                () -> open(data, Records.options(), new SmallDisk(1000)));
            assertTrue(refused.getMessage().contains("No space left"), refused.getMessage());
            try (ChronicleJournal journal =
                open(data, Records.options(), new SmallDisk(PLENTY))) {
                records.append(journal, 10);
            }
            assertEquals(10, Records.readAll(data, 1).size());
        }
    }

    /** Remembers which pages were given blocks of the file that is written to by a name. */
    private static final class Witness implements Disk {
        private final SmallDisk disk = new SmallDisk(PLENTY);
        private final BitSet pages = new BitSet();
        private final String name;

        Witness(final String name) {
            this.name = name;
        }

        @Override
        public long freeBytes() {
            return disk.freeBytes();
        }

        @Override
        public long sizeBytes() {
            return disk.sizeBytes();
        }

        @Override
        public void write(
            final Path path, final FileChannel file, final ByteBuffer bytes, final long at)
            throws IOException {
            final int count = bytes.remaining();
            disk.write(path, file, bytes, at);
            if (path.getFileName().toString().equals(name)) {
                synchronized (pages) {
                    pages.set((int) (at / PAGE), (int) ((at + count + PAGE - 1) / PAGE));
                }
            }
        }
    }

    @Test
    void noPageIsWrittenToThatWasGivenNoBlock() throws IOException {
        final int indexed = 1 << 20;
        final Path file;
        // Each day's file begins as the blank one.
        final Witness fresh = new Witness("blank");
        try (DataDirectory data = DataDirectory.open(directory);
            ChronicleJournal journal = open(data, options(), fresh)) {
            appendShort(journal, 300_000);
            file = JournalFiles.list(data.journal()).get(0);
        }
        assertEquals(new BitSet(), missing(written(file), fresh.pages));

        // A copy that saves holes, as of cp --sparse=always, has none for what is still to come.
        final BitSet kept = saveHoles(file);
        final Witness copied = new Witness(file.getFileName().toString());
        try (DataDirectory data = DataDirectory.open(directory);
            ChronicleJournal journal = open(data, options(), copied)) {
            appendShort(journal, indexed + 1000);
        }
        final BitSet given = copied.pages;
        given.or(kept);
        assertEquals(new BitSet(), missing(written(file), given));

        saveHoles(file);
        final Witness second = new Witness(file.getFileName().toString());
        try (DataDirectory data = DataDirectory.open(directory);
            ChronicleJournal journal = open(data, options(), second)) {
            second.pages.or(written(file));
            appendShort(journal, indexed + 140_000);
        }
        assertEquals(new BitSet(), missing(written(file), second.pages));
    }

    private static JournalOptions options() {
        return new JournalOptions(16 << 20, () -> Records.START_MS, 1 << 20);
    }

    private void appendShort(final ChronicleJournal journal, final long last) {
        for (long next = journal.lastSequence() + 1; next <= last; next++) {
            journal.append(records.buffer(), 0, records.make(next, Records.START_MS, 8, 4, 0));
        }
    }

    private static BitSet missing(final BitSet written, final BitSet given) {
        final BitSet missing = (BitSet) written.clone();
        missing.andNot(given);
        return missing;
    }

    /** Returns the pages of a file that hold anything. */
    private static BitSet written(final Path file) throws IOException {
        final BitSet pages = new BitSet();
        final ByteBuffer bytes = ByteBuffer.allocateDirect(1 << 20);
        final ByteBuffer zeros = ByteBuffer.allocateDirect(PAGE);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            for (long at = 0; channel.read(bytes.clear(), at) > 0; at += bytes.capacity()) {
                for (int page = 0; page < bytes.position() / PAGE; page++) {
                    if (bytes.slice(page * PAGE, PAGE).mismatch(zeros.clear()) >= 0) {
                        pages.set((int) (at / PAGE) + page);
                    }
                }
            }
        }
        return pages;
    }

    /** Copies a file onto itself without its pages of zeros; returns the pages that are left. */
    private static BitSet saveHoles(final Path file) throws IOException {
        final BitSet kept = written(file);
        final Path copy = file.resolveSibling("copy");
        final ByteBuffer page = ByteBuffer.allocateDirect(PAGE);
        try (FileChannel from = FileChannel.open(file, StandardOpenOption.READ);
            FileChannel to = FileChannel.open(copy, StandardOpenOption.CREATE,
                StandardOpenOption.WRITE)) {
            for (int i = kept.nextSetBit(0); i >= 0; i = kept.nextSetBit(i + 1)) {
                from.read(page.clear(), (long) i * PAGE);
                to.write(page.flip(), (long) i * PAGE);
            }
        }
        Files.move(copy, file, StandardCopyOption.REPLACE_EXISTING);
        return kept;
    }

    private static ChronicleJournal open(
        final DataDirectory data, final JournalOptions options, final Disk disk) {
        return ChronicleJournal.open(
            data, options, file -> UnforcedFiles.channel(data.machine(), file), disk);
    }

    private static void await(final BooleanSupplier condition) throws InterruptedException {
        final long deadlineNs = System.nanoTime() + PATIENCE_NS;
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - deadlineNs < 0, "waited in vain");
            Thread.sleep(1);
        }
    }
}
