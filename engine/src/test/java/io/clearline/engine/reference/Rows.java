package io.clearline.engine.reference;

import io.clearline.engine.record.Alpha3;
import io.clearline.engine.record.PackedWriter;
import io.clearline.engine.record.ReferenceTable;
import io.clearline.engine.record.Scales;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/** Packs rows from the texts that a CSV file would hold; null and missing cells are empty. */
public final class Rows {
    private Rows() {
    }

    /** Packs a row. */
    public static byte[] of(final ReferenceTable table, final String... cells) {
        final PackedWriter out = new PackedWriter(64);
        for (int i = 0; i < table.columns().size(); i++) {
            final String cell = i < cells.length && cells[i] != null ? cells[i] : "";
            pack(out, table.columns().get(i), cell);
        }
        final byte[] row = new byte[out.length()];
        out.buffer().getBytes(0, row);
        return row;
    }

    /** Returns the day of a date. */
    public static int day(final String date) {
        return (int) LocalDate.parse(date).toEpochDay();
    }

    private static void pack(
        final PackedWriter out, final ReferenceTable.Column column, final String cell) {
        switch (column.type()) {
            case TEXT, LETTERS -> out.putSized(cell.getBytes(StandardCharsets.UTF_8));
            case HS -> {
                out.putByte(cell.length());
                if (!cell.isEmpty()) {
                    out.putVar(Long.parseLong(cell));
                }
            }
            case RATE -> out.putNullable(scaled(cell, Scales.RATE), -1);
            case MONEY -> out.putNullable(scaled(cell, Scales.MONEY), -1);
            case FEN -> out.putNullable(scaled(cell, Scales.FEN), -1);
            case QUANTITY -> out.putNullable(scaled(cell, Scales.QUANTITY), -1);
            case DATE -> out.putSigned(cell.isEmpty() ? ReferenceTable.NO_DAY : day(cell));
            case DATE_OPEN -> out.putSigned(cell.isEmpty() ? ReferenceTable.OPEN_DAY : day(cell));
            case FLAG -> out.putByte(cell.equals("Y") ? 1 : 0);
            case WORD -> out.putByte(column.words().indexOf(cell));
            case ALPHA3 -> out.putVar(Alpha3.of(cell));
            case OFFICE -> out.putVar(Integer.parseInt(cell));
            case LETTER -> out.putVar(cell.codePointAt(0));
            case USCC -> out.putBytes(cell.getBytes(StandardCharsets.US_ASCII));
            default -> throw new IllegalArgumentException(column.toString());
        }
    }

    private static long scaled(final String cell, final long scale) {
        return cell.isEmpty() ? -1
            : new BigDecimal(cell).multiply(BigDecimal.valueOf(scale)).longValueExact();
    }
}
