package io.clearline.adapters.binary;

import java.nio.ByteOrder;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * The layout of a message, or of an entry of a group: a block, then groups, then texts. Walks bytes from
 * outside before anything reads them as that message: every length lies within them and every text is
 * UTF-8. Immutable.
 *
 * @param block bytes of the block
 * @param entriesMax how many entries there may be, where it is a group
 */
record Shape(int block, int entriesMax, List<Shape> groups, List<Data> data) {
    private static final int GROUP_HEADER = 4;
    private static final int SHORT = 0xFFFF;

    /** What stands behind the groups. */
    enum Data {
        /** A length of two bytes and UTF-8. */
        TEXT(2),
        /** A length of two bytes and bytes. */
        BYTES(2),
        /** A length of four bytes and bytes. */
        BLOB(4);

        private final int lengthBytes;

        Data(final int lengthBytes) {
            this.lengthBytes = lengthBytes;
        }
    }

    /**
     * Walks one message or entry.
     *
     * @param from index of its block
     * @param end index behind the last byte that may be read
     * @return the index behind it
     * @throws BadCommandException if it does not fit
     */
    int walk(final DirectBuffer buffer, final int from, final int end)
        throws BadCommandException {
        int at = skip(from, block, end);
        // By index: iterators would be garbage of every command.
        for (int i = 0; i < groups.size(); i++) {
            at = groups.get(i).walkGroup(buffer, at, end);
        }
        for (int i = 0; i < data.size(); i++) {
            at = walkData(data.get(i), buffer, at, end);
        }
        return at;
    }

    private int walkGroup(final DirectBuffer buffer, final int from, final int end)
        throws BadCommandException {
        int at = skip(from, GROUP_HEADER, end);
        final int entryBlock = buffer.getShort(from, ByteOrder.LITTLE_ENDIAN) & SHORT;
        final int count = buffer.getShort(from + 2, ByteOrder.LITTLE_ENDIAN) & SHORT;
        if (entryBlock != block) {
            throw new BadCommandException("entries of a group have " + entryBlock
                + " bytes where the schema has " + block);
        }
        if (count > entriesMax) {
            throw new BadCommandException("a group has " + count + " entries, at most "
                + entriesMax + " are taken");
        }
        for (int i = 0; i < count; i++) {
            at = walk(buffer, at, end);
        }
        return at;
    }

    private static int walkData(
        final Data data, final DirectBuffer buffer, final int from, final int end)
        throws BadCommandException {
        final int at = skip(from, data.lengthBytes, end);
        final int length = data == Data.BLOB ? buffer.getInt(from, ByteOrder.LITTLE_ENDIAN)
            : buffer.getShort(from, ByteOrder.LITTLE_ENDIAN) & SHORT;
        final int next = skip(at, length, end);
        if (data == Data.TEXT && !Utf8.isValid(buffer, at, next)) {
            throw new BadCommandException("a text is not UTF-8");
        }
        return next;
    }

    private static int skip(final int at, final int count, final int end)
        throws BadCommandException {
        if (count < 0 || count > end - at) {
            throw new BadCommandException("the message ends early");
        }
        return at + count;
    }
}
