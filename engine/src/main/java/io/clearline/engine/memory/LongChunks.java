package io.clearline.engine.memory;

import io.clearline.engine.block.Blocks;
import io.clearline.engine.record.StateInput;
import io.clearline.engine.record.StateOutput;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/** Longs under indexes from 0, all 0 at first; grows off the heap and never copies. Not thread-safe. */
public final class LongChunks {
    private static final int BITS = 12;

    private UnsafeBuffer[] chunks = new UnsafeBuffer[16];
    private int chunkCount;

    /** Returns a value; 0 where none was set. */
    public long get(final int index) {
        final int chunk = index >>> BITS;
        return chunk < chunkCount ? chunks[chunk].getLong(at(index)) : 0;
    }

    /** Sets a value. */
    public void set(final int index, final long value) {
        final int chunk = index >>> BITS;
        while (chunk >= chunkCount) {
            grow();
        }
        chunks[chunk].putLong(at(index), value);
    }

    private UnsafeBuffer grow() {
        if (chunkCount == chunks.length) {
            chunks = Arrays.copyOf(chunks, chunkCount * 2);
        }
        final UnsafeBuffer chunk = Blocks.take(Long.BYTES << BITS);
        chunks[chunkCount++] = chunk;
        return chunk;
    }

    /** Adds to a value. */
    public void add(final int index, final long addend) {
        set(index, get(index) + addend);
    }

    /** Writes the values. */
    public void save(final StateOutput out) {
        out.putInt(chunkCount);
        for (int i = 0; i < chunkCount; i++) {
            out.putBytes(chunks[i], 0, Long.BYTES << BITS);
        }
    }

    /** Reads what {@link #save} wrote, into a list that nothing was set in. */
    public void load(final StateInput in) {
        for (int left = in.getInt(); left > 0; left--) {
            in.getBytes(grow(), 0, Long.BYTES << BITS);
        }
    }

    private static int at(final int index) {
        return (index & (1 << BITS) - 1) << 3;
    }
}
