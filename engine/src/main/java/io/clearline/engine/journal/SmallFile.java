package io.clearline.engine.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Files of a few lines that are replaced as a whole: whoever reads sees the old or the new text. */
public final class SmallFile {
    private SmallFile() {
    }

    /** Replaces a file's text; survives a power cut when it returns. */
    public static void write(final Path file, final String text) throws IOException {
        write(Machine.system(), file, text);
    }

    /** As the other, on a machine that may be a simulated one. */
    public static void write(final Machine machine, final Path file, final String text)
        throws IOException {
        put(machine, file, text, true);
        JournalFiles.forceDirectory(machine, file.toAbsolutePath().getParent());
    }

    /** Replaces a file's text without waiting for the disk: after a power cut the old one may stand. */
    public static void writeSoon(final Machine machine, final Path file, final String text)
        throws IOException {
        put(machine, file, text, false);
    }

    /** Forces a directory's entries to the disk, so that what was renamed in it stays so. */
    public static void forceDirectory(final Path directory) throws IOException {
        forceDirectory(Machine.system(), directory);
    }

    /** As the other, on a machine that may be a simulated one. */
    public static void forceDirectory(final Machine machine, final Path directory)
        throws IOException {
        JournalFiles.forceDirectory(machine, directory);
    }

    private static void put(
        final Machine machine, final Path file, final String text, final boolean force)
        throws IOException {
        final Path draft = file.resolveSibling(file.getFileName() + ".tmp");
        try (FileChannel channel = machine.open(draft, StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            JournalFiles.write(channel, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
            if (force) {
                channel.force(true);
            }
        }
        machine.rename(draft, file);
    }
}
