package io.clearline.engine.recovery;

import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.JournalException;
import io.clearline.engine.journal.SmallFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * Where a data directory comes from: the first generation was begun empty, each later one was made by
 * {@link Salvage} from a damaged one before it.
 *
 * @param generation from 1
 * @param text what was done at each step, the last first, in lines; empty for the first generation
 */
public record Lineage(int generation, List<String> text) {
    private static final String FILE = "lineage";
    private static final String NAME = "clearline-lineage 1 generation ";

    /** The first generation. */
    static final Lineage FIRST = new Lineage(1, List.of());

    private static Path file(final DataDirectory data) {
        return data.path().resolve(FILE);
    }

    /**
     * Reads where a directory comes from.
     *
     * @throws JournalException if the file that says it cannot be read
     */
    public static Lineage read(final DataDirectory data) {
        try {
            final List<String> lines = Files.readAllLines(file(data));
            final String first = lines.isEmpty() ? "" : lines.get(0);
            if (!first.matches(NAME + "[1-9][0-9]{0,8}")) {
                throw new JournalException(file(data) + " does not say where the directory comes"
                    + " from; it is for people alone and may be deleted");
            }
            return new Lineage(Integer.parseInt(first.substring(NAME.length())),
                List.copyOf(lines.subList(1, lines.size())));
        } catch (final NoSuchFileException none) {
            return FIRST;
        } catch (final IOException e) {
            throw new JournalException("cannot read " + file(data) + ": " + e.getMessage()
                + "; check its permissions", e);
        }
    }

    void write(final DataDirectory data) throws IOException {
        SmallFile.write(
            file(data), NAME + generation + "\n" + String.join("\n", text) + "\n");
    }
}
