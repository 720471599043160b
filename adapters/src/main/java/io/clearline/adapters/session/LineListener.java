package io.clearline.adapters.session;

import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;

/** Takes what happens on one line, on the line's loop: {@link #onOpen} first, {@link #onClosed} last. */
public interface LineListener {
    /** Begins: the line is there. */
    void onOpen();

    /** Takes all bytes that are left in a buffer: the line brought them. */
    void onBytes(ByteBuffer bytes);

    /** Takes bytes that the line brought, good for the time of the call. */
    void onBytes(DirectBuffer bytes, int offset, int length);

    /** Looks again whether the line takes bytes: that has changed. */
    void onWritability();

    /** Ends: the line is gone. */
    void onClosed();

    /** Closes the line: something on it failed. */
    void onBroken(Throwable cause);
}
