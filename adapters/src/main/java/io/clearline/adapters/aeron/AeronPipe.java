package io.clearline.adapters.aeron;

import io.aeron.ExclusivePublication;
import io.aeron.Image;
import io.aeron.Publication;
import io.aeron.logbuffer.FragmentHandler;
import io.aeron.logbuffer.Header;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A stream of bytes each way over an image and a publication. What is written is cut into messages that
 * Aeron need not cut again, wherever that falls; what comes is handed on piece by piece, in order. What
 * the other end does not take yet is kept. Used on one loop.
 */
public final class AeronPipe {
    private static final int FRAGMENTS_MAX = 64;
    private static final int WRITABLE_BYTES = 1 << 16;
    private static final int KEPT_BYTES = 1 << 18;
    private static final int ADMIN_TRIES = 3;

    private final Receiver receiver;
    private final FragmentHandler handler = this::onFragment;
    private byte[] bytes = new byte[512];
    private final UnsafeBuffer out = new UnsafeBuffer(bytes);
    private int from;
    private int to;
    private Image image;
    private ExclusivePublication publication;
    private boolean connected;
    private boolean writable;
    private boolean reading = true;
    private boolean gone;

    /** Told what happens; on the loop, out of {@link #poll} and {@link #flush}. */
    public interface Receiver {
        /** Bytes have come, good for the time of the call. */
        void onBytes(DirectBuffer buffer, int offset, int length);

        /** Whether it is writable has changed. */
        void onWritability();

        /** Nothing comes or goes any more; told once, and not after {@link #close}. */
        void onGone(String why);
    }

    /** Creates one without ends yet. */
    public AeronPipe(final Receiver receiver) {
        this.receiver = receiver;
    }

    /** Gives it the end at which bytes come. */
    public void image(final Image from) {
        image = from;
    }

    /** Gives it the end at which bytes leave; what was written before leaves first. */
    public void publication(final ExclusivePublication to) {
        publication = to;
        if (gone) {
            to.close();
        }
    }

    /** Tells whether both ends are there and joined to those of the peer. */
    public boolean isConnected() {
        return !gone && image != null && publication != null && publication.isConnected();
    }

    /** Tells whether it takes bytes without keeping them long. */
    public boolean isWritable() {
        return connected && !gone && to - from < WRITABLE_BYTES;
    }

    /** Says whether it is to hand on what comes. */
    public void reading(final boolean wanted) {
        reading = wanted;
    }

    /** Tells whether it hands on what comes. */
    public boolean isReading() {
        return reading;
    }

    /** Copies bytes, to leave behind those before them. */
    public void write(final byte[] source, final int length) {
        if (gone) {
            return;
        }
        if (to + length > bytes.length) {
            final int waiting = to - from;
            final byte[] room = waiting + length > bytes.length
                ? new byte[Math.max(waiting + length, 2 * bytes.length)] : bytes;
            System.arraycopy(bytes, from, room, 0, waiting);
            bytes = room;
            out.wrap(bytes);
            from = 0;
            to = waiting;
        }
        System.arraycopy(source, 0, bytes, to, length);
        to += length;
    }

    /** Sends as much as the other end takes now; {@link #poll} sends the rest. */
    public void flush() {
        send();
        tellWritability();
    }

    /** Does what there is to do; returns how much that was. */
    public int poll() {
        if (gone) {
            return 0;
        }
        int work = send();
        if (!gone && image != null) {
            if (reading) {
                work += image.poll(handler, FRAGMENTS_MAX);
            }
            if (!gone && (image.isClosed() || image.isEndOfStream())) {
                lose("the peer has left");
            }
        }
        tellWritability();
        return work;
    }

    private void onFragment(
        final DirectBuffer buffer, final int offset, final int length, final Header header) {
        if (!gone) {
            receiver.onBytes(buffer, offset, length);
        }
    }

    private int send() {
        if (gone || publication == null) {
            return 0;
        }
        int sent = 0;
        int tries = ADMIN_TRIES;
        while (from < to && tries > 0) {
            final int length = Math.min(to - from, publication.maxPayloadLength());
            final long result = publication.offer(out, from, length);
            if (result > 0) {
                connected = true;
                from += length;
                sent++;
                tries = ADMIN_TRIES;
            } else if (result == Publication.ADMIN_ACTION) {
                // The term was changed: the next try finds the new one.
                tries--;
            } else {
                notTaken(result);
                break;
            }
        }
        shrink();
        connected |= !connected && publication.isConnected();
        return sent;
    }

    private void notTaken(final long result) {
        if (result == Publication.BACK_PRESSURED
            || result == Publication.NOT_CONNECTED && !connected) {
            return;
        }
        lose(result == Publication.NOT_CONNECTED ? "the peer has left"
            : result == Publication.MAX_POSITION_EXCEEDED
                ? "the stream has come to its greatest position"
                : "the publication was closed");
    }

    private void shrink() {
        if (from == to) {
            from = 0;
            to = 0;
            if (bytes.length > KEPT_BYTES) {
                bytes = Arrays.copyOf(bytes, 512);
                out.wrap(bytes);
            }
        }
    }

    private void tellWritability() {
        if (!gone && writable != isWritable()) {
            writable = !writable;
            receiver.onWritability();
        }
    }

    private void lose(final String why) {
        if (!gone) {
            gone = true;
            receiver.onGone(why);
        }
    }

    /** Ends it at once; what still waits is lost. */
    public void close() {
        gone = true;
        if (publication != null) {
            publication.close();
        }
    }
}
