package io.clearline.engine.seal;

import io.clearline.engine.journal.DataDirectory;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What another office has sent: the keys it signs with, the last head of each of its exports, and
 * its countersignatures of our heads.
 *
 * @param name its four digits
 * @param known as in its file, which is a text of heads
 */
public record District(String name, HeadsText known) {
    private static final String NAME = "[0-9]{4}";

    /** Refuses what is no name of a district: it becomes the name of a file. */
    static void checkName(final String name) {
        if (!name.matches(NAME)) {
            throw new SealFormatException("'" + name + "' is no district: it has four digits,"
                + " such as 6400");
        }
    }

    /** Reads what a district has sent so far; nothing if it has not. */
    static District read(final SealFiles files, final String name) {
        checkName(name);
        final Path file = files.districts().resolve(name);
        return new District(name, Files.exists(file) ? HeadsText.read(file)
            : HeadsText.EMPTY);
    }

    /** Reads what all districts have sent, in the order of their names. */
    public static List<District> readAll(final DataDirectory data) {
        return readAll(SealFiles.of(data));
    }

    /** Returns the last of its heads that is known, null if none is. */
    public SealHead last() {
        return known.last();
    }

    /** Reads what all districts have sent, in the order of their names. */
    static List<District> readAll(final SealFiles files) {
        final List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(files.districts())) {
            for (final Path entry : entries) {
                names.add(entry.getFileName().toString());
            }
        } catch (final NoSuchFileException e) {
            return List.of();
        } catch (final IOException e) {
            throw SealFiles.unreadable(files.districts(), e);
        }
        Collections.sort(names);
        return names.stream().filter(name -> name.matches(NAME))
            .map(name -> read(files, name)).toList();
    }

    /** Replaces the file. */
    void write(final SealFiles files) {
        SealFiles.replace(files.districts().resolve(name), known.text());
    }
}
