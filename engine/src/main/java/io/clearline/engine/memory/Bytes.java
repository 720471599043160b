package io.clearline.engine.memory;

import org.agrona.DirectBuffer;

/** Compares bytes in buffers. */
public final class Bytes {
    private Bytes() {
    }

    /** Tells whether {@code length} bytes of two buffers are the same. */
    public static boolean equal(
        final DirectBuffer a, final int atA, final DirectBuffer b, final int atB, final int length) {
        int i = 0;
        for (; i + Long.BYTES <= length; i += Long.BYTES) {
            if (a.getLong(atA + i) != b.getLong(atB + i)) {
                return false;
            }
        }
        for (; i < length; i++) {
            if (a.getByte(atA + i) != b.getByte(atB + i)) {
                return false;
            }
        }
        return true;
    }
}
