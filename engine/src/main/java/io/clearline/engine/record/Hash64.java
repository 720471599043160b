package io.clearline.engine.record;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * A fast 64-bit hash of bytes, the same on every machine and JDK. It finds things and tells contents
 * apart; it is no protection against anyone who wants a collision.
 */
public final class Hash64 {
    private static final long P1 = 0x9E3779B97F4A7C15L;
    private static final int LANES_FROM = 8 * Long.BYTES;
    private static final long P2 = 0xD6E8FEB86659FD93L;

    private Hash64() {
    }

    /** Returns the hash of {@code length} bytes. */
    public static long of(
        final DirectBuffer buffer, final int offset, final int length, final long seed) {
        long hash = seed ^ length * P1;
        int at = offset;
        final int end = offset + length;
        if (length >= LANES_FROM) {
            // Four lanes side by side: one alone would wait for its own multiplication each time.
            long a = hash;
            long b = hash + P1;
            long c = hash ^ P2;
            long d = hash - P2;
            for (; end - at >= 4 * Long.BYTES; at += 4 * Long.BYTES) {
                a = fold(a, buffer.getLong(at, ByteOrder.LITTLE_ENDIAN));
                b = fold(b, buffer.getLong(at + Long.BYTES, ByteOrder.LITTLE_ENDIAN));
                c = fold(c, buffer.getLong(at + 2 * Long.BYTES, ByteOrder.LITTLE_ENDIAN));
                d = fold(d, buffer.getLong(at + 3 * Long.BYTES, ByteOrder.LITTLE_ENDIAN));
            }
            hash = fold(fold(fold(a, b), c), d);
        }
        while (end - at >= Long.BYTES) {
            hash = fold(hash, buffer.getLong(at, ByteOrder.LITTLE_ENDIAN));
            at += Long.BYTES;
        }
        if (at < end) {
            hash = fold(hash, rest(buffer, offset, at, end));
        }
        return mix(hash);
    }

    /** Returns the bytes from {@code at} on, fewer than eight, as a number. */
    private static long rest(
        final DirectBuffer buffer, final int offset, final int at, final int end) {
        if (end - offset >= Long.BYTES) {
            // Out of the last eight bytes: how many are left cannot be foreseen.
            return buffer.getLong(end - Long.BYTES, ByteOrder.LITTLE_ENDIAN)
                >>> Long.SIZE - (end - at) * Byte.SIZE;
        }
        long rest = 0;
        for (int i = end - 1; i >= at; i--) {
            rest = rest << Byte.SIZE | buffer.getByte(i) & 0xFF;
        }
        return rest;
    }

    /** Adds one word to a running hash. */
    public static long fold(final long hash, final long word) {
        return Long.rotateLeft((hash ^ word * P2) * P1, 31) + P2;
    }

    /** Spreads every bit of {@code value} over the result; a bijection. */
    public static long mix(final long value) {
        long h = value;
        h = (h ^ h >>> 32) * P2;
        h = (h ^ h >>> 32) * P2;
        return h ^ h >>> 32;
    }
}
