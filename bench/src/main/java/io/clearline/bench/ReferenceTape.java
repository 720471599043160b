package io.clearline.bench;

import io.clearline.engine.record.ReferenceTable;
import io.clearline.engine.record.sbe.MessageHeaderEncoder;
import io.clearline.engine.record.sbe.ReferenceEncoder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/** Puts packed rows as {@code Reference} commands on a tape, each in force at once. */
final class ReferenceTape {
    /** Rows of one command; they are well below the length of a message. */
    private static final int ROWS_MOST = 400;

    private final CommandTape tape;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ReferenceEncoder reference = new ReferenceEncoder();
    private final List<byte[]> rows = new ArrayList<>();
    private ReferenceTable table;

    ReferenceTape(final CommandTape tape) {
        this.tape = tape;
    }

    void row(final ReferenceTable of, final DirectBuffer cells, final int length) {
        if (of != table || rows.size() == ROWS_MOST) {
            flush();
            table = of;
        }
        final byte[] row = new byte[length];
        cells.getBytes(0, row);
        rows.add(row);
    }

    void flush() {
        if (rows.isEmpty()) {
            return;
        }
        reference.wrapAndApplyHeader(tape.bytes(), tape.end(), header)
            .at(ReferenceEncoder.atNullValue()).table(table.wire())
            .load((short) 0).last((short) 1);
        reference.formErrorsCount(0);
        final ReferenceEncoder.RowsEncoder out = reference.rowsCount(rows.size());
        for (final byte[] row : rows) {
            out.next().putCells(row, 0, row.length);
        }
        tape.add(MessageHeaderEncoder.ENCODED_LENGTH + reference.encodedLength());
        rows.clear();
    }
}
