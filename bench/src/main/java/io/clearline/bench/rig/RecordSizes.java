package io.clearline.bench.rig;

import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.JournalReader;
import java.nio.file.Path;
import org.agrona.BufferUtil;
import org.agrona.collections.IntArrayList;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * How long each record of a journal is, and the first of their bytes: what it takes to write the
 * same amount in the same pieces again.
 */
public final class RecordSizes {
    private static final int CONTENT_BYTES = 8 << 20;
    private static final int BATCH = 1 << 16;

    private final IntArrayList lengths = new IntArrayList();
    private final UnsafeBuffer content =
        new UnsafeBuffer(BufferUtil.allocateDirectAligned(CONTENT_BYTES, 64));
    private int filled;
    private long bytes;

    private RecordSizes() {
    }

    /**
     * Reads a journal.
     *
     * @param directory a data directory whose engine is closed
     * @param from sequence of the first record that counts
     * @param to sequence of the last
     */
    public static RecordSizes read(final Path directory, final long from, final long to) {
        final RecordSizes sizes = new RecordSizes();
        try (JournalReader reader = JournalReader.open(DataDirectory.at(directory), from)) {
            int count = 1;
            while (count > 0) {
                final long left = to + 1 - Math.max(from, reader.nextSequence());
                count = reader.poll((record, offset, length) -> {
                    sizes.lengths.addInt(length);
                    sizes.bytes += length;
                    if (sizes.filled + length <= CONTENT_BYTES) {
                        sizes.content.putBytes(sizes.filled, record, offset, length);
                        sizes.filled += length;
                    }
                }, (int) Math.min(BATCH, left));
            }
        }
        return sizes;
    }

    /** Returns how many records there are. */
    public int count() {
        return lengths.size();
    }

    /** Returns the length of a record in bytes. */
    int length(final int index) {
        return lengths.getInt(index);
    }

    /** Returns the length of all records in bytes. */
    public long bytes() {
        return bytes;
    }

    /** Returns bytes of records, to be written over and over. */
    UnsafeBuffer content() {
        return content;
    }

    /** Returns how many of them there are. */
    int contentLength() {
        return filled;
    }
}
