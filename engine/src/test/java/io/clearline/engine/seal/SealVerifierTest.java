package io.clearline.engine.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.engine.journal.Damage;
import io.clearline.engine.journal.Forger;
import io.clearline.engine.journal.JournalReader;
import io.clearline.engine.journal.Records;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alters a sealed journal in every way there is and expects the place to be named. */
class SealVerifierTest {
    private static final int LAST = 60;

    /** Where a record lies. */
    private record Place(Path file, long offset, int length) {
    }

    @TempDir
    private Path home;

    private Office office;

    @BeforeEach
    void seal() {
        office = new Office(home.resolve("data"));
        office.journal(LAST);
        office.seal(20, 40);
    }

    private List<Place> places() {
        final List<Place> places = new ArrayList<>();
        try (JournalReader reader = JournalReader.open(office.data(), 1)) {
            reader.poll((record, offset, length) -> places.add(
                new Place(reader.lastPath(), reader.lastPlace().documentAt(), length)), LAST);
        }
        return places;
    }

    private Damage onlyFault(final String context) {
        final SealReport report = office.verify();
        assertFalse(report.sound(), context);
        assertEquals(1, report.faults().size(), context + ": " + report.faults());
        return report.faults().get(0);
    }

    private void assertBlockIsFalse(final int block, final String context) {
        final Damage fault = onlyFault(context);
        assertEquals((block - 1) * 20 + 1, fault.sequence(), context);
        assertTrue(fault.what().contains("that block " + block + " sealed"), fault.what());
        final Place place = places().get((block - 1) * 20);
        assertEquals(place.file(), fault.file(), context);
        assertEquals(place.offset(), fault.offset(), context);
    }

    private void forge(final List<byte[]> records) throws IOException {
        Forger.rewrite(office.directory, records);
        assertTrue(office.verify().journal().sound(), "a forger gets the checksums right");
    }

    private List<byte[]> records() {
        return new ArrayList<>(Records.readAll(office.data(), 1));
    }

    @Test
    void aWholeJournalIsSound() {
        final SealReport report = office.verify(office.head(1), office.head(3));
        assertTrue(report.sound());
        assertEquals(3, report.blocks());
        assertEquals(3, report.soundBlocks());
        assertEquals(LAST, report.journal().records());
        assertEquals(0, report.unsealed());
        assertEquals(2, report.matched());
        assertEquals(office.head(3).head(), report.last());
    }

    @Test
    void everyFlippedByteOfARecordIsFound() throws IOException {
        final List<Place> places = places();
        final byte[] whole = Files.readAllBytes(places.get(0).file());
        for (final int index : new int[] {0, 24, LAST - 1}) {
            final Place place = places.get(index);
            final int from = (int) place.offset();
            for (int at = from; at < from + 4 + place.length(); at++) {
                final byte[] flipped = whole.clone();
                flipped[at] ^= (byte) (1 << at % 8);
                Files.write(place.file(), flipped);
                final SealReport report = office.verify();
                final String context = "record " + (index + 1) + " byte " + (at - from);
                assertFalse(report.sound(), context);
                assertEquals(index + 1, report.journal().damage().sequence(), context);
                assertEquals(index / 20 + 1, report.damagedBlock(), context);
            }
        }
        Files.write(places.get(0).file(), whole);
        assertTrue(office.verify().sound());
    }

    @Test
    void aChangedRecordWithItsChecksumRightIsFound() throws IOException {
        final SplittableRandom random = new SplittableRandom(11);
        final List<byte[]> whole = records();
        for (int i = 0; i < 40; i++) {
            final List<byte[]> records = new ArrayList<>(whole);
            final int index = random.nextInt(LAST);
            final byte[] changed = records.get(index).clone();
            changed[64 + random.nextInt(changed.length - 64)] ^= (byte) (1 << random.nextInt(8));
            records.set(index, changed);
            forge(records);
            assertBlockIsFalse(index / 20 + 1, "seed 11, change " + i);
        }
    }

