package io.clearline.engine.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Files of a few lines that are replaced as a whole: whoever reads sees the old or the new text. */
public final class SmallFile {
    private SmallFile() {
    }

    /** Replaces a file's text; survives a power cut when it returns. */
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

    /** Sees to it that there is a directory; it survives a power cut when this returns. */
    public static void makeDirectory(final Machine machine, final Path directory)
        throws IOException {
        Files.createDirectories(directory);
        // Also one that is there: whoever made it may have died before this.
        JournalFiles.forceDirectory(machine, directory.toAbsolutePath().getParent());
    }

    /** Forces a directory's entries to the disk, so that what was renamed in it stays so. */
    public static void forceDirectory(final Machine machine, final Path directory)
        throws IOException {
        JournalFiles.forceDirectory(machine, directory);
    }

    private static void put(
        final Machine machine, final Path file, final String text, final boolean force)
        throws IOException {
        final Path draft = file.resolveSibling(file.getFileName() + ".tmp");
        // A new file, not one that a dead process left: a power cut could mix their contents.
        Files.deleteIfExists(draft);
        try (FileChannel channel = machine.open(
            draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            JournalFiles.write(channel, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
            if (force) {
                channel.force(true);
            }
        }
        machine.rename(draft, file);
    }
}
