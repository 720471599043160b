package io.clearline.engine.memory;

import io.clearline.engine.block.Blocks;
import io.clearline.engine.record.StateInput;
import io.clearline.engine.record.StateOutput;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/** A growing list of ints off the heap; growing never copies. Not thread-safe. */
public final class IntChunks {
    private static final int FIRST_BITS = 6;
    private static final int MAX_BITS = 16;

    private UnsafeBuffer[] chunks = new UnsafeBuffer[16];
    private int chunkCount;
    private int size;
    private int capacity;

    /** Returns how many there are. */
    public int size() {
        return size;
    }

    /** Adds a value at the end. */
    public void add(final int value) {
        if (size == capacity) {
            grow();
        }
        size++;
        set(size - 1, value);
    }

    private void grow() {
        final int bits = Math.min(FIRST_BITS + chunkCount, MAX_BITS);
        if (chunkCount == chunks.length) {
            chunks = Arrays.copyOf(chunks, chunkCount * 2);
        }
        chunks[chunkCount++] = Blocks.take(Integer.BYTES << bits);
        capacity += 1 << bits;
    }

    /** Replaces a value. */
    public void set(final int index, final int value) {
        final int chunk = chunkOf(index);
        chunks[chunk].putInt(index - startOf(chunk) << 2, value);
    }

    /** Returns a value. */
    public int get(final int index) {
        final int chunk = chunkOf(index);
        return chunks[chunk].getInt(index - startOf(chunk) << 2);
    }

    /** Writes the list. */
    public void save(final StateOutput out) {
        out.putInt(size);
        for (int chunk = 0; chunk < chunkCount; chunk++) {
            out.putBytes(chunks[chunk], 0, bytesUsed(chunk));
        }
    }

    /** Reads what {@link #save} wrote into an empty list. */
    public void load(final StateInput in) {
        size = in.getInt();
        while (capacity < size) {
            grow();
            in.getBytes(chunks[chunkCount - 1], 0, bytesUsed(chunkCount - 1));
        }
    }

    private int bytesUsed(final int chunk) {
        return Math.min(chunks[chunk].capacity(), size - startOf(chunk) << 2);
    }

    private static int startOf(final int chunk) {
        final int doubling = Math.min(chunk, MAX_BITS - FIRST_BITS);
        return ((1 << doubling) - 1 << FIRST_BITS) + (chunk - doubling << MAX_BITS);
    }

    private static int chunkOf(final int index) {
        final int doubled = (1 << MAX_BITS - FIRST_BITS) - 1 << FIRST_BITS;
        if (index >= doubled) {
            return MAX_BITS - FIRST_BITS + (index - doubled >>> MAX_BITS);
        }
        return 31 - Integer.numberOfLeadingZeros((index >>> FIRST_BITS) + 1);
    }
}
