package io.clearline.tools.demo;

import io.clearline.engine.record.ReferenceTable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The reference data that comes with the tools; its README says what of it is real. */
public final class BundledReference {
    private BundledReference() {
    }

    /** Writes every file of it into {@code directory}, which is made where it is missing. */
    public static void copyTo(final Path directory) throws IOException {
        Files.createDirectories(directory);
        for (final ReferenceTable table : ReferenceTable.values()) {
            copy(table.file(), directory);
        }
        copy("README.md", directory);
    }

    private static void copy(final String file, final Path directory) throws IOException {
        try (InputStream in = open("/reference/" + file)) {
            Files.copy(in, directory.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /**
     * Reads a bundled file: quoted cells are known, line breaks in cells are not.
     *
     * @return the rows, each by column name
     */
    static List<Map<String, String>> rows(final String resource) {
        try (BufferedReader reader = new BufferedReader(
            new InputStreamReader(open(resource), StandardCharsets.UTF_8))) {
            final List<String> header = cells(reader.readLine());
            final List<Map<String, String>> rows = new ArrayList<>();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                final List<String> cells = cells(line);
                final Map<String, String> row = new HashMap<>();
                for (int i = 0; i < header.size(); i++) {
                    row.put(header.get(i), cells.get(i));
                }
                rows.add(row);
            }
            return rows;
        } catch (final IOException unreadable) {
            throw new UncheckedIOException(resource, unreadable);
        }
    }

    private static InputStream open(final String resource) {
        final InputStream in = BundledReference.class.getResourceAsStream(resource);
        if (in == null) {
            throw new IllegalStateException(resource + " is missing in the jar");
        }
        return in;
    }

    private static List<String> cells(final String line) {
        final List<String> cells = new ArrayList<>();
        final StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            final char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}
