package io.clearline.adapters.inbox;

import io.clearline.adapters.csv.CsvException;
import io.clearline.adapters.csv.CsvFile;
import io.clearline.adapters.text.Nearest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows of a file of CSV as a mapping sees them, those of one command together in the order in which they
 * stand, wherever they stand. Immutable.
 */
final class CsvFileRows {
    /**
     * One row.
     *
     * @param line on which it begins, from 1
     * @param fault what is wrong with the row as a whole, empty where nothing is
     */
    record Row(int line, List<String> cells, String fault) {
    }

    private final Map<String, Integer> places = new HashMap<>();
    private final List<List<Row>> commands;

    private CsvFileRows(final Mapping mapping, final List<CsvFile.Row> rows)
        throws RefusedFileException {
        if (rows.isEmpty()) {
            throw new RefusedFileException("line 1: no header row; expected the columns that "
                + mapping.file() + " names");
        }
        readHeader(mapping, rows.get(0));
        commands = group(mapping, rows);
    }

    /**
     * Reads a file.
     *
     * @throws RefusedFileException with the line if it is no CSV, or has other columns than the mapping
     */
    static CsvFileRows read(final Mapping mapping, final byte[] bytes)
        throws RefusedFileException {
        try {
            return new CsvFileRows(mapping,
                CsvFile.parse(bytes, mapping.charset(), mapping.delimiter()));
        } catch (final CsvException e) {
            throw new RefusedFileException("line " + e.line() + ": " + e.getMessage(), e);
        }
    }

    private void readHeader(final Mapping mapping, final CsvFile.Row header)
        throws RefusedFileException {
        final String where = "line " + header.line() + ": ";
        for (int i = 0; i < header.cells().size(); i++) {
            final String column = header.cells().get(i).strip();
            if (places.putIfAbsent(column, i) != null) {
                throw new RefusedFileException(
                    where + "column " + column + " stands twice in the header row");
            }
            if (!mapping.columns().contains(column)) {
                throw new RefusedFileException(where + "column " + column + " is not in "
                    + mapping.file() + "; the nearest there is "
                    + Nearest.of(column, mapping.columns()) + " (or name it under ignored)");
            }
        }
        for (final String column : mapping.columns()) {
            if (!places.containsKey(column)) {
                throw new RefusedFileException(where + "column " + column + " of "
                    + mapping.file() + " is missing; the nearest here is "
                    + Nearest.of(column, places.keySet()));
            }
        }
    }

    private List<List<Row>> group(final Mapping mapping, final List<CsvFile.Row> rows) {
        final int width = rows.get(0).cells().size();
        final Mapping.Column key = mapping.head().columns().stream()
            .filter(one -> one.field().equals(mapping.command().key())).findFirst().orElseThrow();
        final List<List<Row>> all = new ArrayList<>();
        final Map<String, List<Row>> byKey = new LinkedHashMap<>();
        for (final CsvFile.Row row : rows.subList(1, rows.size())) {
            final int count = row.cells().size();
            final Row taken = new Row(row.line(), row.cells(), count == width ? ""
                : "has " + count + " cells where the header row has " + width);
            final String name = cell(taken, key);
            if (!mapping.command().hasList() || name.isEmpty()) {
                all.add(List.of(taken));
            } else {
                byKey.computeIfAbsent(name, any -> {
                    final List<Row> together = new ArrayList<>(1);
                    all.add(together);
                    return together;
                }).add(taken);
            }
        }
        return all;
    }

    /** Returns the commands' rows, in the order in which the commands begin. */
    List<List<Row>> commands() {
        return commands;
    }

    /** Returns what a row says of a field, without the blanks around it; empty = nothing. */
    String cell(final Row row, final Mapping.Column column) {
        final int place = places.get(column.column());
        final String cell = place < row.cells().size() ? row.cells().get(place).strip() : "";
        return column.values().getOrDefault(cell, cell);
    }
}
