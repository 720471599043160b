package io.clearline.engine.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.engine.core.Core;
import io.clearline.engine.journal.JournalReader;
import io.clearline.engine.journal.RecordPlace;
import io.clearline.engine.recovery.TallyCore;
import io.clearline.engine.recovery.TallyJournal;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damages snapshots in every way there is; none is ever loaded. */
class SnapshotFileTest {
    private static final int COUNT = 25;

    @TempDir
    private Path directory;

    private final TallyCore core = new TallyCore();
    private TallyJournal journal;
    private Snapshots snapshots;

    @BeforeEach
    void open() throws IOException {
        journal = new TallyJournal(directory, core, Long.MAX_VALUE);
        journal.append(COUNT);
        Files.createDirectory(journal.data().snapshots());
        snapshots = new Snapshots(journal.data());
    }

    @AfterEach
    void close() {
        journal.close();
    }

    private Snapshot write() {
        try (JournalReader reader = JournalReader.open(journal.data())) {
            reader.poll((record, offset, length) -> { }, Integer.MAX_VALUE);
            return snapshots.write(core, reader.lastPlace());
        }
    }

    private Snapshot only() {
        final List<Snapshot> all = snapshots.list();
        assertEquals(1, all.size(), all.toString());
        return all.get(0);
    }

    private void assertUnusable(final String context) {
        final Snapshot snapshot = only();
        assertNotNull(snapshots.check(snapshot), context);
        assertThrows(SnapshotException.class, () -> snapshot.load(new TallyCore()), context);
    }

    @Test
    void comesBackAsItWas() {
        final Snapshot written = write();
        assertEquals(written, only());
        assertEquals("0000000000000000025.snapshot", written.file().getFileName().toString());
        assertEquals(COUNT, written.manifest().sequence());
        assertNull(snapshots.check(written));
        final TallyCore loaded = new TallyCore();
        written.load(loaded);
        assertEquals(core.stateHash(), loaded.stateHash());
        assertEquals(core.lastSequence(), loaded.lastSequence());
        assertEquals(core.lastTimeMs(), loaded.lastTimeMs());
    }

    @Test
    void everyFlippedByteIsFound() throws IOException {
        final Path file = write().file();
        final byte[] whole = Files.readAllBytes(file);
        for (int at = 0; at < whole.length; at++) {
            whole[at] ^= (byte) (1 << at % 8);
            Files.write(file, whole);
            assertUnusable("byte " + at + " of " + whole.length);
            whole[at] ^= (byte) (1 << at % 8);
        }
        Files.write(file, whole);
        assertNull(snapshots.check(only()));
    }

    @Test
    void everyCutIsFoundAndSoIsWhatIsAdded() throws IOException {
        final Path file = write().file();
        final byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertUnusable("cut to " + length + " of " + whole.length);
        }
        Files.write(file, Arrays.copyOf(whole, whole.length + 1));
        assertUnusable("one byte too many");
    }

    @Test
    void aSnapshotOfAnotherRecordIsNotTakenForThis() throws IOException {
        final Path file = write().file();
        Files.move(file, file.resolveSibling(Snapshots.name(COUNT - 1)));
        assertTrue(only().fault().contains("its name says record 24, its manifest 25"),
            only().fault());
        assertUnusable("renamed");
    }

    /** S2: the record at that place must be the one the snapshot was taken at. */
    @Test
    void aSnapshotOfAnotherJournalIsNotUsed() throws IOException {
        final byte[] bytes = Files.readAllBytes(write().file());
        final Path other = directory.resolve("other");
        // A core that decides record 25 otherwise: the same sequence, another record.
        try (TallyJournal fork = new TallyJournal(
            other, new TallyCore(1, COUNT), Long.MAX_VALUE)) {
            fork.append(COUNT + 5);
            Files.createDirectory(fork.data().snapshots());
            Files.write(fork.data().snapshots().resolve(Snapshots.name(COUNT)), bytes);
            final Snapshots there = new Snapshots(fork.data());
            final Snapshot snapshot = there.list().get(0);
            assertNull(snapshot.check());
            assertEquals("the record 25 it was taken at is not in the journal",
                there.check(snapshot));
        }
    }

    @Test
    void aStateThatHasAnotherHashIsNotUsed() {
        final Snapshot written = write();
        // The bytes are sound, but this core makes another state of them.
        final SnapshotException e = assertThrows(SnapshotException.class, () ->
            written.load(otherwise(new TallyCore())));
        assertTrue(e.getMessage().contains("another hash"), e.getMessage());
    }

    @Test
    void aCoreOfOtherLogicLoadsWithoutComparingHashes() {
        final TallyCore newer = new TallyCore(2, 0);
        write().load(newer);
        assertEquals(core.stateHash(), newer.stateHash());
    }

    @Test
    void writesOnlyWhatTheCoreStandsAt() {
        assertThrows(IllegalArgumentException.class,
            () -> snapshots.write(core, new RecordPlace(COUNT - 1, 0, 0, 0)));
        assertThrows(IllegalArgumentException.class,
            () -> snapshots.write(new TallyCore(), RecordPlace.NONE));
        assertThrows(IllegalArgumentException.class, () -> snapshots.keep(1));
    }

    @Test
    void keepsTheNewestThatAreSound() throws IOException {
        for (int i = 0; i < 5; i++) {
            journal.append(1);
            write();
        }
        final Path newest = snapshots.list().get(0).file();
        final byte[] bytes = Files.readAllBytes(newest);
        bytes[bytes.length - 1] ^= 1;
        Files.write(newest, bytes);
        final List<Snapshot> kept = snapshots.keep(2);
        assertEquals(List.of(29L, 28L), kept.stream().map(Snapshot::sequence).toList());
        // The bad one stays to be looked at until newer ones take its place.
        assertEquals(List.of(30L, 29L, 28L),
            snapshots.list().stream().map(Snapshot::sequence).toList());
    }

    /** Returns a core that makes another state of the same bytes. */
    private static Core otherwise(final Core loaded) {
        return (Core) Proxy.newProxyInstance(Core.class.getClassLoader(), new Class<?>[] {Core.class},
            (proxy, method, arguments) -> method.getName().equals("stateHash")
                ? loaded.stateHash() + 1 : method.invoke(loaded, arguments));
    }
}
