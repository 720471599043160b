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
        Map.entry(ReferenceTable.RELAXED, new Shape(new int[] {0, 1}, -1, -1)),
        Map.entry(ReferenceTable.SELECTION, new Shape(new int[] {0, 1}, 7, 8)));

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

        /** Adds a row to those checked; it makes the one it replaces give way. */
        public void add(final ReferenceTable table, final byte[] cells) {
            final ReferenceRow row = new ReferenceRow(table, cells);
            rows.add(row);
            final int from = SHAPES.get(table).from();
            overlay.computeIfAbsent(id(row), k -> new ArrayList<>(versions.getOrDefault(k, List.of())))
                .removeIf(old -> from < 0 || old.number(from) == row.number(from));
        }

        /**
         * Returns the position of the first row that overlaps a row that stays or one before it, or -1.
         * Asked once, when all are added: a row may make room for another.
         */
        public int firstOverlap() {
            for (int i = 0; i < rows.size(); i++) {
                final ReferenceRow row = rows.get(i);
                final List<ReferenceRow> others = overlay.get(id(row));
                if (overlaps(row, others)) {
                    return i;
                }
                others.add(row);
            }
            return -1;
        }

        /** Returns the column, from 1, at which a row that overlaps is at fault. */
        public int columnOf(final int position) {
            final Shape shape = SHAPES.get(rows.get(position).table());
            return 1 + (shape.versioned() ? shape.from() : shape.columns()[0]);
        }

        /** Returns the table of a row. */
        public ReferenceTable tableOf(final int position) {
            return rows.get(position).table();
        }

        private static boolean overlaps(final ReferenceRow row, final List<ReferenceRow> others) {
            final Shape shape = SHAPES.get(row.table());
            for (final ReferenceRow other : others) {
                if (!shape.versioned() || row.number(shape.from()) <= other.number(shape.to())
                    && other.number(shape.from()) <= row.number(shape.to())) {
                    return true;
                }
            }
            return false;
        }
    }
}
