package io.clearline.adapters.json;

import io.clearline.adapters.text.RowPacker;
import io.clearline.engine.record.Field;
import io.clearline.engine.record.FieldPath;
import io.clearline.engine.record.PackedWriter;
import io.clearline.engine.record.ReferenceTable;
import io.clearline.engine.record.sbe.MessageHeaderEncoder;
import io.clearline.engine.record.sbe.ReferenceEncoder;
import io.clearline.engine.record.sbe.RejectCode;
import io.clearline.engine.record.sbe.Table;
import java.util.Arrays;
import org.agrona.MutableDirectBuffer;

/**
 * Reads and writes {@code reference}: rows of one table, applied at once. A cell is null, a text
 * spelled as in CSV, or in numeric columns a number. With a fault no row travels.
 */
final class ReferenceReader {
    /** What the group of rows and a field path can count. */
    private static final int MOST_ROWS = 65_534;

    private static final Names FIELDS = new Names("at", "table", "rows");
    private static final Names TABLES = new Names(Arrays.stream(ReferenceTable.values())
        .map(ReferenceTable::word).toArray(String[]::new));
    private static final Names[] COLUMNS = Arrays.stream(ReferenceTable.values())
        .map(table -> new Names(table.columnNames())).toArray(Names[]::new);
    private static final byte[] EMPTY = {};

    private final JsonTape tape;
    private final FieldReader fields;
    private final FormErrors errors;
    private final boolean atRequired;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ReferenceEncoder encoder = new ReferenceEncoder();
    private final PackedWriter cells = new PackedWriter(4096);
    private final RowPacker packer = new RowPacker(cells);
    private final int[] tokens = new int[FIELDS.size()];
    private final int[] columnTokens = new int[32];
    private int[] rowEnds = new int[64];

    ReferenceReader(
        final JsonTape tape, final FieldReader fields, final FormErrors errors,
        final boolean atRequired) {
        this.tape = tape;
        this.fields = fields;
        this.errors = errors;
        this.atRequired = atRequired;
    }

    int reference(final MutableDirectBuffer out, final int offset) {
        FIELDS.bind(tape, 0, tokens);
        final long at = fields.time(tokens[0], FieldPath.head(Field.AT), atRequired);
        final int table = fields.word(tokens[1], FieldPath.head(Field.TABLE), true, TABLES);
        final int list = fields.list(tokens[2], FieldPath.head(Field.ROWS), true, MOST_ROWS);
        cells.reset();
        int rows = 0;
        if (table >= 0 && list != JsonTape.NONE) {
            rows = readRows(ReferenceTable.values()[table], list);
        }
        if (errors.size() > 0) {
            rows = 0;
        }
        encoder.wrapAndApplyHeader(out, offset, header)
            .at(at)
            .table(table < 0 ? Table.NULL_VAL : ReferenceTable.values()[table].wire())
            .load((short) 0)
            .last((short) 0);
        final ReferenceEncoder.FormErrorsEncoder group = encoder.formErrorsCount(errors.size());
        for (int i = 0; i < errors.size(); i++) {
            group.next().key(errors.key(i)).code(errors.code(i));
        }
        final ReferenceEncoder.RowsEncoder rowGroup = encoder.rowsCount(rows);
        int start = 0;
        for (int i = 0; i < rows; i++) {
            rowGroup.next().putCells(cells.buffer(), start, rowEnds[i] - start);
            start = rowEnds[i];
        }
        return header.encodedLength() + encoder.encodedLength();
    }

    private int readRows(final ReferenceTable table, final int list) {
        final int count = tape.elements(list);
        if (count > rowEnds.length) {
            rowEnds = new int[count];
        }
        int row = list + 1;
        for (int i = 0; i < count && errors.size() == 0; i++) {
            if (fields.object(row, FieldPath.head(Field.ROWS, i))) {
                readRow(table, row, i);
            }
            rowEnds[i] = cells.length();
            row = tape.next(row);
        }
        return count;
    }

    private void readRow(final ReferenceTable table, final int row, final int index) {
        final Names columns = COLUMNS[table.ordinal()];
        columns.bind(tape, row, columnTokens);
        packer.begin(table);
        for (int column = 0; column < columns.size(); column++) {
            final RejectCode fault = readCell(column, columnTokens[column]);
            if (fault != null) {
                fields.fault(FieldPath.row(table, index, column + 1), fault);
            }
        }
    }

    private RejectCode readCell(final int column, final int token) {
        final byte kind = token == JsonTape.NONE ? JsonTape.NULL : tape.kind(token);
        switch (kind) {
            case JsonTape.NULL:
                return packer.cell(column, EMPTY, 0, 0, false);
            case JsonTape.TEXT:
            case JsonTape.INTEGER:
            case JsonTape.NUMBER:
                return packer.cell(column, tape.bytes(token), tape.start(token),
                    tape.end(token), kind != JsonTape.TEXT);
            default:
                return RejectCode.FORMAT;
        }
    }
}
