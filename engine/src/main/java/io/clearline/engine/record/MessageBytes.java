package io.clearline.engine.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * A message copied into an array and read from there. Worth the copy where nearly every field is read: of
 * bare memory the compiler may keep nothing in registers from one read to the next. Indexes count from
 * the message's first byte; numbers are little endian. Reused; not thread-safe.
 */
public final class MessageBytes {
    private static final VarHandle LONG =
        MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT =
        MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORT =
        MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes = new byte[4096];

    /** Takes a message over; what stands behind its end afterwards is of no message. */
    public void copy(final DirectBuffer source, final int offset, final int length) {
        if (length > bytes.length) {
            bytes = new byte[Math.max(length, bytes.length * 2)];
        }
        source.getBytes(offset, bytes, 0, length);
    }

    /** Reads eight bytes. */
    public long getLong(final int index) {
        return (long) LONG.get(bytes, index);
    }

    /** Reads four bytes. */
    public int getInt(final int index) {
        return (int) INT.get(bytes, index);
    }

    /** Reads two bytes as 0 to 65535. */
    public int getShort(final int index) {
        return (short) SHORT.get(bytes, index) & 0xFFFF;
    }

    /** Reads one byte as 0 to 255. */
    public short getByte(final int index) {
        return (short) (bytes[index] & 0xFF);
    }
}
