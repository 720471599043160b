package io.clearline.engine.follower;

import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.JournalException;
import io.clearline.engine.journal.SmallFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * How far each follower has come, one file each in {@code followers/}: journal files are deleted only
 * behind all of them. A position says: this record and all behind it are still wanted. It may lag
 * behind the follower, never be ahead of what it keeps.
 */
public final class FollowerPositions {
    private static final String MAGIC = "clearline-follower 1 ";
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");
    private static final Pattern TEXT = Pattern.compile(MAGIC + "([0-9]{1,18})\\s*");

    private FollowerPositions() {
    }

    /**
     * Sets the position of a follower that begins or goes on. It is on the disk when this returns,
     * so that no power cut makes a follower unknown which has come to rest on its records.
     *
     * @param name small letters, digits and hyphens
     * @param sequence the last record it has taken in, 0 = none
     * @throws JournalException if it cannot be written
     */
    public static void begin(final DataDirectory data, final String name, final long sequence) {
        put(data, name, sequence, true);
    }

    /**
     * Sets the position of a follower that has {@linkplain #begin begun}. Not forced: after a power
     * cut an older one may stand, or an empty file, which counts as 0, and more is kept than is
     * needed.
     *
     * @param name small letters, digits and hyphens
     * @param sequence the last record it has taken in, 0 = none
     * @throws JournalException if it cannot be written
     */
    public static void put(final DataDirectory data, final String name, final long sequence) {
        put(data, name, sequence, false);
    }

    /**
     * Forgets a follower: nothing is kept for it any more. Does nothing if there is none of that name.
     *
     * @throws JournalException if its file cannot be deleted
     */
    public static void end(final DataDirectory data, final String name) {
        try {
            Files.deleteIfExists(data.followers().resolve(name));
        } catch (final IOException e) {
            throw new JournalException("cannot delete " + data.followers().resolve(name) + ": "
                + e.getMessage() + "; check its permissions", e);
        }
    }

    private static void put(
        final DataDirectory data, final String name, final long sequence, final boolean begins) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("no name for a follower: " + name);
        }
        final Path file = data.followers().resolve(name);
        final String text = MAGIC + sequence + "\n";
        try {
            if (begins) {
                SmallFile.makeDirectory(data.machine(), data.followers());
                SmallFile.write(data.machine(), file, text);
            } else {
                SmallFile.writeSoon(data.machine(), file, text);
            }
        } catch (final IOException e) {
            throw new JournalException("cannot write " + file + ": " + e.getMessage()
                + "; check its permissions and the free space", e);
        }
    }

    /**
     * Returns all positions by name.
     *
     * @throws JournalException if one cannot be read: nothing may be deleted then
     */
    public static SortedMap<String, Long> all(final DataDirectory data) {
        final SortedMap<String, Long> positions = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(data.followers())) {
            for (final Path file : files) {
                final String name = file.getFileName().toString();
                if (NAME.matcher(name).matches()) {
                    positions.put(name, position(file));
                }
            }
        } catch (final NoSuchFileException none) {
            return positions;
        } catch (final IOException e) {
            throw new JournalException("cannot read " + data.followers() + ": " + e.getMessage()
                + "; check its permissions", e);
        }
        return positions;
    }

    private static long position(final Path file) throws IOException {
        final String found = Files.readString(file, StandardCharsets.UTF_8);
        // Its name reached the disk before a power cut and its content did not.
        if (found.chars().allMatch(c -> c == 0)) {
            return 0;
        }
        final var text = TEXT.matcher(found);
        if (!text.matches()) {
            throw new JournalException(file + " does not say how far that follower has come; delete"
                + " it if there is no such follower any more");
        }
        return Long.parseLong(text.group(1));
    }
}
