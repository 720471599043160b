package io.clearline.adapters.text;

import io.clearline.engine.record.Alpha3;
import io.clearline.engine.record.PackedReader;
import io.clearline.engine.record.ReferenceTable;
import io.clearline.engine.record.ReferenceTable.Column;
import io.clearline.engine.record.Scales;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/**
 * Spells the cells of a packed reference row as in CSV; the way back of {@link RowPacker}.
 * Stateless.
 */
public final class RowText {
    private RowText() {
    }

    /**
     * Reads the next cell of a row.
     *
     * @param column the column that comes next in the row
     * @return the spelling, empty for an empty cell
     * @throws IllegalStateException if the row ends early
     */
    public static String cell(final Column column, final PackedReader row) {
        switch (column.type()) {
            case TEXT:
            case LETTERS:
                return row.text();
            case HS:
                final int digits = row.getByte();
                return digits == 0 ? "" : padded(row.getVar(), digits);
            case RATE:
                return decimal(row.getNullable(Long.MIN_VALUE), Scales.RATE_DECIMALS);
            case MONEY:
                return decimal(row.getNullable(Long.MIN_VALUE), Scales.MONEY_DECIMALS);
            case FEN:
                return decimal(row.getNullable(Long.MIN_VALUE), 2);
            case QUANTITY:
                return decimal(row.getNullable(Long.MIN_VALUE), Scales.QUANTITY_DECIMALS);
            case DATE:
            case DATE_OPEN:
                return day(row.getSigned());
            case FLAG:
                return row.getByte() == 1 ? "Y" : "N";
            case ALPHA3:
                final int code = row.getVarInt();
                return code == Alpha3.ABSENT ? "" : Alpha3.text(code);
            case USCC:
                final byte[] uscc = new byte[CheckDigits.USCC_LENGTH];
                row.buffer().getBytes(row.skip(uscc.length), uscc);
                return new String(uscc, StandardCharsets.US_ASCII);
            case WORD:
                return column.words().get(row.getByte());
            case OFFICE:
                return padded(row.getVar(), 4);
            case LETTER:
                return Character.toString(row.getVarInt());
            default:
                throw new IllegalStateException("unknown type: " + column);
        }
    }

    private static String day(final long day) {
        return day == ReferenceTable.NO_DAY || day == ReferenceTable.OPEN_DAY
            ? "" : LocalDate.ofEpochDay(day).toString();
    }

    /** Spells a number with leading zeros. */
    public static String padded(final long value, final int digits) {
        final String text = Long.toString(value);
        return "0".repeat(Math.max(0, digits - text.length())) + text;
    }

    /** Spells a scaled number without zeros at its end; empty where it is null. */
    public static String decimal(final long value, final int decimals) {
        if (value == Long.MIN_VALUE) {
            return "";
        }
        return value == 0 ? "0"
            : BigDecimal.valueOf(value, decimals).stripTrailingZeros().toPlainString();
    }
}
