package io.clearline.tools.simulate;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;
import org.agrona.DirectBuffer;

/**
 * What a process that is killed inside an append leaves: the journal's last file as it stood with
 * the document open, with any part of the record behind its header, as the copying had got to.
 */
final class OpenDocument {
    private static final int HEADER = 4;
    private static final int NOT_COMPLETE = 0x8000_0000;
    private static final int LENGTH_MASK = 0x3FFF_FFFF;

    private OpenDocument() {
    }

    /** Puts some bytes of a record into the open document. */
    static void fill(
        final byte[] file, final DirectBuffer record, final int offset, final int length,
        final SplittableRandom random) {
        final int at = find(file);
        record.getBytes(offset, file, at + HEADER, random.nextInt(length + 1));
    }

    /** Puts the whole record into the open document and closes it. */
    static void close(
        final byte[] file, final DirectBuffer record, final int offset, final int length) {
        final int at = find(file);
        record.getBytes(offset, file, at + HEADER, length);
        words(file).putInt(at, length);
    }

    /** Takes a file that was begun for the record back to an earlier moment of its creation. */
    static byte[] begun(final byte[] file, final SplittableRandom random) {
        final int first = HEADER + (words(file).getInt(0) & LENGTH_MASK);
        return switch (random.nextInt(5)) {
            case 0 -> new byte[0];
            case 1 -> new byte[file.length];
            case 2 -> {
                final byte[] headless = new byte[file.length];
                System.arraycopy(file, 0, headless, 0, random.nextInt(first));
                words(headless).putInt(0, NOT_COMPLETE);
                yield headless;
            }
            case 3 -> {
                final byte[] bare = new byte[file.length];
                System.arraycopy(file, 0, bare, 0, first);
                yield bare;
            }
            default -> file;
        };
    }

    /** The header is written last: a document that is open has none yet. */
    private static int find(final byte[] file) {
        final ByteBuffer words = words(file);
        int at = 0;
        int header = words.getInt(at);
        while (header > 0) {
            at = at + HEADER + (header & LENGTH_MASK) + HEADER - 1 & -HEADER;
            header = words.getInt(at);
        }
        return at;
    }

    private static ByteBuffer words(final byte[] file) {
        return ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    }
}
