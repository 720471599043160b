package io.clearline.engine.follower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.engine.journal.JournalException;
import io.clearline.engine.record.sbe.Lane;
import io.clearline.engine.record.sbe.Outcome;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store is a cache: it is taken up only where it certainly belongs to the journal. */
class StatusFollowerTest {
    private static final long ONE = 640020261000000001L;
    private static final StatusOptions OPTIONS = new StatusOptions(1000);

    @TempDir
    Path directory;
    private Registry registry;

    @BeforeEach
    void open() {
        registry = new Registry(directory.resolve("one"));
        accept(registry, 1, 10);
    }

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void aClosedStoreIsTakenUpWhereItStood() {
        assertEquals(10, caughtUp());
        final String mapFile = mark().mapFile();
        accept(registry, 11, 15);
        try (StatusFollower follower = follower()) {
            assertEquals(10, follower.lastSequence());
            assertEquals(5, follower.catchUp(Long.MAX_VALUE));
            assertTrue(follower.find("R-15").isPresent());
        }
        assertEquals(mapFile, mark().mapFile());
        assertEquals(15, mark().lastSequence());
    }

    @Test
    void aStoreThatWasNotClosedIsMadeAnew() {
        caughtUp();
        final StatusMark open = mark().opened();
        open.write(status());
        madeAnewAfter(open.mapFile());
    }

    @Test
    void aStoreWithoutAReadableMarkIsMadeAnew() throws IOException {
        caughtUp();
        final String mapFile = mark().mapFile();
        Files.writeString(status().resolve("mark"), "scrawl");
        madeAnewAfter(mapFile);
        final String second = mark().mapFile();
        StatusMark.delete(status());
        madeAnewAfter(second);
    }

    @Test
    void aMapThatIsNoMapIsMadeAnew() throws IOException {
        caughtUp();
        final String mapFile = mark().mapFile();
        try (RandomAccessFile file =
            new RandomAccessFile(status().resolve(mapFile).toFile(), "rw")) {
            file.write("this is not what it was".getBytes(StandardCharsets.US_ASCII));
        }
        madeAnewAfter(mapFile);
        final String second = mark().mapFile();
        Files.delete(status().resolve(second));
        madeAnewAfter("none");
    }

    @Test
    void aStoreOfAnotherJournalIsMadeAnew() throws IOException {
        try (Registry other = new Registry(directory.resolve("two"))) {
            other.accept("elsewhere", ONE, Outcome.RELEASE, Lane.GREEN);
            accept(other, 2, 10);
            try (StatusStore store = StatusStore.open(other.data, OPTIONS)) {
                assertTrue(store.find("elsewhere").isPresent());
            }
            copyStatus(other.data.status());
        }
        madeAnewAfter(mark().mapFile());
        try (StatusStore store = StatusStore.open(registry.data, OPTIONS)) {
            assertEquals(Optional.empty(), store.find("elsewhere"));
        }
    }

    @Test
    void aStoreAheadOfTheJournalIsMadeAnew() throws IOException {
        try (Registry other = new Registry(directory.resolve("two"))) {
            accept(other, 1, 12);
            try (StatusStore store = StatusStore.open(other.data, OPTIONS)) {
                assertEquals(12, store.lastSequence());
            }
            copyStatus(other.data.status());
        }
        madeAnewAfter(mark().mapFile());
    }

    @Test
    void nothingIsShownThatIsNotYetOnTheDisk() {
        try (StatusFollower follower = follower()) {
            assertEquals(7, follower.catchUp(7));
            assertTrue(follower.find("R-7").isPresent());
            assertFalse(follower.find("R-8").isPresent());
            assertEquals(0, follower.catchUp(7));
            assertEquals(3, follower.catchUp(10));
        }
    }

    @Test
    void whereAFollowerIsAtWorkALookUpOnlyReads() {
        try (StatusFollower follower = follower()) {
            assertThrows(JournalException.class,
                () -> StatusStore.open(registry.data, OPTIONS), "not before there is something");
            follower.catchUp(Long.MAX_VALUE);
            try (StatusStore store = StatusStore.open(registry.data, OPTIONS)) {
                assertEquals(10, store.lastSequence());
                assertTrue(store.find("R-10").isPresent());
                accept(registry, 11, 11);
                assertFalse(store.find("R-11").isPresent());
                follower.catchUp(Long.MAX_VALUE);
                assertTrue(store.find("R-11").isPresent());
            }
            assertTrue(StatusFollower.open(registry.data, OPTIONS).isEmpty());
            assertTrue(follower.find("R-11").isPresent());
        }
        assertTrue(mark().clean());
    }

