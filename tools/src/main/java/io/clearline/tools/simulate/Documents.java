package io.clearline.tools.simulate;

import io.clearline.engine.record.RecordHeader;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The documents in the image of a journal file: where records lie, and what a process that is killed
 * in the middle of an append or of the creation of a file leaves of them.
 */
final class Documents {
    static final int HEADER = 4;
    private static final int NOT_COMPLETE = 0x8000_0000;
    private static final int META_DATA = 0x4000_0000;
    private static final int LENGTH_MASK = 0x3FFF_FFFF;

    /** A record: its sequence, where its document starts and where it ends. */
    record Place(long sequence, int from, int to) {
        /** Returns the place of the record alone, without its frame. */
        Place record() {
            return new Place(sequence, from + HEADER, to);
        }

        boolean meets(final int other, final int otherTo) {
            return other < to && otherTo > from;
        }
    }

    private Documents() {
    }

    /** Returns where the records of a sound file lie, in their order. */
    static List<Place> records(final byte[] file) {
        final UnsafeBuffer bytes = new UnsafeBuffer(file);
        final List<Place> places = new ArrayList<>();
        int at = 0;
        int header = header(bytes, at);
        while (header > 0) {
            final int end = at + HEADER + (header & LENGTH_MASK);
            if ((header & META_DATA) == 0) {
                places.add(new Place(RecordHeader.sequence(bytes, at + HEADER), at, end));
            }
            at = after(end);
            header = header(bytes, at);
        }
        return places;
    }

    /** Puts some bytes of a record where the next document begins, as the copying had got to. */
    static void begin(
        final byte[] file, final DirectBuffer record, final SplittableRandom random) {
        // The header is written last: a document that is open has none yet.
        record.getBytes(0, file, end(file) + HEADER, random.nextInt(record.capacity() + 1));
    }

    /** Takes a file that was begun back to an earlier moment of its creation. */
    static byte[] begun(final byte[] file, final SplittableRandom random) {
        final int first = HEADER + (header(new UnsafeBuffer(file), 0) & LENGTH_MASK);
        return switch (random.nextInt(5)) {
            case 0 -> new byte[0];
            case 1 -> new byte[file.length];
            case 2 -> {
                final byte[] headless = new byte[file.length];
                System.arraycopy(file, 0, headless, 0, random.nextInt(first));
                new UnsafeBuffer(headless).putInt(0, NOT_COMPLETE, ByteOrder.LITTLE_ENDIAN);
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

    /** Returns where the next document is to begin. */
    static int end(final byte[] file) {
        final UnsafeBuffer bytes = new UnsafeBuffer(file);
        int at = 0;
        int header = header(bytes, at);
        while (header > 0) {
            at = after(at + HEADER + (header & LENGTH_MASK));
            header = header(bytes, at);
        }
        return at;
    }

    private static int header(final UnsafeBuffer bytes, final int at) {
        return at + HEADER > bytes.capacity() ? 0 : bytes.getInt(at, ByteOrder.LITTLE_ENDIAN);
    }

    private static int after(final int end) {
        return end + HEADER - 1 & -HEADER;
    }
}
