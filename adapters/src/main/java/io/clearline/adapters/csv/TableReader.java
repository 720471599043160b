package io.clearline.adapters.csv;

import io.clearline.adapters.text.Nearest;
import io.clearline.adapters.text.RowPacker;
import io.clearline.engine.record.PackedWriter;
import io.clearline.engine.record.ReferenceTable;
import io.clearline.engine.record.ReferenceTable.Column;
import io.clearline.engine.record.ReferenceTable.Type;
import io.clearline.engine.record.sbe.RejectCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads and checks the file of one table: header, cells, keys, validity. */
final class TableReader {
    /** What makes rows of one thing; where validity is no part of it a thing has one row. */
    private static final Map<ReferenceTable, List<String>> KEYS = Map.ofEntries(
        Map.entry(ReferenceTable.TARIFF, List.of("hs")),
        Map.entry(ReferenceTable.MEASURES, List.of("id")),
        Map.entry(ReferenceTable.BANS, List.of("hs", "direction", "origin")),
        Map.entry(ReferenceTable.RELAXED, List.of("hs", "end_user")),
        Map.entry(ReferenceTable.SELECTION, List.of("office", "direction")),
        Map.entry(ReferenceTable.ENTITIES, List.of("uscc")),
        Map.entry(ReferenceTable.LICENCES, List.of("code", "no")),
        Map.entry(ReferenceTable.COUNTRIES, List.of("code")),
        Map.entry(ReferenceTable.ALERTS, List.of("country", "hs", "action")),
        Map.entry(ReferenceTable.OFFICES, List.of("code")),
        Map.entry(ReferenceTable.CURRENCIES, List.of("currency")),
        Map.entry(ReferenceTable.POLICY, List.of("name")));

    /** Tables whose key ends with {@code from}: a thing may have a row for each time. */
    private static final List<ReferenceTable> BY_TIME = List.of(ReferenceTable.TARIFF,
        ReferenceTable.BANS, ReferenceTable.ALERTS, ReferenceTable.CURRENCIES,
        ReferenceTable.POLICY, ReferenceTable.SELECTION);

    private record Span(String from, String to, int line) {
        boolean overlaps(final Span other) {
            return from.compareTo(other.end()) <= 0 && other.from.compareTo(end()) <= 0;
        }

        /** Dates compare as texts; an open end is behind them all, an open begin before. */
        private String end() {
            return to.isEmpty() ? "~" : to;
        }
    }

    private final ReferenceTable table;
    private final String file;
    private final int[] places;

    TableReader(final ReferenceTable table) {
        this.table = table;
        file = table.file();
        places = new int[table.columns().size()];
    }

    /** Returns the packed rows in file order. */
    List<byte[]> read(final Path path) throws ReferenceException {
        try {
            return read(CsvFile.read(path));
        } catch (final CsvException e) {
            throw new ReferenceException(file, e.line(), "", e.getMessage());
        }
    }

    /** Returns the packed rows in their order, the header row first. */
    List<byte[]> read(final List<CsvFile.Row> rows) throws ReferenceException {
        if (rows.isEmpty()) {
            throw new ReferenceException(file, 1, "", "has no header row; expected "
                + String.join(",", table.columnNames()));
        }
        readHeader(rows.get(0));
        final PackedWriter cells = new PackedWriter(1024);
        final RowPacker packer = new RowPacker(cells);
        final Map<String, List<Span>> spans = new HashMap<>();
        final List<byte[]> packed = new ArrayList<>();
        for (final CsvFile.Row row : rows.subList(1, rows.size())) {
            cells.reset();
            pack(row, rows.get(0).cells().size(), packer);
            checkKey(row, spans);
            final byte[] bytes = new byte[cells.length()];
            cells.buffer().getBytes(0, bytes);
            packed.add(bytes);
        }
        return packed;
    }

    private void readHeader(final CsvFile.Row header) throws ReferenceException {
        final List<String> known = Arrays.asList(table.columnNames());
        Arrays.fill(places, -1);
        for (int i = 0; i < header.cells().size(); i++) {
            final String name = header.cells().get(i).strip();
            final int column = known.indexOf(name);
            if (column < 0) {
                throw new ReferenceException(file, header.line(), name, "is no column of " + file
                    + "; the nearest is " + Nearest.of(name, known));
            }
            if (places[column] >= 0) {
                throw new ReferenceException(
                    file, header.line(), name, "stands twice in the header row");
            }
            places[column] = i;
        }
        for (int column = 0; column < places.length; column++) {
            if (places[column] < 0) {
                throw new ReferenceException(file, header.line(), known.get(column),
                    "is missing in the header row; expected " + String.join(",", known));
            }
        }
    }

