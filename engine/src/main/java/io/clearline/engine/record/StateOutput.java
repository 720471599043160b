package io.clearline.engine.record;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Takes a state's bytes in order, little endian, when a snapshot is written. What an owner of state
 * puts here it must be able to {@linkplain StateInput take} in the same order. One thread.
 */
public interface StateOutput {
    /** Puts the low eight bits. */
    void putByte(int value);

    /** Puts four bytes. */
    void putInt(int value);

    /** Puts eight bytes. */
    void putLong(long value);

    /** Puts bytes as they are; their number must be known to the reader. */
    void putBytes(DirectBuffer source, int offset, int length);

    /** Puts the number of bytes in four bytes, then the bytes. */
    default void putSized(final byte[] bytes) {
        putInt(bytes.length);
        putBytes(new UnsafeBuffer(bytes), 0, bytes.length);
    }
}
