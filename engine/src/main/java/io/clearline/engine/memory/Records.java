package io.clearline.engine.memory;

import io.clearline.engine.block.Blocks;
import io.clearline.engine.record.StateInput;
import io.clearline.engine.record.StateOutput;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Records of one cache line (64 bytes) under dense numbers from 0, off the heap and aligned, so
 * that everything about one thing costs one memory access. Zeroed at first; growing never copies.
 * Not thread-safe.
 */
public final class Records {
    private static final int LINE_BITS = 6;
    private static final int CHUNK_BITS = 10;
    private static final int CHUNK_BYTES = 1 << LINE_BITS + CHUNK_BITS;

    private UnsafeBuffer[] chunks = new UnsafeBuffer[16];
    private int chunkCount;
    private int size;

    /** Returns how many there are. */
    public int size() {
        return size;
    }

    /** Adds a record and returns its number. */
    public int add() {
        if (size == chunkCount << CHUNK_BITS) {
            grow();
        }
        return size++;
    }

    private void grow() {
        if (chunkCount == chunks.length) {
            chunks = Arrays.copyOf(chunks, chunkCount * 2);
        }
        chunks[chunkCount++] = Blocks.take(CHUNK_BYTES);
    }

    /** Writes the records. */
    public void save(final StateOutput out) {
        out.putInt(size);
        for (int i = 0; i < chunkCount; i++) {
            out.putBytes(chunks[i], 0, CHUNK_BYTES);
        }
    }

    /** Reads what {@link #save} wrote, where there are none yet. */
    public void load(final StateInput in) {
        size = in.getInt();
        while (chunkCount << CHUNK_BITS < size) {
            grow();
            in.getBytes(chunks[chunkCount - 1], 0, CHUNK_BYTES);
        }
    }

    /** Returns the buffer that holds a record. */
    public UnsafeBuffer buffer(final int number) {
        return chunks[number >>> CHUNK_BITS];
    }

    /** Returns the index of a record's first byte in its buffer. */
    public int offset(final int number) {
        return (number & (1 << CHUNK_BITS) - 1) << LINE_BITS;
    }
}
