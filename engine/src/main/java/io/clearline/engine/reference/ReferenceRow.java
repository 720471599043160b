package io.clearline.engine.reference;

import io.clearline.engine.record.PackedReader;
import io.clearline.engine.record.ReferenceTable;
import java.util.Arrays;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One unpacked row. Numbers stand in {@link #number}, in the scale of their column's type; texts, letters
 * and credit codes stand in {@link #bytes}. Rows arrive rarely, so that this may allocate.
 */
final class ReferenceRow {
    private final ReferenceTable table;
    private final byte[] cells;
    private final long[] numbers;
    private final byte[][] texts;

    /** Unpacks a row. */
    ReferenceRow(final ReferenceTable table, final byte[] cells) {
        this.table = table;
        this.cells = cells;
        final List<ReferenceTable.Column> columns = table.columns();
        numbers = new long[columns.size()];
        texts = new byte[columns.size()][];
        final PackedReader in = new PackedReader().wrap(new UnsafeBuffer(cells), 0, cells.length);
        for (int i = 0; i < numbers.length; i++) {
            read(in, columns.get(i).type(), i);
        }
    }

    private void read(final PackedReader in, final ReferenceTable.Type type, final int i) {
        switch (type) {
            case TEXT, LETTERS -> texts[i] = bytes(in, in.getVarInt());
            case USCC -> texts[i] = bytes(in, 18);
            case HS -> {
                final int digits = in.getByte();
                numbers[i] = HsKey.of(digits == 0 ? 0 : in.getVar(), digits);
            }
            case RATE, MONEY, FEN, QUANTITY -> numbers[i] = in.getNullable(-1);
            case DATE, DATE_OPEN -> numbers[i] = in.getSigned();
            case FLAG, WORD -> numbers[i] = in.getByte();
            case ALPHA3, OFFICE, LETTER -> numbers[i] = in.getVar();
            default -> throw new IllegalStateException("column type " + type);
        }
    }

    private static byte[] bytes(final PackedReader in, final int length) {
        final byte[] bytes = new byte[length];
        in.buffer().getBytes(in.skip(length), bytes);
        return bytes;
    }

    ReferenceTable table() {
        return table;
    }

    /** Returns the packed row. */
    byte[] cells() {
        return cells;
    }

    /** Returns a numeric cell; -1 where an optional amount is empty. */
    long number(final int column) {
        return numbers[column];
    }

    /** Returns an optional amount, 0 where it is empty. */
    long amount(final int column) {
        return Math.max(0, numbers[column]);
    }

    boolean flag(final int column) {
        return numbers[column] == 1;
    }

    byte[] bytes(final int column) {
        return texts[column];
    }

    /** Returns the cells of some columns as a key. */
    Key key(final int... columns) {
        final StringBuilder text = new StringBuilder();
        for (final int column : columns) {
            if (texts[column] != null) {
                text.append(new String(texts[column], java.nio.charset.StandardCharsets.UTF_8));
            } else {
                text.append(numbers[column]);
            }
            text.append('\n');
        }
        return new Key(text.toString());
    }

    @Override
    public String toString() {
        return table + Arrays.toString(numbers);
    }

    /** The key of a row, or of its rows of every validity. */
    record Key(String text) {
    }
}
