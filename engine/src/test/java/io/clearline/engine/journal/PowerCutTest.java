package io.clearline.engine.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a power cut may leave: of records that were never forced any part, in any order. Those are
 * promised to nobody; an engine starts on what is whole before them. What was forced is not theirs.
 */
class PowerCutTest {
    private static final int FORCED = 60;
    private static final int APPENDED = 100;
    private static final long DAY_MS = 86_400_000L;

    @TempDir
    private Path home;

    private final Records records = new Records();
    private final AtomicLong clock = new AtomicLong(Records.START_MS);
    private Path left;
    private long boot = 1;

    private JournalOptions options() {
        return new JournalOptions(1, clock::get);
    }

    private DataDirectory open() {
        return DataDirectory.open(left, new OtherBoot(boot));
    }

    private void cut() throws IOException {
        cut(APPENDED);
    }

    /**
     * Appends, forces in between, begins a new day behind a record, and copies what lies there when
     * the power goes.
     */
    private void cut(final long lastOfDay) throws IOException {
        final Path running = home.resolve("running");
        left = home.resolve("left");
        try (DataDirectory data = DataDirectory.open(running, new OtherBoot(boot));
            ChronicleJournal journal = ChronicleJournal.open(data, options())) {
            records.append(journal, FORCED);
            journal.force();
            records.append(journal, lastOfDay);
            clock.addAndGet(DAY_MS);
            records.append(journal, APPENDED);
            copy(running, left);
        }
        boot++;
    }

    private static void copy(final Path from, final Path to) throws IOException {
        try (Stream<Path> entries = Files.walk(from)) {
            for (final Path entry : (Iterable<Path>) entries::iterator) {
                Files.copy(entry, to.resolve(from.relativize(entry).toString()));
            }
        }
    }

    private Path file(final int index) {
        return JournalFiles.list(left.resolve("journal")).get(index);
    }

    /** Returns where the document of a record starts. */
    private long place(final Path file, final int nth) throws IOException {
        try (DocumentFile documents = new DocumentFile(file, 0)) {
            for (int i = 0; i < nth; i++) {
                documents.next();
            }
            return documents.documentAt();
        }
    }

