package io.clearline.engine.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.engine.follower.Retention;
import io.clearline.engine.follower.Snapshotter;
import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.JournalException;
import io.clearline.engine.journal.JournalOptions;
import io.clearline.engine.journal.JournalVerifier;
import io.clearline.engine.journal.ScanReport.Loss;
import io.clearline.engine.record.RecordHeader;
import io.clearline.engine.snapshot.Snapshot;
import io.clearline.engine.snapshot.Snapshots;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damages a directory and makes a new generation of it: what is sound is saved, the rest is named. */
class SalvageTest {
    private static final int PER_FILE = 50;
    private static final int COUNT = 240;
    private static final int RECORD = 64 + 8 + 16 + 8;

    @TempDir
    private Path home;

    private Path old;
    private Path fresh;
    private final TallyCore core = new TallyCore();
    private final List<Long> aside = new ArrayList<>();

    @BeforeEach
    void name() {
        old = home.resolve("old");
        fresh = home.resolve("fresh");
    }

    private void run(final int count) {
        TallyJournal.run(old, core, count, PER_FILE);
    }

    private void snapshot() {
        try (Snapshotter snapshotter =
            Snapshotter.open(DataDirectory.at(old), TallyCore::new, 9)) {
            snapshotter.catchUpToEnd();
            snapshotter.take();
        }
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(old.resolve("journal"))) {
            return files.filter(file -> file.toString().endsWith(".cq4")).sorted().toList();
        }
    }

    /** Returns where a record begins, in its file; the frame's four bytes stand before it. */
    private static int find(final byte[] bytes, final long sequence) {
        final ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at + RECORD <= bytes.length; at += 4) {
            if (buffer.getInt(at) == RecordHeader.MAGIC && buffer.getLong(at + 8) == sequence) {
                return at;
            }
        }
        throw new AssertionError("no record " + sequence);
    }

    private Path fileOf(final long sequence) throws IOException {
        return files().get((int) ((sequence - 1) / PER_FILE));
    }

    /** Zeroes records and what stands between them. */
    private void wipe(final long first, final long last) throws IOException {
        final Path file = fileOf(first);
        final byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, find(bytes, first) - 4, find(bytes, last) + RECORD, (byte) 0);
        Files.write(file, bytes);
    }

    private void flip(final long sequence, final int at) throws IOException {
        final Path file = fileOf(sequence);
        final byte[] bytes = Files.readAllBytes(file);
        bytes[find(bytes, sequence) + at] ^= 16;
        Files.write(file, bytes);
    }

    private TreeMap<Path, List<Object>> contents() throws IOException {
        final TreeMap<Path, List<Object>> contents = new TreeMap<>();
        try (var all = Files.walk(old)) {
            for (final Path file : all.filter(Files::isRegularFile).toList()) {
                contents.put(file, List.of(Files.getLastModifiedTime(file),
                    Arrays.hashCode(Files.readAllBytes(file))));
            }
        }
        return contents;
    }

    private Salvage.Result salvage() throws IOException {
        final TreeMap<Path, List<Object>> before = contents();
        aside.clear();
        final Salvage.Result result = Salvage.salvage(DataDirectory.at(old), fresh,
            TallyCore::new, (record, offset, length) ->
                aside.add(RecordHeader.sequence(record, offset)),
            new JournalOptions(1, () -> TallyJournal.START_MS));
        assertEquals(before, contents(), "the old directory was touched");
        assertEquals(aside.size(), result.setAside());
        return result;
    }

    /** The new generation is the old one's past up to a record, and an engine goes on there. */
    private void assertGeneration(final Salvage.Result result, final long first, final long last) {
        final TallyCore then = new TallyCore();
        TallyJournal.run(home.resolve("then" + last), then, (int) last, PER_FILE);
        assertEquals(first, result.range().first());
        assertEquals(last, result.range().last());
        assertTrue(JournalVerifier.verify(fresh).sound());
        final Recovered recovered = Recovery.recover(DataDirectory.at(fresh), TallyCore::new);
        assertEquals(then.stateHash(), recovered.core().stateHash());
        assertEquals(last, recovered.core().lastSequence());
        final TallyCore next = (TallyCore) recovered.core();
        TallyJournal.run(fresh, next, 10, PER_FILE);
        assertEquals(last + 10,
            Recovery.recover(DataDirectory.at(fresh), TallyCore::new).core().lastSequence());
        assertEquals(result.lineage(), Lineage.read(DataDirectory.at(fresh)));
    }

    private static List<Long> range(final long first, final long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    private static void assertLoss(final Loss loss, final long from, final long to) {
        assertEquals(from, loss.from(), loss.toString());
        assertEquals(to, loss.to(), loss.toString());
    }

    @Test
    void withoutASnapshotThePrefixGoesOnAndTheRestIsSetAside() throws IOException {
        run(COUNT);
        flip(120, 70);
        final Salvage.Result result = salvage();
        assertEquals(1, result.scan().losses().size());
        final Loss loss = result.scan().losses().get(0);
        assertLoss(loss, 120, 120);
        assertEquals("the record's checksum does not match its bytes", loss.what());
        assertEquals(1, loss.headers().size());
        assertEquals(120, loss.headers().get(0).sequence());
        assertEquals(range(121, COUNT), aside);
        assertNull(result.range().base());
        assertGeneration(result, 1, 119);
        assertEquals(2, result.lineage().generation());
        assertTrue(result.lineage().text().contains("lost: record 120"),
            result.lineage().text().toString());
    }

    @Test
    void aSnapshotBehindTheHoleSavesWhatComesAfter() throws IOException {
        run(100);
        snapshot();
        run(90);
        snapshot();
        run(50);
        wipe(120, 131);
        final Salvage.Result result = salvage();
        assertLoss(result.scan().losses().get(0), 120, 131);
        assertEquals(190, result.range().base().sequence());
        assertEquals(List.of(), aside);
        // Records 132 to 190 hang together with those behind and stay in the journal.
        assertGeneration(result, 132, COUNT);
        assertTrue(result.lineage().text().contains(
            "lost: records 120 to 131, whose effects are in the snapshot"),
            result.lineage().text().toString());
        assertEquals(List.of(190L), new Snapshots(DataDirectory.at(fresh)).list().stream()
            .map(Snapshot::sequence).toList());
    }

    @Test
    void aSnapshotBeforeTheHoleComesAlong() throws IOException {
        run(100);
        snapshot();
        run(140);
        flip(201, 0);
        final Salvage.Result result = salvage();
        assertLoss(result.scan().losses().get(0), 201, 201);
        assertGeneration(result, 1, 200);
        assertEquals(100, result.recovery().snapshotSequence());
        assertEquals(range(202, COUNT), aside);
    }

    /** The end is gone and only the mark and a snapshot know of it. */
    @Test
    void aSnapshotStandsInForALostEnd() throws IOException {
        run(COUNT);
        snapshot();
        Files.delete(files().get(4));
        final Salvage.Result result = salvage();
        assertLoss(result.scan().losses().get(0), 201, COUNT);
        assertGeneration(result, COUNT + 1, COUNT);
        assertEquals(1, JournalVerifier.verify(fresh).records() / 10);
    }

    @Test
    void aLostEndWithoutASnapshotIsNamed() throws IOException {
        run(COUNT);
        Files.delete(files().get(4));
        final Salvage.Result result = salvage();
        assertLoss(result.scan().losses().get(0), 201, COUNT);
        assertGeneration(result, 1, 200);
    }

    @Test
    void anEmptyJournalWithASnapshotGoesOn() throws IOException {
        run(COUNT);
        snapshot();
        for (final Path file : files()) {
            Files.delete(file);
        }
        final Salvage.Result result = salvage();
        assertLoss(result.scan().losses().get(0), 1, COUNT);
        assertGeneration(result, COUNT + 1, COUNT);
    }

    @Test
    void behindASecondHoleRecordsAreSetAside() throws IOException {
        run(100);
        snapshot();
        run(90);
        snapshot();
        run(50);
        wipe(120, 120);
        wipe(210, 212);
        final Salvage.Result result = salvage();
        assertEquals(2, result.scan().losses().size());
        assertEquals(range(213, COUNT), aside);
        assertGeneration(result, 121, 209);
    }

    @Test
    void aCutJournalIsRecoveredFromItsOldestSnapshot() throws IOException {
        run(130);
        snapshot();
        run(40);
        snapshot();
        run(70);
        Retention.prune(DataDirectory.at(old), TallyCore::new, 2);
        final byte[] bytes = Files.readAllBytes(files().get(2));
        bytes[find(bytes, 220) + 80] ^= 1;
        Files.write(files().get(2), bytes);
        final Salvage.Result result = salvage();
        assertLoss(result.scan().losses().get(0), 220, 220);
        assertGeneration(result, 101, 219);
    }

    @Test
    void withoutRecordOneAndASnapshotThereIsNothingToGoOnFrom() throws IOException {
        run(COUNT);
        Files.delete(files().get(0));
        final JournalException e = assertThrows(JournalException.class, this::salvage);
        assertTrue(e.getMessage().contains("nothing to go on from"), e.getMessage());
        assertFalse(Files.exists(fresh));
        try (var left = Files.list(home)) {
            assertEquals(List.of(old), left.toList());
        }
    }

    @Test
    void aSoundDirectoryIsLeftAlone() {
        run(COUNT);
        final JournalException e = assertThrows(JournalException.class, this::salvage);
        assertTrue(e.getMessage().contains("nothing is lost"), e.getMessage());
    }

    @Test
    void aLostHighWaterMarkIsMadeAnew() throws IOException {
        run(COUNT);
        Files.delete(old.resolve("high-water"));
        final Salvage.Result result = salvage();
        assertEquals(List.of(), result.scan().losses());
        assertEquals(1, result.scan().notes().size());
        assertGeneration(result, 1, COUNT);
    }

    @Test
    void theTargetMustBeNewOrEmptyAndElsewhere() throws IOException {
        run(COUNT);
        flip(120, 70);
        Files.createDirectories(fresh);
        Files.writeString(fresh.resolve("letter"), "mine");
        assertTrue(assertThrows(JournalException.class, this::salvage).getMessage()
            .contains("is not empty"));
        assertEquals("mine", Files.readString(fresh.resolve("letter")));
        Files.delete(fresh.resolve("letter"));
        final Path good = fresh;
        fresh = old.resolve("new");
        assertThrows(JournalException.class, this::salvage);
        fresh = Files.writeString(home.resolve("file"), "mine");
        assertThrows(JournalException.class, this::salvage);
        fresh = good;
        Files.createDirectories(home.resolve("fresh.unfinished"));
        assertThrows(JournalException.class, this::salvage);
        Files.delete(home.resolve("fresh.unfinished"));
        try (DataDirectory engine = DataDirectory.open(old)) {
            assertTrue(engine.inUse());
            assertTrue(assertThrows(JournalException.class, this::salvage).getMessage()
                .contains("in use"));
        }
        // An empty directory will do.
        assertGeneration(salvage(), 1, 119);
    }

    @Test
    void aGenerationCanBeRecoveredAgain() throws IOException {
        run(COUNT);
        flip(120, 70);
        assertGeneration(salvage(), 1, 119);
        final Path first = old;
        old = fresh;
        fresh = home.resolve("third");
        final byte[] bytes = Files.readAllBytes(files().get(0));
        bytes[find(bytes, 60) + 70] ^= 1;
        Files.write(files().get(0), bytes);
        final Salvage.Result result = salvage();
        assertEquals(3, result.lineage().generation());
        assertTrue(result.lineage().text().stream().anyMatch(line -> line.contains("" + first)),
            result.lineage().text().toString());
        assertGeneration(result, 1, 59);
    }

    /** Bytes turn over anywhere: exactly the records they stand in are lost, all others are saved. */
    @Test
    void everyLostRecordIsNamedAndNoOther() throws IOException {
        run(COUNT);
        final List<Path> files = files();
        final List<byte[]> whole = new ArrayList<>();
        for (final Path file : files) {
            whole.add(Files.readAllBytes(file));
        }
        final long seed = 0x5A17_2026L;
        final SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 25; round++) {
            final TreeSet<Long> lost = new TreeSet<>();
            final List<byte[]> damaged = whole.stream().map(byte[]::clone).toList();
            for (int hits = 1 + random.nextInt(4); hits > 0; hits--) {
                final long first = 1 + random.nextInt(COUNT);
                final long last = Math.min((first - 1) / PER_FILE * PER_FILE + PER_FILE,
                    Math.min(COUNT, first + random.nextInt(5)));
                final byte[] bytes = damaged.get((int) ((first - 1) / PER_FILE));
                final byte[] sound = whole.get((int) ((first - 1) / PER_FILE));
                final int from = find(sound, first) - random.nextInt(5);
                final int to = find(sound, last) + 1 + random.nextInt(RECORD);
                for (int at = from; at < to; at++) {
                    bytes[at] = (byte) (sound[at] ^ (1 + random.nextInt(255)));
                }
                lost.addAll(range(first, last));
            }
            for (int i = 0; i < files.size(); i++) {
                Files.write(files.get(i), damaged.get(i));
            }
            final String context = "round " + round + " of seed " + seed;
            fresh = home.resolve("fresh" + round);
            final Salvage.Result result;
            if (lost.contains(1L)) {
                assertThrows(JournalException.class, this::salvage, context);
                continue;
            }
            result = salvage();
            final TreeSet<Long> named = new TreeSet<>();
            result.scan().losses().forEach(loss -> named.addAll(range(loss.from(), loss.to())));
            assertEquals(lost, named, context);
            assertEquals(COUNT - lost.size(), result.scan().records(), context);
            assertEquals(lost.first() - 1, result.range().last(), context);
            final List<Long> behind = new ArrayList<>(range(lost.first(), COUNT));
            behind.removeAll(lost);
            assertEquals(behind, aside, context);
        }
    }
}
