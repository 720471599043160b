package io.clearline.engine.record;

import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Gives back a state's bytes in the order in which {@link StateOutput} took them. Every method throws
 * {@link IllegalStateException} where the bytes end too early. One thread.
 */
public interface StateInput {
    /** Takes one byte, 0 to 255. */
    int getByte();

    /** Takes four bytes. */
    int getInt();

    /** Takes eight bytes. */
    long getLong();

    /** Takes as many bytes as asked for. */
    void getBytes(MutableDirectBuffer into, int offset, int length);

    /** Takes the number of bytes in four bytes, then the bytes. */
    default byte[] getSized() {
        final int length = getInt();
        if (length < 0) {
            throw new IllegalStateException("a length of " + length + " bytes");
        }
        final byte[] bytes = new byte[length];
        getBytes(new UnsafeBuffer(bytes), 0, length);
        return bytes;
    }
}