    private static void write(final Path file, final long at, final byte[] bytes)
        throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes), at);
        }
    }

    /** A start finds {@code last}, and what it appends then is found again, also after a kill. */
    private void assertGoesOnBehind(final long last) throws IOException {
        final VerifyReport found =
            JournalVerifier.verify(DataDirectory.at(left, new OtherBoot(boot)), (r, o, l) -> { });
        assertNull(found.damage());
        assertEquals(last, found.lastSequence());
        try (DataDirectory data = open()) {
            ChronicleJournal.open(data, options()).close();
        }
        try (DataDirectory data = open();
            ChronicleJournal journal = ChronicleJournal.open(data, options())) {
            assertEquals(last, journal.lastSequence());
            records.append(journal, last + 50);
        }
        try (DataDirectory data = open()) {
            final VerifyReport report = JournalVerifier.verify(data, (r, o, l) -> { });
            assertNull(report.damage());
            assertEquals(last + 50, report.lastSequence());
            assertEquals(0, report.tornTailBytes());
        }
    }

    @Test
    void nothingMissing() throws IOException {
        cut();
        assertGoesOnBehind(APPENDED);
    }

    @Test
    void aHoleAmongWhatWasNotForced() throws IOException {
        cut();
        final long at = place(file(0), 75);
        write(file(0), at, new byte[500]);
        assertGoesOnBehind(74);
    }

    @Test
    void aRecordWhoseEndDidNotReachTheDisk() throws IOException {
        cut();
        write(file(0), place(file(0), 80) + 70, new byte[60]);
        assertGoesOnBehind(79);
    }

    @Test
    void aHeaderOfALengthThatNoRecordHas() throws IOException {
        cut();
        write(file(0), place(file(0), 90), new byte[] {0, 0, 0, 0x3F});
        assertGoesOnBehind(89);
    }

    @Test
    void aFileThatEndsInsideARecord() throws IOException {
        cut();
        try (FileChannel channel = FileChannel.open(file(0), StandardOpenOption.WRITE)) {
            channel.truncate(place(file(0), 95) + 10);
        }
        assertGoesOnBehind(94);
    }

    @Test
    void aLaterFileThatIsThereWhereAnEarlierOneHasAHole() throws IOException {
        cut(70);
        final Path first = file(0);
        write(first, place(first, 65), new byte[100]);
        assertGoesOnBehind(64);
        assertEquals(2, JournalFiles.list(left.resolve("journal")).size(),
            "what lay behind the hole is gone, a new file was begun");
    }

    /** Chronicle's own write position reached the disk, neither its records nor our marks did. */
    @Test
    void marksThatAreOlderThanChroniclesPosition() throws IOException {
        cut();
        final byte[] slots = Files.readAllBytes(left.resolve("high-water"));
        final byte[] forced = Arrays.copyOfRange(slots, HighWater.FORCED_AT, slots.length);
        write(left.resolve("high-water"), 0, forced);
        final Path file = file(0);
        final long at = place(file, FORCED + 1);
        write(file, at, new byte[(int) (Files.size(file) - at)]);
        assertGoesOnBehind(FORCED);
    }

    @Test
    void anAppendedMarkOfWhichNeitherSlotIsWhole() throws IOException {
        cut();
        write(left.resolve("high-water"), 40, new byte[8]);
        write(left.resolve("high-water"), HighWater.PAGE + 40, new byte[8]);
        assertGoesOnBehind(APPENDED);
        // Without a restart between, it is damage.
        write(left.resolve("high-water"), 40, new byte[8]);
        write(left.resolve("high-water"), HighWater.PAGE + 40, new byte[8]);
        try (DataDirectory data = open()) {
            assertThrows(
                JournalDamagedException.class, () -> ChronicleJournal.open(data, options()));
        }
    }

    /** A start that is killed before it is through leaves all of its work to the next. */
    @Test
    void anotherCutDuringTheStartChangesNothing() throws IOException {
        cut();
        write(file(0), place(file(0), 75), new byte[500]);
        final Path before = home.resolve("before");
        copy(left, before);
        try (DataDirectory data = open()) {
            ChronicleJournal.open(data, options()).close();
        }
        // Of that start the mark did not reach the disk: it is the old one still.
        Files.delete(left.resolve("high-water"));
        Files.copy(before.resolve("high-water"), left.resolve("high-water"));
        boot++;
        assertGoesOnBehind(74);
    }

    /** The start ends the file; the room that it then makes there must not open it again. */
    @Test
    void aStartThatIsKilledBeforeItsFirstAppend() throws IOException {
        cut();
        clock.addAndGet(-DAY_MS);
        write(file(0), place(file(0), 75), new byte[500]);
        final Path killed = home.resolve("killed");
        try (DataDirectory data = open();
            ChronicleJournal journal = ChronicleJournal.open(data, options())) {
            assertEquals(74, journal.lastSequence());
            copy(left, killed);
        }
        left = killed;
        assertGoesOnBehind(74);
    }

    @Test
    void whatWasForcedMustBeThere() throws IOException {
        cut();
        write(file(0), place(file(0), FORCED) + 70, new byte[] {1, 2, 3});
        final Damage damage = JournalVerifier.verify(
            DataDirectory.at(left, new OtherBoot(boot)), (r, o, l) -> { }).damage();
        assertNotNull(damage);
        assertEquals(FORCED, damage.sequence());
        try (DataDirectory data = open()) {
            assertTrue(assertThrows(JournalDamagedException.class,
                () -> ChronicleJournal.open(data, options())).damage().sequence() <= FORCED);
        }
    }

    /** The file of zeros that becomes a day's is a new one: an old one's content could come back. */
    @Test
    void roomIsNeverMadeOverAFileThatIsThere() throws IOException {
        final Path file = home.resolve("blank");
        Files.writeString(file, "records of a day that did not come to be");
        try (FileChannel old = FileChannel.open(file, StandardOpenOption.READ);
            AllocatedFile made =
                AllocatedFile.create(file, Disk.of(Machine.system(), home))) {
            made.extend(1);
            assertEquals(40, old.size(), "the old file is another one");
        }
    }
}
