package io.clearline.adapters.csv;

import io.clearline.engine.record.ReferenceTable;
import io.clearline.engine.record.sbe.MessageHeaderEncoder;
import io.clearline.engine.record.sbe.ReferenceEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;

/**
 * Loads a directory of reference data (contract section 2): every file is read and checked before
 * the first message is handed on, so a directory with a fault changes nothing. A missing file is an
 * empty table. Columns may stand in any order, but all must be there and no other. Stateless,
 * thread-safe.
 */
public final class ReferenceLoader {
    /** No message is longer, in bytes. */
    public static final int PART_MAX = 60 * 1024;

    /** Takes the messages in order. */
    @FunctionalInterface
    public interface PartHandler {
        /**
         * Takes one {@code Reference} or {@code Control} message, message header included; valid
         * during the call alone.
         */
        void onPart(DirectBuffer message, int offset, int length);
    }

    /**
     * Reference data that was found sound, packed and ready to be sent.
     */
    public static final class Loaded {
        private final Map<ReferenceTable, List<byte[]>> tables;
        private final List<byte[]> controls;

        private Loaded(
            final Map<ReferenceTable, List<byte[]>> tables, final List<byte[]> controls) {
            this.tables = tables;
            this.controls = controls;
        }

        /** Returns how many controls there are. */
        public int controls() {
            return controls.size();
        }

        /** Returns how many rows a table has. */
        public int rows(final ReferenceTable table) {
            return tables.getOrDefault(table, List.of()).size();
        }

        /** Returns how many rows there are in all tables. */
        public int rows() {
            return tables.values().stream().mapToInt(List::size).sum();
        }

        /**
         * Hands on the messages: tables in the order of {@link ReferenceTable}, {@code load} 1 on
         * the first message and 2 on the others, {@code last} 1 on the last. There is always one.
         * Then the controls, without a time, as commands that the engine may refuse: one that it
         * knows already in this version changes nothing.
         */
        public void forEachPart(final PartHandler handler) {
            final List<Part> parts = new ArrayList<>();
            tables.forEach((table, rows) -> split(table, rows, parts));
            if (parts.isEmpty()) {
                parts.add(new Part(ReferenceTable.POLICY, List.of()));
            }
            final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(PART_MAX);
            for (int i = 0; i < parts.size(); i++) {
                handler.onPart(buffer, 0,
                    encode(buffer, parts.get(i), i == 0 ? 1 : 2, i == parts.size() - 1));
            }
            for (final byte[] control : controls) {
                buffer.putBytes(0, control);
                handler.onPart(buffer, 0, control.length);
            }
        }
    }

    private record Part(ReferenceTable table, List<byte[]> rows) {
    }

    /**
     * Reads and checks a directory.
     *
     * @throws ReferenceException if anything in it cannot be taken; the first fault is named
     */
    public Loaded load(final Path directory) throws ReferenceException {
        if (!Files.isDirectory(directory)) {
            throw new ReferenceException(directory.toString(), 0, "", Files.exists(directory)
                ? "is no directory" : "there is no such directory");
        }
        final Map<ReferenceTable, List<byte[]>> tables = new EnumMap<>(ReferenceTable.class);
        for (final ReferenceTable table : ReferenceTable.values()) {
            final Path path = directory.resolve(table.file());
            if (Files.exists(path)) {
                tables.put(table, new TableReader(table).read(path));
            }
        }
        if (tables.isEmpty()) {
            throw new ReferenceException(directory.toString(), 0, "",
                "holds no reference data; expected one or more of "
                + Arrays.stream(ReferenceTable.values()).map(ReferenceTable::file)
                    .collect(Collectors.joining(", ")));
        }
        return new Loaded(
            tables, new ControlLines(false).read(directory.resolve(ControlLines.FILE)));
    }

    private static void split(
        final ReferenceTable table, final List<byte[]> rows, final List<Part> parts) {
        final int head = MessageHeaderEncoder.ENCODED_LENGTH + ReferenceEncoder.BLOCK_LENGTH
            + ReferenceEncoder.FormErrorsEncoder.HEADER_SIZE
            + ReferenceEncoder.RowsEncoder.HEADER_SIZE;
        int from = 0;
        int length = head;
        for (int i = 0; i < rows.size(); i++) {
            final int size = ReferenceEncoder.RowsEncoder.cellsHeaderLength() + rows.get(i).length;
            if (length + size > PART_MAX) {
                parts.add(new Part(table, rows.subList(from, i)));
                from = i;
                length = head;
            }
            length += size;
        }
        if (from < rows.size()) {
            parts.add(new Part(table, rows.subList(from, rows.size())));
        }
    }

    private static int encode(
        final ExpandableArrayBuffer buffer, final Part part, final int load,
        final boolean last) {
        final MessageHeaderEncoder header = new MessageHeaderEncoder();
        final ReferenceEncoder encoder = new ReferenceEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, header)
            .at(ReferenceEncoder.atNullValue())
            .table(part.table().wire())
            .load((short) load)
            .last((short) (last ? 1 : 0))
            .formErrorsCount(0);
        final ReferenceEncoder.RowsEncoder rows = encoder.rowsCount(part.rows().size());
        for (final byte[] row : part.rows()) {
            rows.next().putCells(row, 0, row.length);
        }
        return header.encodedLength() + encoder.encodedLength();
    }
}
