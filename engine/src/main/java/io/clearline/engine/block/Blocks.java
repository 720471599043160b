package io.clearline.engine.block;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Memory off the heap for what only grows: blocks cut out of large regions. State is read at random,
 * and most of such a read is finding the page: in a large region the kernel can use pages of 2 MiB
 * (where it is told to, as {@code clearline} does), in thousands of small ones it cannot.
 *
 * <p>Regions begin small and double, so that a small process stays small. One is let go when none of
 * its blocks is in use any more. Thread-safe; taken seldom, and never while deciding on a declaration
 * that nothing grows for.
 */
public final class Blocks {
    /** Blocks begin at multiples of this many bytes: a cache line. */
    public static final int ALIGNMENT = 64;

    private static final int FIRST_REGION = 1 << 20;
    // malloc maps what is larger than this by itself, which is what the kernel gives large pages to.
    private static final int LARGEST_REGION = 32 << 20;
    /** What is larger than an eighth of a region is not cut out of one: too much would be left over. */
    private static final int CUT_BITS = 3;

    private static final Int2ObjectHashMap<ArrayDeque<UnsafeBuffer>> GIVEN_BACK =
        new Int2ObjectHashMap<>();
    private static ByteBuffer region = ByteBuffer.allocateDirect(0);
    private static ByteBuffer spare;
    private static int nextBytes = FIRST_REGION;

    private Blocks() {
    }

    /**
     * Returns a block, all zeros.
     *
     * @param bytes its length, 1 or more
     * @throws OutOfMemoryError if the process may have no more off the heap
     */
    public static synchronized UnsafeBuffer take(final int bytes) {
        final UnsafeBuffer used = givenBack(bytes);
        if (used != null) {
            used.setMemory(0, bytes, (byte) 0);
            return used;
        }
        if (bytes > nextBytes >> CUT_BITS) {
            return new UnsafeBuffer(BufferUtil.allocateDirectAligned(bytes, ALIGNMENT));
        }
        final int length = BitUtil.align(bytes, ALIGNMENT);
        if (region.remaining() < length) {
            region = spare == null ? allocate(nextBytes) : spare;
            spare = null;
            nextBytes = Math.min(nextBytes << 1, LARGEST_REGION);
        }
        final int at = region.position();
        region.position(at + length);
        return new UnsafeBuffer(region, at, bytes);
    }

    /** Returns a block that was given back, or a part of a larger one; null if there is none. */
    private static UnsafeBuffer givenBack(final int bytes) {
        final ArrayDeque<UnsafeBuffer> same = GIVEN_BACK.get(bytes);
        if (same != null && !same.isEmpty()) {
            return same.pop();
        }
        if (bytes < ALIGNMENT || bytes >= LARGEST_REGION || !BitUtil.isPowerOfTwo(bytes)) {
            return null;
        }
        final UnsafeBuffer twice = givenBack(bytes << 1);
        if (twice == null) {
            return null;
        }
        give(new UnsafeBuffer(twice.byteBuffer(), twice.wrapAdjustment() + bytes, bytes));
        return new UnsafeBuffer(twice.byteBuffer(), twice.wrapAdjustment(), bytes);
    }

    /** Gives a block back that nothing refers to any more; one of its length or less gets it. */
    public static synchronized void give(final UnsafeBuffer block) {
        ArrayDeque<UnsafeBuffer> blocks = GIVEN_BACK.get(block.capacity());
        if (blocks == null) {
            blocks = new ArrayDeque<>();
            GIVEN_BACK.put(block.capacity(), blocks);
        }
        blocks.push(block);
    }

    /**
     * Has the next region ready once half of the present one is cut, so that whoever takes blocks need
     * not wait until the kernel has found and cleared its pages. To be called now and then, by another
     * thread.
     */
    public static void prepare() {
        final int bytes;
        synchronized (Blocks.class) {
            if (spare != null || region.remaining() > region.capacity() / 2) {
                return;
            }
            bytes = nextBytes;
        }
        final ByteBuffer made;
        try {
            made = allocate(bytes);
        } catch (final OutOfMemoryError e) {
            // Whoever takes a block that does not fit any more is told.
            return;
        }
        synchronized (Blocks.class) {
            if (spare == null) {
                spare = made;
            }
        }
    }

    private static ByteBuffer allocate(final int bytes) {
        return BufferUtil.allocateDirectAligned(bytes, ALIGNMENT);
    }
}