    @Test
    void aLookUpOutlivesTheStoreThatItReads() {
        try (StatusFollower follower = follower()) {
            follower.catchUp(Long.MAX_VALUE);
            final String mapFile = mark().mapFile();
            try (StatusStore store = StatusStore.open(registry.data, OPTIONS)) {
                accept(registry, 11, 9_000);
                assertEquals(8_990, follower.catchUp(Long.MAX_VALUE));
                assertFalse(mark().mapFile().equals(mapFile), "made anew, and larger");
                assertTrue(store.find("R-10").isPresent());
            }
            try (StatusStore store = StatusStore.open(registry.data, OPTIONS)) {
                assertEquals(9_000, store.lastSequence());
                assertTrue(store.find("R-9000").isPresent());
            }
        }
        assertEquals(9_000, mark().lastSequence());
    }

    @Test
    void aLiveFollowerKeepsUpWithTheEngine() {
        final AtomicLong durable = new AtomicLong(10);
        try (LiveStatus live = LiveStatus.start(registry.data, OPTIONS, durable::get)) {
            await(live, 10);
            accept(registry, 11, 500);
            durable.set(499);
            await(live, 499);
            assertTrue(live.find("R-499").isPresent());
            assertFalse(live.find("R-500").isPresent());
        }
        assertEquals(499, mark().lastSequence());
    }

    @Test
    void anotherProcessMayLookWhileThisOneWrites() throws IOException, InterruptedException {
        final AtomicLong shown = new AtomicLong(10);
        try (LiveStatus live = LiveStatus.start(registry.data, OPTIONS, shown::get)) {
            await(live, 10);
            final Process reader = StatusReader.start(directory.resolve("one"), "R-10", 2_000);
            long last = 10;
            while (reader.isAlive() && last < 10_000) {
                last++;
                accept(registry, last, last);
                shown.set(last);
            }
            final String said =
                new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, reader.waitFor(), said);
            assertTrue(said.contains("2000 times 640020261000000010"), said);
            await(live, last);
        }
        assertTrue(mark().clean());
    }

    /** Looks one declaration up many times, in a process of its own. */
    static final class StatusReader {
        private StatusReader() {
        }

        static Process start(final Path directory, final String asked, final int times)
            throws IOException {
            final List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            for (final String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
                if (flag.startsWith("--") || flag.startsWith("-Dchronicle")) {
                    command.add(flag);
                }
            }
            command.addAll(List.of("-cp", System.getProperty("java.class.path"),
                StatusReader.class.getName(), directory.toString(), asked,
                Integer.toString(times)));
            return new ProcessBuilder(command).redirectErrorStream(true).start();
        }

        public static void main(final String[] args) {
            String found = "";
            int count = 0;
            try (StatusStore store = StatusStore.open(
                io.clearline.engine.journal.DataDirectory.at(Path.of(args[0])), OPTIONS)) {
                for (; count < Integer.parseInt(args[2]); count++) {
                    found = store.find(args[1]).orElseThrow().declaration();
                }
            }
            System.out.println(count + " times " + found);
        }
    }

    private long caughtUp() {
        try (StatusStore store = StatusStore.open(registry.data, OPTIONS)) {
            return store.lastSequence();
        }
    }

    private void madeAnewAfter(final String formerMapFile) {
        try (StatusFollower follower = follower()) {
            assertEquals(0, follower.lastSequence());
            assertEquals(10, follower.catchUp(Long.MAX_VALUE));
            assertTrue(follower.find("R-1").isPresent());
            assertTrue(follower.find("R-10").isPresent());
        }
        assertTrue(mark().clean());
        assertFalse(mark().mapFile().equals(formerMapFile));
        assertFalse(Files.exists(status().resolve(formerMapFile)));
    }

    private StatusFollower follower() {
        return StatusFollower.open(registry.data, OPTIONS).orElseThrow();
    }

    private void copyStatus(final Path from) throws IOException {
        Files.createDirectories(status());
        for (final String name : List.of("mark", "1.map")) {
            Files.copy(from.resolve(name), status().resolve(name));
        }
    }

    private StatusMark mark() {
        return StatusMark.read(status()).orElseThrow();
    }

    private Path status() {
        return registry.data.status();
    }

    private static void accept(final Registry registry, final long first, final long last) {
        for (long i = first; i <= last; i++) {
            registry.accept("R-" + i, ONE - 1 + i, Outcome.RELEASE, Lane.GREEN);
        }
    }

    private static void await(final LiveStatus live, final long sequence) {
        while (live.lastSequence() < sequence) {
            Thread.yield();
        }
    }
}
