package io.clearline.engine.record;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;

/**
 * Reads what {@link PackedWriter} wrote. A read behind the end throws {@link IllegalStateException}.
 * Reused by {@link #wrap}; allocates nothing but in {@link #text}. Not thread-safe.
 */
public final class PackedReader {
    private DirectBuffer buffer;
    private int position;
    private int end;

    /** Points the reader at {@code length} bytes from {@code offset}. */
    public PackedReader wrap(final DirectBuffer source, final int offset, final int length) {
        buffer = source;
        position = offset;
        end = offset + length;
        return this;
    }

    /** Returns the index of the next byte. */
    public int position() {
        return position;
    }

    /** Moves to an absolute index. */
    public void position(final int index) {
        position = index;
    }

    /** Returns how many bytes are left. */
    public int remaining() {
        return end - position;
    }

    /** Returns the buffer that is read. */
    public DirectBuffer buffer() {
        return buffer;
    }

    /** Reads one byte as 0 to 255. */
    public int getByte() {
        require(1);
        return buffer.getByte(position++) & 0xFF;
    }

    /** Reads what {@code putVar} wrote. */
    public long getVar() {
        long value = 0;
        int shift = 0;
        while (true) {
            final int next = getByte();
            value |= (long) (next & 0x7F) << shift;
            if ((next & 0x80) == 0) {
                return value;
            }
            shift += 7;
        }
    }

    /** Reads a number that must fit an int. */
    public int getVarInt() {
        return (int) getVar();
    }

    /** Reads what {@code putSigned} wrote. */
    public long getSigned() {
        final long value = getVar();
        return value >>> 1 ^ -(value & 1);
    }

    /** Reads what {@code putNullable} wrote. */
    public long getNullable(final long nullValue) {
        final long value = getVar();
        return value == 0 ? nullValue : value - 1;
    }

    /** Reads eight bytes, little endian. */
    public long getLong() {
        require(Long.BYTES);
        final long value = buffer.getLong(position, ByteOrder.LITTLE_ENDIAN);
        position += Long.BYTES;
        return value;
    }

    /** Passes over {@code count} bytes and returns the index of the first. */
    public int skip(final int count) {
        require(count);
        final int at = position;
        position += count;
        return at;
    }

    /** Reads a sized UTF-8 text. */
    public String text() {
        final int length = getVarInt();
        final int at = skip(length);
        final byte[] bytes = new byte[length];
        buffer.getBytes(at, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private void require(final int count) {
        if (count < 0 || end - position < count) {
            throw new IllegalStateException("packed bytes end early");
        }
    }
}
