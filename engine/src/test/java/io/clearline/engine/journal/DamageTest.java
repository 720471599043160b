package io.clearline.engine.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.engine.record.RecordHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damages journals in every way there is and expects the verifier to name the first record hit. */
class DamageTest {
    private static final long DAY_MS = 86_400_000L;
    private static final int LAST = 60;

    /** Where a record lies in its file. */
    private record Place(long documentAt, int length) {
        private long end() {
            return documentAt + DocumentFile.HEADER_LENGTH + length;
        }
    }

    @TempDir
    private Path directory;

    private final Records records = new Records();

    private void write(final long last) {
        write(last, last);
    }

    private void write(final long last, final long recordsPerDay) {
        final AtomicLong clock = new AtomicLong(Records.START_MS);
        try (DataDirectory data = DataDirectory.open(directory);
            ChronicleJournal journal =
                ChronicleJournal.open(data, new JournalOptions(1, clock::get))) {
            for (long sequence = recordsPerDay; sequence <= last; sequence += recordsPerDay) {
                records.append(journal, sequence);
                clock.addAndGet(DAY_MS);
            }
        }
    }

    private Path file(final int index) {
        return JournalFiles.list(directory.resolve("journal")).get(index);
    }

    private static List<Place> places(final Path file) throws IOException {
        final List<Place> places = new ArrayList<>();
        try (DocumentFile documents = new DocumentFile(file, 0)) {
            while (documents.next() == DocumentFile.RECORD) {
                places.add(new Place(documents.documentAt(), documents.bodyLength()));
            }
        }
        return places;
    }

    private VerifyReport verify() {
        return JournalVerifier.verify(directory);
    }

    private Damage assertDamage(final long sequence, final String context) {
        final VerifyReport report = verify();
        assertNotNull(report.damage(), context);
        assertEquals(sequence, report.damage().sequence(), context + ": " + report.damage());
        assertEquals(sequence - 1, report.records(), context);
        return report.damage();
    }

    @Test
    void aWholeJournalIsSound() {
        write(LAST, 20);
        final VerifyReport report = verify();
        assertNull(report.damage());
        assertEquals(new VerifyReport(LAST, 1, LAST, Records.START_MS + LAST, 0, null), report);
    }

    @Test
    void anEmptyJournalIsSound() {
        write(0, 1);
        assertEquals(new VerifyReport(0, 0, 0, Long.MIN_VALUE, 0, null), verify());
    }

    @Test
    void everyFlippedByteOfARecordIsFound() throws IOException {
        write(LAST);
        final Path file = file(0);
        final byte[] whole = Files.readAllBytes(file);
        final List<Place> places = places(file);
        for (final int index : new int[] {0, 29, LAST - 1}) {
            final Place place = places.get(index);
            for (long at = place.documentAt(); at < place.end(); at++) {
                final boolean header = at < place.documentAt() + DocumentFile.HEADER_LENGTH;
                // Every bit of Chronicle's own header, one of each byte of the record.
                final int first = header ? 1 : 1 << (int) (at % 8);
                for (int bit = first; bit < 256; bit = header ? bit << 1 : 256) {
                    whole[(int) at] ^= (byte) bit;
                    Files.write(file, whole);
                    assertDamage(index + 1, "record " + (index + 1) + " byte "
                        + (at - place.documentAt()) + " bit " + bit);
                    whole[(int) at] ^= (byte) bit;
                }
            }
        }
        Files.write(file, whole);
        assertTrue(verify().sound());
    }

    @Test
    void aTruncatedFileIsFoundWhereverItIsCut() throws IOException {
        write(LAST);
        final Path file = file(0);
        final byte[] whole = Files.readAllBytes(file);
        final List<Place> places = places(file);
        final List<Long> cuts = new ArrayList<>(List.of(0L, 1L, 300L, 40_000L));
        for (final Place place : places) {
            cuts.add(place.documentAt());
            cuts.add(place.documentAt() + 2);
            cuts.add(place.documentAt() + DocumentFile.HEADER_LENGTH + 70);
            cuts.add(place.end() - 1);
        }
        for (final long cut : cuts) {
            Files.write(file, java.util.Arrays.copyOf(whole, (int) cut));
            final long sequence = 1 + places.stream().filter(place -> place.end() <= cut).count();
            assertDamage(sequence, "cut at " + cut);
        }
        Files.write(file, java.util.Arrays.copyOf(whole, (int) places.get(LAST - 1).end()));
        assertTrue(verify().sound(), "nothing is missing when only unwritten space is cut");
    }

    @Test
    void aZeroedPageIsFoundAnywhereWithinTheData() throws IOException {
        write(1000);
        final Path file = file(0);
        final byte[] whole = Files.readAllBytes(file);
        final List<Place> places = places(file);
        final int page = 4096;
        final long end = places.get(999).end();
        for (int at = (int) places.get(0).documentAt() & -page; at < end; at += page) {
            final byte[] holed = whole.clone();
            java.util.Arrays.fill(holed, at, at + page, (byte) 0);
            Files.write(file, holed);
            final int from = at;
            final long sequence = 1 + places.stream().filter(place -> place.end() <= from).count();
            assertDamage(sequence, "page at " + at);
        }
        final byte[] headless = whole.clone();
        java.util.Arrays.fill(headless, 0, page, (byte) 0);
        Files.write(file, headless);
        assertDamage(1, "first page");
    }

