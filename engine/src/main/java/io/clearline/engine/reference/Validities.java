package io.clearline.engine.reference;

import io.clearline.engine.record.ReferenceTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which rows there are by key, and that no two of one key are valid on one day (contract section 2). The
 * key of a row is that of its table; where it names {@code from}, rows of the same other columns are the
 * versions of one thing.
 */
public final class Validities {
    /** The key columns of a table apart from {@code from}, and where from and to stand. */
    private record Shape(int[] columns, int from, int to) {
        private boolean versioned() {
            return from >= 0;
        }
    }

    private static final Map<ReferenceTable, Shape> SHAPES = Map.ofEntries(
        Map.entry(ReferenceTable.POLICY, new Shape(new int[] {0}, 2, 3)),
        Map.entry(ReferenceTable.COUNTRIES, new Shape(new int[] {0}, -1, -1)),
        Map.entry(ReferenceTable.CURRENCIES, new Shape(new int[] {0}, 2, 3)),
        Map.entry(ReferenceTable.OFFICES, new Shape(new int[] {0}, -1, -1)),
        Map.entry(ReferenceTable.ENTITIES, new Shape(new int[] {0}, -1, -1)),
        Map.entry(ReferenceTable.TARIFF, new Shape(new int[] {0}, 12, 13)),
        Map.entry(ReferenceTable.MEASURES, new Shape(new int[] {0}, -1, -1)),
        Map.entry(ReferenceTable.BANS, new Shape(new int[] {0, 1, 2}, 4, 5)),
        Map.entry(ReferenceTable.ALERTS, new Shape(new int[] {0, 1, 2}, 4, 5)),
        Map.entry(ReferenceTable.LICENCES, new Shape(new int[] {0, 1}, -1, -1)),
        Map.entry(ReferenceTable.RELAXED, new Shape(new int[] {0, 1}, -1, -1)));

    private record Id(ReferenceTable table, ReferenceRow.Key key) {
    }

    private final Map<Id, List<ReferenceRow>> versions = new HashMap<>();

    private static Id id(final ReferenceRow row) {
        return new Id(row.table(), row.key(SHAPES.get(row.table()).columns()));
    }

    /** Puts a row and returns the one it replaces, or null. */
    ReferenceRow put(final ReferenceRow row) {
        final Shape shape = SHAPES.get(row.table());
        final List<ReferenceRow> rows = versions.computeIfAbsent(id(row), k -> new ArrayList<>(1));
        for (int i = 0; i < rows.size(); i++) {
            if (!shape.versioned() || rows.get(i).number(shape.from()) == row.number(shape.from())) {
                return rows.set(i, row);
            }
        }
        rows.add(row);
        return null;
    }

    /** Returns how many rows there are. */
    public int size() {
        int size = 0;
        for (final List<ReferenceRow> rows : versions.values()) {
            size += rows.size();
        }
        return size;
    }

    Check check() {
        return new Check();
    }

    /** A check of rows that would be put together, all or nothing. */
    public final class Check {
        private final Map<Id, List<ReferenceRow>> overlay = new HashMap<>();
        private final List<ReferenceRow> rows = new ArrayList<>();

        /** Returns how many rows are checked. */
        public int size() {
            return rows.size();
        }

        /** Adds a row to those checked; of two with one key the later counts. */
        public void add(final ReferenceTable table, final byte[] cells) {
            final ReferenceRow row = new ReferenceRow(table, cells);
            rows.add(row);
            final Shape shape = SHAPES.get(table);
            if (shape.versioned()) {
                final List<ReferenceRow> others = overlay.computeIfAbsent(
                    id(row), k -> new ArrayList<>(versions.getOrDefault(k, List.of())));
                others.removeIf(other -> other.number(shape.from()) == row.number(shape.from()));
                others.add(row);
            }
        }

        /** Returns the position of the first row that would overlap another one, or -1. */
        public int firstOverlap() {
            for (int i = 0; i < rows.size(); i++) {
                if (overlaps(rows.get(i))) {
                    return i;
                }
            }
            return -1;
        }

        /** Returns the column, from 1, at which a row that overlaps is at fault. */
        public int columnOf(final int position) {
            return SHAPES.get(rows.get(position).table()).from() + 1;
        }

        private boolean overlaps(final ReferenceRow row) {
            final Shape shape = SHAPES.get(row.table());
            if (!shape.versioned()) {
                return false;
            }
            for (final ReferenceRow other : overlay.get(id(row))) {
                if (other != row && row.number(shape.from()) <= other.number(shape.to())
                    && other.number(shape.from()) <= row.number(shape.to())) {
                    return true;
                }
            }
            return false;
        }
    }
}
