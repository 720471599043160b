package io.clearline.engine.memory;

import io.clearline.engine.block.Blocks;
import io.clearline.engine.record.StateInput;
import io.clearline.engine.record.StateOutput;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Keeps byte images of varying length off the heap, each under an int handle. Blocks are multiples of
 * eight bytes and freed ones are used again by size; large ones go up in powers of two, the largest stand
 * in a chunk of their own. Not thread-safe.
 */
public final class Slab {
    /** Small, because a new chunk is zeroed on the thread that needs it. */
    private static final int CHUNK_BITS = 17;
    private static final int CHUNK = 1 << CHUNK_BITS;
    private static final int UNIT_BITS = 3;
    private static final int HEAD = Integer.BYTES;
    private static final int EXACT = 4096;

    /** An array, not a list: each look-up of an image goes through it. */
    private UnsafeBuffer[] chunks = new UnsafeBuffer[16];
    /** Handle 0 means none, so that there is no chunk 0. */
    private int chunkCount = 1;
    private int current;
    private final int[] free = new int[EXACT / 8 + 32];
    private int tail = CHUNK;
    private long bytesInUse;

    /** Stores an image and returns its handle, above 0. */
    public int put(final DirectBuffer source, final int offset, final int length) {
        final int size = blockSize(length);
        final int handle = allocate(size);
        final UnsafeBuffer chunk = chunk(handle);
        final int at = index(handle);
        chunk.putInt(at, length);
        chunk.putBytes(at + HEAD, source, offset, length);
        bytesInUse += size;
        return handle;
    }

    /** Stores an image in place of another and returns its handle, which may be a new one. */
    public int replace(
        final int handle, final DirectBuffer source, final int offset, final int length) {
        if (blockSize(length(handle)) == blockSize(length)) {
            final UnsafeBuffer chunk = chunk(handle);
            chunk.putInt(index(handle), length);
            chunk.putBytes(index(handle) + HEAD, source, offset, length);
            return handle;
        }
        final int moved = put(source, offset, length);
        release(handle);
        return moved;
    }

    /** Gives up an image; its handle stands for nothing, or for a later one. */
    public void release(final int handle) {
        final int size = blockSize(length(handle));
        final int list = listOf(size);
        chunk(handle).putInt(index(handle) + HEAD, free[list]);
        free[list] = handle;
        bytesInUse -= size;
    }

    /** Returns the buffer that holds an image. */
    public DirectBuffer buffer(final int handle) {
        return chunk(handle);
    }

    /** Returns the buffer that holds an image, to change the image in place. */
    public MutableDirectBuffer writable(final int handle) {
        return chunk(handle);
    }

    /** Returns the index of an image's first byte in its buffer. */
    public int offset(final int handle) {
        return index(handle) + HEAD;
    }

    /** Returns the length of an image. */
    public int length(final int handle) {
        return chunk(handle).getInt(index(handle));
    }

    /** Returns how many bytes the images take, with their heads and rounding. */
    public long bytesInUse() {
        return bytesInUse;
    }

    /** Writes all blocks as they lie, freed ones too: what is stored next goes to the same place. */
    public void save(final StateOutput out) {
        out.putInt(current);
        out.putInt(tail);
        out.putLong(bytesInUse);
        for (final int head : free) {
            out.putInt(head);
        }
        out.putInt(chunkCount);
        for (int i = 1; i < chunkCount; i++) {
            out.putInt(chunks[i].capacity());
            out.putBytes(chunks[i], 0, chunks[i].capacity());
        }
    }

    /** Reads what {@link #save} wrote into an empty slab. */
    public void load(final StateInput in) {
        current = in.getInt();
        tail = in.getInt();
        bytesInUse = in.getLong();
        for (int i = 0; i < free.length; i++) {
            free[i] = in.getInt();
        }
        for (int left = in.getInt() - 1; left > 0; left--) {
            final int capacity = in.getInt();
            final int chunk = addChunk(capacity);
            in.getBytes(chunks[chunk], 0, capacity);
        }
    }

    private int allocate(final int size) {
        final int list = listOf(size);
        final int reused = free[list];
        if (reused != 0) {
            free[list] = chunk(reused).getInt(index(reused) + HEAD);
            return reused;
        }
        if (size > CHUNK) {
            return handleOf(addChunk(size), 0);
        }
        if (tail + size > CHUNK) {
            current = addChunk(CHUNK);
            tail = 0;
        }
        final int handle = handleOf(current, tail);
        tail += size;
        return handle;
    }

    private static int handleOf(final int chunk, final int at) {
        return (chunk << CHUNK_BITS - UNIT_BITS) + (at >>> UNIT_BITS);
    }

    private int addChunk(final int size) {
        if (chunkCount == chunks.length) {
            chunks = Arrays.copyOf(chunks, chunkCount * 2);
        }
        chunks[chunkCount] = Blocks.take(size);
        return chunkCount++;
    }

    private UnsafeBuffer chunk(final int handle) {
        return chunks[handle >>> CHUNK_BITS - UNIT_BITS];
    }

    private static int index(final int handle) {
        return (handle & (1 << CHUNK_BITS - UNIT_BITS) - 1) << UNIT_BITS;
    }

    private static int blockSize(final int length) {
        final int size = Math.max(16, length + HEAD + 7 & -8);
        return size <= EXACT ? size : Integer.highestOneBit(size - 1) << 1;
    }

    private static int listOf(final int size) {
        return size <= EXACT ? size >>> UNIT_BITS : EXACT / 8 + 31 - Integer.numberOfLeadingZeros(size);
    }
}
