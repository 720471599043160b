package io.clearline.engine.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies where, and who may open it. */
class DataDirectoryTest {
    @TempDir
    private Path directory;

    private String refusal(final Path path) {
        final String message =
            assertThrows(JournalException.class, () -> DataDirectory.open(path)).getMessage();
        assertFalse(message.contains("\n"), message);
        assertTrue(message.contains(path.getFileName().toString()), message);
        return message;
    }

    @Test
    void createsTheDirectoryAndOpensItAgain() {
        final Path path = directory.resolve("a/b");
        try (DataDirectory data = DataDirectory.open(path)) {
            assertTrue(data.owned());
            assertTrue(Files.isDirectory(data.journal()));
            assertTrue(Files.exists(data.highWater()));
        }
        try (DataDirectory data = DataDirectory.open(path)) {
            assertTrue(data.owned());
        }
        try (DataDirectory data = DataDirectory.at(path)) {
            assertFalse(data.owned());
            assertThrows(
                JournalException.class, () -> ChronicleJournal.open(data, Records.options()));
        }
    }

    @Test
    void refusesASecondOpeningInTheSameProcessAndKeepsTheLock() throws Exception {
        try (DataDirectory data = DataDirectory.open(directory)) {
            final String message = refusal(directory);
            assertTrue(message.contains("in use by this process"), message);
            assertTrue(message.contains("stop that engine"), message);
            // Closing a second channel of the lock file would have released the lock.
            try (ChildProcess child = ChildProcess.start(LockHolder.class, directory)) {
                assertTrue(child.readLine().contains("in use"),
                    "another process is still kept out");
            }
            assertTrue(data.owned());
        }
        DataDirectory.open(directory).close();
    }

    @Test
    void refusesWhatAnotherProcessHoldsAndNothingOnceItWasKilled() throws Exception {
        try (ChildProcess child = ChildProcess.start(LockHolder.class, directory)) {
            assertEquals("locked", child.readLine());
            final String message = refusal(directory);
            assertTrue(message.contains("in use by process " + child.pid()), message);
            child.kill();
            DataDirectory.open(directory).close();
        }
    }

    @Test
    void refusesForeignAndNewerDirectories() throws IOException {
        final Path foreign = Files.createDirectory(directory.resolve("foreign"));
        Files.writeString(foreign.resolve("letter.txt"), "hello");
        assertTrue(refusal(foreign).contains("letter.txt"));
        assertThrows(JournalException.class, () -> DataDirectory.at(foreign));
        final Path newer = directory.resolve("newer");
        DataDirectory.open(newer).close();
        Files.writeString(newer.resolve("format"), "clearline-data 2\n");
        assertTrue(refusal(newer).contains("has format 2, this release knows 1"));
        Files.writeString(newer.resolve("format"), "something else\n");
        assertTrue(refusal(newer).contains("not that of a Clearline data directory"));
    }

    @Test
    void refusesWhatIsNoDirectoryOrIsMissing() throws IOException {
        final Path file = Files.createFile(directory.resolve("file"));
        assertTrue(refusal(file).contains("is not a directory"));
        assertTrue(refusal(file.resolve("below")).contains("below"));
        final Path missing = directory.resolve("missing");
        assertThrows(JournalException.class, () -> DataDirectory.at(missing));
        assertFalse(Files.exists(missing), "looking creates nothing");
    }

    @Test
    void refusesADirectoryItMayNotWrite() {
        final Path path = directory.resolve("locked");
        assertTrue(path.toFile().mkdir() && path.toFile().setWritable(false));
        assumeFalse(Files.isWritable(path), "a superuser may write anywhere");
        assertTrue(refusal(path).contains("check its permissions"));
    }
}
