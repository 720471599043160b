package io.clearline.engine.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The first record that must be in a journal: 1, unless older files were deleted behind snapshots or
 * the directory was made from a snapshot. It is written before a file is deleted, so that a file
 * which is missing can be told from one that was deleted on purpose.
 */
public final class JournalStart {
    private static final String NAME = "clearline-journal-start";
    private static final int VERSION = 1;

    private JournalStart() {
    }

    /**
     * Returns the first record that must be there.
     *
     * @throws JournalException if the file that says it cannot be read
     */
    public static long read(final DataDirectory data) {
        final Path file = data.journalStart();
        final String[] words;
        try {
            words = Files.readString(file, StandardCharsets.US_ASCII).trim().split(" ", -1);
        } catch (final NoSuchFileException e) {
            return 1;
        } catch (final IOException e) {
            throw new JournalException("cannot read " + file + ": " + e.getMessage()
                + "; check its permissions", e);
        }
        if (words.length != 3 || !words[0].equals(NAME) || !words[1].equals("" + VERSION)
            || !words[2].matches("[1-9][0-9]{0,17}")) {
            throw new JournalException(file + " does not say where the journal begins;"
                + " restore it from a copy, or run `clearline recover`");
        }
        return Long.parseLong(words[2]);
    }

    /**
     * Sets the first record that must be there, durably.
     *
     * @throws IOException if it cannot be written; what stood there before still stands
     */
    public static void write(final DataDirectory data, final long sequence) throws IOException {
        SmallFile.write(data.machine(), data.journalStart(),
            NAME + " " + VERSION + " " + sequence + "\n");
    }
}