    @Test
    void swappedInsertedAndRemovedRecordsAreFound() throws IOException {
        final List<byte[]> whole = records();
        final List<byte[]> swapped = new ArrayList<>(whole);
        Collections.swap(swapped, 24, 25);
        forge(swapped);
        assertBlockIsFalse(2, "swapped");

        final List<byte[]> inserted = new ArrayList<>(whole);
        inserted.add(45, new Records().copy(4711));
        forge(inserted);
        assertBlockIsFalse(3, "inserted");
        assertEquals(1, office.verify().unsealed(), "and what was pushed out is not sealed");

        final List<byte[]> early = new ArrayList<>(whole);
        early.add(0, new Records().copy(4711));
        forge(early);
        assertEquals(3, office.verify().faults().size(), "all blocks are shifted");

        final List<byte[]> removed = new ArrayList<>(whole);
        removed.remove(30);
        forge(removed);
        final SealReport report = office.verify();
        assertEquals(2, report.faults().size());
        assertTrue(report.faults().get(0).what().contains("that block 2 sealed"));
        assertTrue(report.faults().get(1).what().contains("the journal ends with record 59"));
    }

    @Test
    void aMissingTailBehindAKnownHeadIsFound() throws IOException {
        final List<byte[]> whole = records();
        for (final int left : new int[] {59, 41, 40, 39, 1, 0}) {
            forge(whole.subList(0, left));
            final Damage fault = onlyFault("cut to " + left);
            assertEquals(left + 1, fault.sequence());
            assertTrue(fault.what().contains("the journal ends with record " + left),
                fault.what());
            assertTrue(fault.what().contains("covers up to 60"), fault.what());
        }
        final byte[] heads = Files.readAllBytes(office.files().heads());
        final SignedHead known = office.head(3);
        forge(whole.subList(0, 40));
        Files.write(office.files().heads(), Arrays.copyOf(heads, 2 * HeadFile.FRAME));
        assertTrue(office.verify().sound(), "cut together, nothing here tells");
        final SealReport report = office.verify(known);
        assertFalse(report.sound(), "but who keeps a head does");
        assertEquals(List.of(known.line(), office.head(2).line()),
            report.forks().get(0).heads().stream().map(SignedHead::line).toList());
        assertTrue(report.forks().get(0).getMessage().contains("end with block 2"));
    }

    @Test
    void recordsBehindTheLastHeadAreCountedAsNotSealed() {
        office.journal(LAST + 7);
        assertTrue(office.verify().sound());
        assertEquals(7, office.verify().unsealed());
    }

