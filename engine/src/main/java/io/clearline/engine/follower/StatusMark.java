package io.clearline.engine.follower;

import io.clearline.engine.journal.JournalException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What stands beside the map: which file it is, and, once its writer closed it, how far it goes and
 * of which journal. One line of text, replaced as a whole.
 *
 * @param mapFile name of the map's file
 * @param entries how many entries the map was made for
 * @param clean whether its writer closed it; if not, it is good for looking while the writer lives
 * @param lastSequence the last record applied when it was closed
 * @param lastCrc that record's checksum
 * @param firstCrc checksum of the journal's first record, which tells one journal from another
 */
record StatusMark(
    String mapFile, long entries, boolean clean, long lastSequence, int lastCrc, int firstCrc) {

    /** Raised whenever keys, values or this line change: older stores are then rebuilt. */
    private static final int LAYOUT = 2;
    private static final String MAGIC = "clearline-status";
    private static final String FILE = "mark";
    private static final String DRAFT = "mark.tmp";
    private static final Pattern MAP_FILE = Pattern.compile("[0-9]{1,9}\\.map");
    private static final int WORDS = 8;

    /** Reads the mark; empty if it is missing or not one of this release. */
    static Optional<StatusMark> read(final Path directory) {
        try {
            final String text =
                Files.readString(directory.resolve(FILE), StandardCharsets.US_ASCII);
            final String[] words = text.trim().split(" ");
            if (words.length != WORDS || !words[0].equals(MAGIC)
                || Integer.parseInt(words[1]) != LAYOUT || !MAP_FILE.matcher(words[2]).matches()) {
                return Optional.empty();
            }
            return Optional.of(new StatusMark(words[2], Long.parseLong(words[3]),
                words[4].equals("closed"), Long.parseLong(words[5]),
                Integer.parseUnsignedInt(words[6], 16), Integer.parseUnsignedInt(words[7], 16)));
        } catch (final NoSuchFileException | NumberFormatException | CharacterCodingException bad) {
            return Optional.empty();
        } catch (final IOException e) {
            throw unusable(directory, e);
        }
    }

    /** Replaces the mark, durably. */
    void write(final Path directory) {
        final String text = String.join(" ", MAGIC, Integer.toString(LAYOUT), mapFile,
            Long.toString(entries), clean ? "closed" : "open", Long.toString(lastSequence),
            Integer.toHexString(lastCrc), Integer.toHexString(firstCrc)) + "\n";
        final Path draft = directory.resolve(DRAFT);
        try {
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
                channel.force(true);
            }
            Files.move(draft, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        } catch (final IOException e) {
            throw unusable(directory, e);
        }
    }

    /** Removes the mark, so that nobody looks at what it names. */
    static void delete(final Path directory) {
        try {
            Files.deleteIfExists(directory.resolve(FILE));
        } catch (final IOException e) {
            throw unusable(directory, e);
        }
    }

    /** Returns the same map, said to be in use. */
    StatusMark opened() {
        return new StatusMark(mapFile, entries, false, lastSequence, lastCrc, firstCrc);
    }

    static JournalException unusable(final Path directory, final IOException e) {
        return new JournalException("cannot use the status store in " + directory + ": "
            + e.getClass().getSimpleName() + " " + e.getMessage()
            + "; check its permissions and the free space", e);
    }
}