    @Test
    void aMissingOrEmptiedOrForeignFileIsFound() throws IOException {
        write(LAST, 20);
        for (int index = 0; index < 3; index++) {
            final Path file = file(index);
            final byte[] whole = Files.readAllBytes(file);
            Files.delete(file);
            assertDamage(index * 20 + 1, "missing " + file);
            Files.createFile(file);
            final Damage damage = assertDamage(index * 20 + 1, "emptied " + file);
            assertEquals(file.getFileName(), damage.file().getFileName());
            Files.write(file, whole);
        }
        final Path copy = file(0).resolveSibling("20300101F.cq4");
        Files.copy(file(1), copy);
        assertDamage(LAST + 1, "duplicated file");
        Files.delete(copy);
        assertTrue(verify().sound());
    }

    @Test
    void aHoleBeforeAnotherFileIsNamedWhereItIs() throws IOException {
        write(LAST, 20);
        final Place place = places(file(0)).get(9);
        final byte[] bytes = Files.readAllBytes(file(0));
        java.util.Arrays.fill(bytes, (int) place.documentAt(), bytes.length, (byte) 0);
        Files.write(file(0), bytes);
        final Damage damage = assertDamage(10, "hole");
        assertEquals(file(0), damage.file());
        assertEquals(place.documentAt(), damage.offset());
    }

    @Test
    void swappedAndDuplicatedRecordsAreFound() throws IOException {
        try (DataDirectory data = DataDirectory.open(directory);
            ChronicleJournal journal = ChronicleJournal.open(data, Records.options())) {
            for (int sequence = 1; sequence <= LAST; sequence++) {
                final int length = records.make(sequence, Records.START_MS, 100, 50, 10);
                journal.append(records.buffer(), 0, length);
            }
        }
        final List<Place> places = places(file(0));
        final byte[] whole = Files.readAllBytes(file(0));
        final int tenth = (int) places.get(9).documentAt();
        final int twentieth = (int) places.get(19).documentAt();
        final int length = (int) (places.get(9).end() - tenth);
        final byte[] swapped = whole.clone();
        System.arraycopy(whole, tenth, swapped, twentieth, length);
        Files.write(file(0), swapped);
        assertDamage(20, "duplicated");
        System.arraycopy(whole, twentieth, swapped, tenth, length);
        Files.write(file(0), swapped);
        assertDamage(10, "swapped");
    }

    @Test
    void aLastRecordReplacedByAnotherSoundOneIsFound() throws IOException {
        write(LAST);
        final Path file = file(0);
        final Place place = places(file).get(LAST - 1);
        final byte[] bytes = Files.readAllBytes(file);
        final int at = (int) place.documentAt() + DocumentFile.HEADER_LENGTH;
        bytes[at + RecordHeader.LENGTH] ^= 1;
        final ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(at + 52, RecordHeader.crc(buffer.duplicate(), at, place.length(),
            new CRC32C()));
        Files.write(file, bytes);
        assertTrue(assertDamage(LAST, "forged").what().contains("high-water"));
    }

    @Test
    void timeThatRunsBackwardsIsFound() {
        try (DataDirectory data = DataDirectory.open(directory);
            ChronicleJournal journal = ChronicleJournal.open(data, Records.options())) {
            final long[] timesMs = {Long.MIN_VALUE, Long.MIN_VALUE, 5000, 5000, 4999};
            for (int i = 0; i < timesMs.length; i++) {
                journal.append(records.buffer(), 0, records.make(i + 1, timesMs[i], 10, 10, 10));
            }
        }
        assertTrue(assertDamage(5, "time").what().contains("time"));
    }

    @Test
    void aMissingOrDamagedHighWaterMarkIsFound() throws IOException {
        write(LAST);
        final Path mark = directory.resolve("high-water");
        final byte[] whole = Files.readAllBytes(mark);
        Files.delete(mark);
        assertDamage(LAST + 1, "missing mark");
        Files.write(mark, new byte[whole.length]);
        assertDamage(LAST + 1, "zeroed mark");
        Files.write(mark, whole);
        assertTrue(verify().sound());
    }

    @Test
    void verifyingChangesNothing() throws IOException {
        write(LAST, 20);
        final Path file = file(1);
        final byte[] bytes = Files.readAllBytes(file);
        bytes[(int) places(file).get(3).documentAt() + 80] ^= 4;
        Files.write(file, bytes);
        final List<String> before = listing();
        assertFalse(verify().sound());
        assertEquals(before, listing());
    }

    private List<String> listing() throws IOException {
        try (var paths = Files.walk(directory)) {
            final List<String> lines = new ArrayList<>();
            for (final Path path : (Iterable<Path>) paths.sorted()::iterator) {
                lines.add(path + " " + Files.getLastModifiedTime(path) + " "
                    + (Files.isDirectory(path) ? 0 : java.util.Arrays.hashCode(Files.readAllBytes(path))));
            }
            return lines;
        }
    }
}
