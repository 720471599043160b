package io.clearline.engine.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes packed bytes: numbers in groups of seven bits, lowest first, the high bit set on all but the
 * last (LEB128); signed numbers zigzagged; null as 0 with every other value one higher. The buffer grows
 * when it must and is never shrunk, so a warm writer allocates nothing. It is an array on the heap: the
 * compiler keeps more in registers between two writes to an array than between two to bare memory. Not
 * thread-safe.
 */
public final class PackedWriter {
    private static final int VAR_MOST = 10;
    private static final VarHandle LONG =
        MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final UnsafeBuffer buffer;
    private byte[] bytes;
    private int length;

    /** Creates a writer with its own buffer. */
    public PackedWriter(final int initialCapacity) {
        bytes = new byte[initialCapacity];
        buffer = new UnsafeBuffer(bytes);
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
        if (bytes.length - length < count) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
            buffer.wrap(bytes);
        }
    }

    /** Writes one byte. */
    public PackedWriter putByte(final int value) {
        ensure(1);
        bytes[length++] = (byte) value;
        return this;
    }

    /** Writes a number as unsigned 64 bits: small ones are short, negative ones take ten bytes. */
    public PackedWriter putVar(final long value) {
        ensure(VAR_MOST);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[length++] = (byte) (rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
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
        LONG.set(bytes, length, value);
        length += Long.BYTES;
        return this;
    }

    /** Writes bytes as they are, with no length. */
    public PackedWriter putBytes(final DirectBuffer source, final int offset, final int count) {
        ensure(count);
        source.getBytes(offset, bytes, length, count);
        length += count;
        return this;
    }

    /** Writes bytes as they are, with no length. */
    public PackedWriter putBytes(final byte[] source) {
        ensure(source.length);
        System.arraycopy(source, 0, bytes, length, source.length);
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

    /** Writes the length and the bytes of what another writer wrote. */
    public PackedWriter putSized(final PackedWriter source) {
        putVar(source.length);
        ensure(source.length);
        System.arraycopy(source.bytes, 0, bytes, length, source.length);
        length += source.length;
        return this;
    }
}
