package io.clearline.engine.memory;

import io.clearline.engine.record.StateInput;
import io.clearline.engine.record.StateOutput;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** A snapshot in memory: what was put in is taken out again in the same order. */
public final class StateBytes implements StateInput, StateOutput {
    private byte[] bytes = new byte[1024];
    private int size;
    private int position;

    @Override
    public void putByte(final int value) {
        if (size == bytes.length) {
            bytes = Arrays.copyOf(bytes, size * 2);
        }
        bytes[size++] = (byte) value;
    }

    @Override
    public void putInt(final int value) {
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            putByte(value >>> shift);
        }
    }

    @Override
    public void putLong(final long value) {
        putInt((int) value);
        putInt((int) (value >>> Integer.SIZE));
    }

    @Override
    public void putBytes(final DirectBuffer source, final int offset, final int length) {
        for (int i = 0; i < length; i++) {
            putByte(source.getByte(offset + i));
        }
    }

    @Override
    public int getByte() {
        if (position == size) {
            throw new IllegalStateException("the bytes end early");
        }
        return bytes[position++] & 0xFF;
    }

    @Override
    public int getInt() {
        return getByte() | getByte() << 8 | getByte() << 16 | getByte() << 24;
    }

    @Override
    public long getLong() {
        return getInt() & 0xFFFF_FFFFL | (long) getInt() << Integer.SIZE;
    }

    @Override
    public void getBytes(final MutableDirectBuffer into, final int offset, final int length) {
        for (int i = 0; i < length; i++) {
            into.putByte(offset + i, (byte) getByte());
        }
    }

    /** Returns how many bytes were not taken yet. */
    public int remaining() {
        return size - position;
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof StateBytes that
            && Arrays.equals(bytes, 0, size, that.bytes, 0, that.size);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(Arrays.copyOf(bytes, size));
    }
}
