package io.clearline.engine.record;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/** An 18-character unified social credit code as it stands in a record. */
public final class Uscc {
    /** Length in bytes. */
    public static final int LENGTH = 18;

    private Uscc() {
    }

    /** Tells whether the code is absent (filled with NULs). */
    public static boolean isAbsent(final DirectBuffer buffer, final int at) {
        return buffer.getByte(at) == 0;
    }

    /** Returns a hash of the code. */
    public static long hash(final DirectBuffer buffer, final int at) {
        final long a = buffer.getLong(at, ByteOrder.LITTLE_ENDIAN);
        final long b = buffer.getLong(at + 8, ByteOrder.LITTLE_ENDIAN);
        final long c = buffer.getShort(at + 16, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
        return Hash64.mix(Hash64.fold(Hash64.fold(a, b), c));
    }

    /** Tells whether two codes are equal. */
    public static boolean equal(
        final DirectBuffer a, final int atA, final DirectBuffer b, final int atB) {
        return a.getLong(atA) == b.getLong(atB)
            && a.getLong(atA + 8) == b.getLong(atB + 8)
            && a.getShort(atA + 16) == b.getShort(atB + 16);
    }
}
