package io.clearline.engine.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.clearline.engine.journal.ChildProcess;
import io.clearline.engine.journal.JournalVerifier;
import io.clearline.engine.journal.VerifyReport;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An engine on a disk that others fill, in a process of its own: a page without a block would end it
 * by SIGBUS. Mounting takes root; without, the test is skipped and says so.
 */
class FullDiskTest {
    private static final int MIB = 1 << 20;
    private static final int HOGS = 5;

    @TempDir
    private Path temp;

    private Path mount;

    @AfterEach
    void unmount() throws Exception {
        if (mount != null) {
            run("umount", mount.toString());
        }
    }

    @Test
    void onTmpfs() throws Exception {
        mount("-t", "tmpfs", "-o", "size=72m", "tmpfs");
        fillAndFree(Durability.PAGE_CACHE);
    }

    @Test
    void onExt4() throws Exception {
        final Path image = temp.resolve("image");
        try (OutputStream file = Files.newOutputStream(image)) {
            final byte[] zeros = new byte[MIB];
            for (int i = 0; i < 80; i++) {
                file.write(zeros);
            }
        }
        assumeTrue(run("mkfs.ext4", "-q", "-F", "-m", "0", image.toString()),
            "skipped: there is no mkfs.ext4");
        mount("-o", "loop", image.toString());
        fillAndFree(Durability.GROUP);
    }

    private void fillAndFree(final Durability durability) throws Exception {
        final Path data = mount.resolve("data");
        for (int hog = 0; hog < HOGS; hog++) {
            Files.write(hog(hog), new byte[8 * MIB]);
        }
        long last = 0;
        try (ChildProcess child =
            ChildProcess.start(FullDiskEngine.class, data, durability.name())) {
            assertEquals("open 0", child.readLine());
            go(child);
            last = full(child, 0);
            assertTrue(last > 1000, "records until full: " + last);
            for (int hog = 1; hog < HOGS; hog++) {
                Files.delete(hog(hog));
                go(child);
                // The engine and this thread run for what has become free, to the last byte.
                eat();
                final long now = full(child, last);
                assertTrue(now > last, "nothing was taken after space was freed");
                last = now;
                checkSound(data, last);
                Files.delete(mount.resolve("eaten"));
            }
            eat();
        }
        checkSound(data, last);
        last = restart(data, durability, last);
        checkSound(data, last);
    }

    /** On a full disk an engine opens or says why not; with space freed it goes on. */
    private long restart(final Path data, final Durability durability, final long last)
        throws Exception {
        try (ChildProcess child =
            ChildProcess.start(FullDiskEngine.class, data, durability.name())) {
            final String said = child.readLine();
            assertTrue(said != null && (said.equals("open " + last)
                || said.startsWith("refused ") && said.contains("No space left")), said);
            if (said.startsWith("refused")) {
                assertEquals(0, child.await());
            }
        }
        checkSound(data, last);
        Files.delete(mount.resolve("eaten"));
        Files.delete(hog(0));
        try (ChildProcess child =
            ChildProcess.start(FullDiskEngine.class, data, durability.name())) {
            assertEquals("open " + last, child.readLine());
            go(child);
            final long now = full(child, last);
            assertTrue(now > last, "nothing was taken after the restart");
            child.closeInput();
            assertNull(child.readLine());
            assertEquals(0, child.await());
            return now;
        }
    }

    private static void go(final ChildProcess child) throws IOException {
        child.writeLine("go");
        assertEquals("going", child.readLine());
    }

    private static long full(final ChildProcess child, final long last) throws IOException {
        final String said = child.readLine();
        assertTrue(said != null && said.startsWith("full "), "after record " + last + ": " + said);
        return Long.parseLong(said.substring("full ".length()));
    }

    private static void checkSound(final Path data, final long last) {
        final VerifyReport report = JournalVerifier.verify(data);
        assertNull(report.damage(), String.valueOf(report.damage()));
        assertEquals(last, report.lastSequence());
    }

    /** Takes all that is free. */
    private void eat() throws IOException {
        final byte[] bytes = new byte[1 << 16];
        int length = bytes.length;
        try (OutputStream file = Files.newOutputStream(mount.resolve("eaten"))) {
            while (length > 0) {
                try {
                    file.write(bytes, 0, length);
                } catch (final IOException full) {
                    length /= 2;
                }
            }
        }
    }

    private Path hog(final int number) {
        return mount.resolve("hog" + number);
    }

    private void mount(final String... how) throws Exception {
        final Path point = Files.createDirectory(temp.resolve("disk"));
        final List<String> command = new ArrayList<>(List.of("mount"));
        command.addAll(List.of(how));
        command.add(point.toString());
        assumeTrue(run(command.toArray(String[]::new)),
            "skipped: mounting a small file system takes root");
        mount = point;
    }

    private static boolean run(final String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
        } catch (final IOException missing) {
            return false;
        }
    }
}