    /** Changes a frame and puts its checksum right. */
    private void reframe(final int block, final int at, final int value) throws IOException {
        final byte[] bytes = Files.readAllBytes(office.files().heads());
        final int frame = (block - 1) * HeadFile.FRAME;
        bytes[frame + at] ^= (byte) value;
        final CRC32C checksum = new CRC32C();
        checksum.update(bytes, frame, 248);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN)
            .putInt(frame + 248, (int) checksum.getValue());
        Files.write(office.files().heads(), bytes);
    }

    @Test
    void aChangedHeadWithItsChecksumRightIsFound() throws IOException {
        final byte[] whole = Files.readAllBytes(office.files().heads());
        for (int block = 1; block <= 3; block++) {
            for (int at = 0; at < 248; at++) {
                reframe(block, at, 1 << at % 8);
                final SealReport report = office.verify();
                final String context = "block " + block + " byte " + at;
                assertFalse(report.sound(), context);
                final long offset = (long) (block - 1) * HeadFile.FRAME;
                assertTrue(report.faults().stream().anyMatch(fault -> fault.offset() == offset
                    && fault.file().equals(office.files().heads())), context);
                Files.write(office.files().heads(), whole);
            }
        }
        assertTrue(office.verify().sound());
    }

    @Test
    void aFalseSignatureIsFoundWhereItStands() throws IOException {
        reframe(2, 184 + 3, 64);
        final Damage fault = onlyFault("signature");
        assertEquals(office.files().heads(), fault.file());
        assertEquals(HeadFile.FRAME, fault.offset());
        assertTrue(fault.what().contains("signature is not that of its bytes"), fault.what());
    }

    @Test
    void headsInAnotherOrderAreFound() throws IOException {
        final byte[] whole = Files.readAllBytes(office.files().heads());
        final byte[] swapped = whole.clone();
        System.arraycopy(whole, 0, swapped, HeadFile.FRAME, HeadFile.FRAME);
        System.arraycopy(whole, HeadFile.FRAME, swapped, 0, HeadFile.FRAME);
        Files.write(office.files().heads(), swapped);
        assertTrue(onlyFault("swapped").what().contains("block 2 stands where that of block 1"));
        final byte[] gap = Arrays.copyOf(whole, 2 * HeadFile.FRAME);
        System.arraycopy(whole, 2 * HeadFile.FRAME, gap, HeadFile.FRAME, HeadFile.FRAME);
        Files.write(office.files().heads(), gap);
        assertTrue(onlyFault("gap").what().contains("block 3 stands where that of block 2"));
    }

    @Test
    void headsOfAnotherKeyAreFound() {
        final Office other = new Office(home.resolve("other"));
        other.journal(1);
        other.seal();
        final SealReport report = office.verify(other.ring());
        assertEquals(3, report.faults().size());
        assertTrue(report.faults().get(0).what().contains("not among those that were given"));
    }

    /** The scenario that a chain alone cannot see: everything rewritten and signed anew. */
    @Test
    void aFullRewriteByTheOwnerIsFoundByWhoeverKeepsAHead() throws IOException {
        final HeadsText exported = office.export(1);
        final KeyRing keyGivenBefore = office.ring();
        final List<byte[]> records = records();
        records.get(10)[90] ^= 1;
        Forger.rewrite(office.directory, records);
        Files.delete(office.files().heads());
        office.seal(20, 40);
        assertTrue(office.verify().sound(), "its own key, its own seals: nothing shows");
        assertTrue(office.verify(keyGivenBefore).sound());
        for (final SignedHead kept : exported.heads()) {
            final SealReport report = office.verify(kept);
            assertFalse(report.sound(), "whichever head is kept");
            final ForkException fork = report.forks().get(0);
            assertEquals(kept.line(), fork.heads().get(0).line());
            assertEquals(office.head(kept.head().block()).line(), fork.heads().get(1).line());
            assertTrue(fork.getMessage().contains("history was rewritten"));
        }
        assertEquals(3, office.verify(exported.heads().toArray(SignedHead[]::new)).forks().size());
    }

    @Test
    void manyFaultsAreCountedAndTheFirstOnesShown() throws IOException {
        office.journal(200);
        final long[] ends = new long[40];
        Arrays.setAll(ends, i -> 62 + 2 * i);
        office.seal(ends);
        final List<byte[]> records = records();
        records.remove(0);
        forge(records);
        final SealReport report = office.verify();
        assertEquals(20, report.faults().size());
        assertEquals(office.blocks(), 20 + report.moreFaults());
    }

    @Test
    void checkingChangesNothingAndNeedsNoMoreThanACopy() throws IOException {
        final Path copy = home.resolve("copy");
        Forger.copy(office.directory, copy);
        Files.delete(copy.resolve("seals/key.pem"));
        Files.delete(copy.resolve("seals/lock"));
        Files.delete(copy.resolve("clearline.lock"));
        final Office copied = new Office(copy);
        final List<String> before = listing(copy);
        assertTrue(copied.verify(office.ring(), office.head(2)).sound());
        assertEquals(before, listing(copy));
    }

    private static List<String> listing(final Path directory) throws IOException {
        try (var paths = Files.walk(directory)) {
            final List<String> lines = new ArrayList<>();
            for (final Path path : (Iterable<Path>) paths.sorted()::iterator) {
                lines.add(path + " " + Files.getLastModifiedTime(path) + " "
                    + (Files.isDirectory(path) ? 0 : Arrays.hashCode(Files.readAllBytes(path))));
            }
            return lines;
        }
    }
}
