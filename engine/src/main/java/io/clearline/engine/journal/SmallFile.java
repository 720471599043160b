package io.clearline.engine.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files of a few lines that are replaced as a whole: whoever reads sees the old or the new text. */
public final class SmallFile {
    private SmallFile() {
    }

    /** Replaces a file's text; survives a power cut when it returns. */
    public static void write(final Path file, final String text) throws IOException {
        put(file, text, true);
        JournalFiles.forceDirectory(file.toAbsolutePath().getParent());
    }

    /** Replaces a file's text without waiting for the disk: after a power cut the old one may stand. */
    public static void writeSoon(final Path file, final String text) throws IOException {
        put(file, text, false);
    }

    /** Forces a directory's entries to the disk, so that what was renamed in it stays so. */
    public static void forceDirectory(final Path directory) throws IOException {
        JournalFiles.forceDirectory(directory);
    }

    private static void put(final Path file, final String text, final boolean force)
        throws IOException {
        final Path draft = file.resolveSibling(file.getFileName() + ".tmp");
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            final ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            if (force) {
                channel.force(true);
            }
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