    private void pack(final CsvFile.Row row, final int width, final RowPacker packer)
        throws ReferenceException {
        if (row.cells().size() != width) {
            throw new ReferenceException(file, row.line(), "", "has " + row.cells().size()
                + " cells where the header row has " + width);
        }
        packer.begin(table);
        for (int i = 0; i < places.length; i++) {
            final byte[] cell = row.cells().get(places[i]).getBytes(StandardCharsets.UTF_8);
            final RejectCode fault = packer.cell(i, cell, 0, cell.length, false);
            if (fault != null) {
                final Column column = table.columns().get(i);
                throw new ReferenceException(file, row.line(), column.name(),
                    reason(column, fault, row.cells().get(places[i])));
            }
        }
    }

    private String cell(final CsvFile.Row row, final String column) {
        return row.cells().get(places[Arrays.asList(table.columnNames()).indexOf(column)]);
    }

    private void checkKey(final CsvFile.Row row, final Map<String, List<Span>> spans)
        throws ReferenceException {
        final String key = KEYS.get(table).stream().map(column -> cell(row, column))
            .collect(Collectors.joining("\u001F"));
        final boolean byTime = BY_TIME.contains(table);
        final Span span = byTime
            ? new Span(cell(row, "from"), cell(row, "to"), row.line())
            : new Span("", "", row.line());
        final List<Span> others = spans.computeIfAbsent(key, any -> new ArrayList<>(1));
        for (final Span other : others) {
            if (span.overlaps(other)) {
                throw new ReferenceException(file, row.line(),
                    byTime ? "from" : KEYS.get(table).get(0), "'"
                    + key.replace('\u001F', ' ').strip() + "' "
                    + (byTime ? "overlaps in validity with" : "stands already on")
                    + " line " + other.line());
            }
        }
        others.add(span);
    }

    private String reason(final Column column, final RejectCode fault, final String cell) {
        final String start = cell.length() > 40 ? cell.substring(0, 40) + "..." : cell;
        final String shown = "'" + start + "'";
        switch (fault) {
            case MISSING:
                return "is empty; expected " + expected(column);
            case CHECK_DIGIT:
                return shown + " has a wrong check character (GB 32100)";
            case RANGE:
                return shown + " is out of bounds; expected " + bounds(column);
            default:
                return table == ReferenceTable.POLICY && column.type() == Type.TEXT
                    ? shown + " is no name of policy.csv; the nearest is "
                        + Nearest.of(cell, RowPacker.POLICY_NAMES)
                    : shown + " is no " + expected(column);
        }
    }

    private static String expected(final Column column) {
        switch (column.type()) {
            case TEXT:
                return "text of 1 to 255 characters";
            case HS:
                return "tariff code of 2 to 10 digits";
            case RATE:
                return "decimal with a point and at most 8 decimals";
            case MONEY:
                return "decimal with a point and at most 4 decimals";
            case FEN:
                return "amount of yuan with a point and at most 2 decimals";
            case QUANTITY:
                return "quantity with a point and at most 5 decimals";
            case DATE:
            case DATE_OPEN:
                return "date YYYY-MM-DD";
            case FLAG:
                return "flag Y or N";
            case ALPHA3:
                return "code of three letters A to Z";
            case USCC:
                return "unified social credit code of 18 characters";
            case WORD:
                return "word of " + String.join(", ", column.words());
            case OFFICE:
                return "office of four digits";
            case LETTER:
                return "single letter";
            default:
                return "list of letters and digits";
        }
    }

    private String bounds(final Column column) {
        if (column.type() == Type.DATE_OPEN) {
            return "no day before the one it runs from";
        }
        if (column.type() == Type.RATE) {
            switch (table) {
                case POLICY:
                    return "a value that this name may have (random.*: 0 to 1; months and days:"
                        + " whole numbers; batch_due_day: 1 to 31)";
                case CURRENCIES:
                    return "a rate above 0, and 1 for CNY";
                default:
                    return "consumption_tax".equals(column.name())
                        ? "0 or above and below 1" : "0 or above and below 10^9";
            }
        }
        return "0 or above and below 10^" + (column.type() == Type.QUANTITY ? 9 : 12);
    }
}
