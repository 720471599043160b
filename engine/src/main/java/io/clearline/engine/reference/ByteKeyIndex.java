package io.clearline.engine.reference;

import io.clearline.engine.record.Hash64;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Gives byte strings dense numbers from 0 and finds them again without allocating. A number, once given,
 * never changes. Open addressing; not thread-safe.
 */
public final class ByteKeyIndex {
    private int[] slots = new int[64];
    private long[] hashes = new long[32];
    private UnsafeBuffer[] keys = new UnsafeBuffer[32];
    private int size;

    /** Returns how many keys there are. */
    public int size() {
        return size;
    }

    /** Returns the key of a number. */
    public DirectBuffer key(final int number) {
        return keys[number];
    }

    /** Returns the number of a key, or -1. */
    public int find(final DirectBuffer buffer, final int offset, final int length) {
        return find(hash(buffer, offset, length), buffer, offset, length);
    }

    private int find(
        final long hash, final DirectBuffer buffer, final int offset, final int length) {
        final int mask = slots.length - 1;
        for (int at = (int) hash & mask; slots[at] != 0; at = at + 1 & mask) {
            final int number = slots[at] - 1;
            if (hashes[number] == hash && equal(keys[number], buffer, offset, length)) {
                return number;
            }
        }
        return -1;
    }

    /** Returns the number of a key, which is added where it is new. */
    public int intern(final DirectBuffer buffer, final int offset, final int length) {
        final long hash = hash(buffer, offset, length);
        final int found = find(hash, buffer, offset, length);
        if (found >= 0) {
            return found;
        }
        if (size == keys.length) {
            grow();
        }
        final byte[] copy = new byte[length];
        buffer.getBytes(offset, copy);
        keys[size] = new UnsafeBuffer(copy);
        hashes[size] = hash;
        place(size);
        return size++;
    }

    private void grow() {
        keys = Arrays.copyOf(keys, size * 2);
        hashes = Arrays.copyOf(hashes, size * 2);
        slots = new int[size * 4];
        for (int number = 0; number < size; number++) {
            place(number);
        }
    }

    private void place(final int number) {
        final int mask = slots.length - 1;
        int at = (int) hashes[number] & mask;
        while (slots[at] != 0) {
            at = at + 1 & mask;
        }
        slots[at] = number + 1;
    }

    private static long hash(final DirectBuffer buffer, final int offset, final int length) {
        return Hash64.of(buffer, offset, length, 1);
    }

    private static boolean equal(
        final UnsafeBuffer key, final DirectBuffer buffer, final int offset, final int length) {
        if (key.capacity() != length) {
            return false;
        }
        int i = 0;
        for (; i + Long.BYTES <= length; i += Long.BYTES) {
            if (key.getLong(i) != buffer.getLong(offset + i)) {
                return false;
            }
        }
        for (; i < length; i++) {
            if (key.getByte(i) != buffer.getByte(offset + i)) {
                return false;
            }
        }
        return true;
    }
}
