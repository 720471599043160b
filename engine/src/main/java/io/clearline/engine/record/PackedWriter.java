package io.clearline.engine.record;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes packed bytes: numbers in groups of seven bits, lowest first, the high bit set on all but the
 * last (LEB128); signed numbers zigzagged; null as 0 with every other value one higher. The buffer grows
 * when it must and is never shrunk, so a warm writer allocates nothing. Not thread-safe.
 */
public final class PackedWriter {
    private static final int VAR_MOST = 10;

    private final UnsafeBuffer buffer;
    private int length;

    /** Creates a writer with its own buffer. */
    public PackedWriter(final int initialCapacity) {
        buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(initialCapacity));
    }

    /** Starts again at the front. */
    public PackedWriter reset() {
        length = 0;
        return this;
    }

    /** Returns the buffer; what was written stands at its front. */
    public DirectBuffer buffer() {
        return buffer;
    }

    /** Returns how many bytes were written. */
    public int length() {
        return length;
    }

    /** Cuts what was written back to {@code newLength}. */
    public void truncate(final int newLength) {
        length = newLength;
    }

    private void ensure(final int count) {
        if (buffer.capacity() - length < count) {
            final ByteBuffer larger =
                ByteBuffer.allocateDirect(Math.max(buffer.capacity() * 2, length + count));
            buffer.getBytes(0, larger, 0, length);
            buffer.wrap(larger);
        }
    }

    /** Writes one byte. */
    public PackedWriter putByte(final int value) {
        ensure(1);
        buffer.putByte(length++, (byte) value);
        return this;
    }

    /** Writes a number as unsigned 64 bits: small ones are short, negative ones take ten bytes. */
    public PackedWriter putVar(final long value) {
        ensure(VAR_MOST);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            buffer.putByte(length++, (byte) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        buffer.putByte(length++, (byte) rest);
        return this;
    }

    /** Writes a signed number. */
    public PackedWriter putSigned(final long value) {
        return putVar(value << 1 ^ value >> 63);
    }

    /** Writes a number of 0 and above, or null where it equals {@code nullValue}. */
    public PackedWriter putNullable(final long value, final long nullValue) {
        return putVar(value == nullValue ? 0 : value + 1);
    }

    /** Writes eight bytes, little endian. */
    public PackedWriter putLong(final long value) {
        ensure(Long.BYTES);
        buffer.putLong(length, value, ByteOrder.LITTLE_ENDIAN);
        length += Long.BYTES;
        return this;
    }

    /** Writes bytes as they are, with no length. */
    public PackedWriter putBytes(final DirectBuffer source, final int offset, final int count) {
        ensure(count);
        buffer.putBytes(length, source, offset, count);
        length += count;
        return this;
    }

    /** Writes bytes as they are, with no length. */
    public PackedWriter putBytes(final byte[] source) {
        ensure(source.length);
        buffer.putBytes(length, source);
        length += source.length;
        return this;
    }

    /** Writes a length and the bytes. */
    public PackedWriter putSized(final DirectBuffer source, final int offset, final int count) {
        return putVar(count).putBytes(source, offset, count);
    }

    /** Writes a length and the bytes. */
    public PackedWriter putSized(final byte[] source) {
        return putVar(source.length).putBytes(source);
    }
}
