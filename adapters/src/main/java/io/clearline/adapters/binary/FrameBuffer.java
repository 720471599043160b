package io.clearline.adapters.binary;

import io.clearline.engine.record.session.ByeReason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Cuts what a line brings into frames: a length of four bytes, little endian, and so many bytes of one
 * message. Holds no more than one frame of the greatest length and what one read brought; memory
 * grows with what came, not with the length that a frame claims. Not thread-safe.
 */
public final class FrameBuffer {
    /** Bytes of the length in front of a message. */
    public static final int LENGTH_BYTES = 4;

    private static final int KEPT_BYTES = 1 << 14;

    private byte[] bytes = new byte[0];
    private final UnsafeBuffer view = new UnsafeBuffer(bytes);
    private int from;
    private int to;
    private int messageAt;
    private int messageBytesMax;

    /** Creates a buffer of messages up to a length in bytes. */
    public FrameBuffer(final int messageBytesMax) {
        this.messageBytesMax = messageBytesMax;
    }

    /** Changes the greatest length of a message. */
    public void messageBytesMax(final int value) {
        messageBytesMax = value;
    }

    /** Takes all bytes that are left in a buffer. */
    public void append(final ByteBuffer in) {
        final int count = in.remaining();
        makeRoom(count);
        in.get(bytes, to, count);
        to += count;
    }

    /** Takes bytes. */
    public void append(final DirectBuffer in, final int offset, final int count) {
        makeRoom(count);
        in.getBytes(offset, bytes, to, count);
        to += count;
    }

    private void makeRoom(final int count) {
        if (from == to) {
            from = 0;
            to = 0;
        }
        if (to + count > bytes.length) {
            final int held = to - from;
            final byte[] room = held + count > bytes.length
                ? new byte[Math.max(held + count, Math.min(2 * bytes.length,
                    messageBytesMax + LENGTH_BYTES + count))]
                : bytes;
            System.arraycopy(bytes, from, room, 0, held);
            bytes = room;
            view.wrap(bytes);
            from = 0;
            to = held;
        }
    }

    /**
     * Finds the next message that came in full; the one before is gone then.
     *
     * @return its length, or -1 where it is not there yet; it begins at {@link #messageAt}
     * @throws BadFrameException if the length in front of it is none that is taken
     */
    public int next() throws BadFrameException {
        if (to - from < LENGTH_BYTES) {
            shrink();
            return -1;
        }
        final int length = view.getInt(from, ByteOrder.LITTLE_ENDIAN);
        if (length < SessionMessages.HEADER_BYTES || length > messageBytesMax) {
            throw new BadFrameException(ByeReason.BAD_FRAME, "a frame of " + length
                + " bytes; " + SessionMessages.HEADER_BYTES + " to " + messageBytesMax
                + " are taken here");
        }
        if (to - from - LENGTH_BYTES < length) {
            return -1;
        }
        messageAt = from + LENGTH_BYTES;
        from = messageAt + length;
        return length;
    }

    private void shrink() {
        if (from == to && bytes.length > KEPT_BYTES) {
            bytes = Arrays.copyOf(bytes, 0);
            view.wrap(bytes);
            from = 0;
            to = 0;
        }
    }

    /** Returns where the message begins that {@link #next} found. */
    public int messageAt() {
        return messageAt;
    }

    /** Returns what holds the message, good until the next {@link #append} or {@link #next}. */
    public UnsafeBuffer buffer() {
        return view;
    }

    /** Returns how many bytes of memory it takes. */
    public int capacity() {
        return bytes.length;
    }
}
