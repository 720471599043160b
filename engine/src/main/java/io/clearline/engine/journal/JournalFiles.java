package io.clearline.engine.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The journal's files, one for each day of the roll clock: {@code yyyymmddF.cq4}, in the order of
 * time.
 */
final class JournalFiles {
    /** Milliseconds that one file covers. */
    static final long CYCLE_MS = 86_400_000L;

    private static final String SUFFIX = "F.cq4";
    private static final int DATE_LENGTH = 8;

    private JournalFiles() {
    }

    /** Lists them, oldest first; none if there is no directory yet. */
    static List<Path> list(final Path directory) {
        final List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, "*.cq4")) {
            for (final Path entry : entries) {
                files.add(entry);
            }
        } catch (final NoSuchFileException e) {
            return files;
        } catch (final IOException e) {
            throw new JournalException(
                "cannot list the journal directory " + directory + ": " + e.getMessage()
                    + "; check its permissions", e);
        }
        Collections.sort(files);
        return files;
    }

    /** Returns the cycle (day since 1970-01-01) a file belongs to, -1 if its name tells none. */
    static int cycle(final Path file) {
        final String name = file.getFileName().toString();
        if (name.length() != DATE_LENGTH + SUFFIX.length() || !name.endsWith(SUFFIX)) {
            return -1;
        }
        try {
            final String date = name.substring(0, DATE_LENGTH);
            return (int) LocalDate.parse(date, DateTimeFormatter.BASIC_ISO_DATE).toEpochDay();
        } catch (final DateTimeException e) {
            return -1;
        }
    }

    /** Returns the file of a cycle. */
    static Path file(final Path directory, final int cycle) {
        final String date = LocalDate.ofEpochDay(cycle).format(DateTimeFormatter.BASIC_ISO_DATE);
        return directory.resolve(date + SUFFIX);
    }

    /** Returns the file that Chronicle keeps its locks and its list of files in. */
    static Path metadata(final Path directory) {
        return directory.resolve("metadata.cq4t");
    }

    /** Returns the file of zeros that becomes the next day's. */
    static Path blank(final Path directory) {
        return directory.resolve("blank");
    }

    /** Forces a directory's entries to the disk, so that a new file in it survives a power cut. */
    static void forceDirectory(final Machine machine, final Path directory) throws IOException {
        try (FileChannel channel = machine.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Writes all of a buffer, however often the disk takes only a part. */
    static void write(final FileChannel channel, final ByteBuffer bytes, final long position)
        throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }
}
