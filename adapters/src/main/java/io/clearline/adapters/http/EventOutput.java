package io.clearline.adapters.http;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

/**
 * The way out of one listener's events: what is put waits in a bounded buffer until the line takes it,
 * and no thread waits with it. Thread-safe.
 */
final class EventOutput implements WriteListener {
    private static final int BUFFER_FIRST = 1 << 12;

    private final ServletOutputStream out;
    private final int waitingBytesMax;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private byte[] waiting = new byte[BUFFER_FIRST];
    private int length;
    private boolean toFlush;
    private boolean ending;
    private long movedNs = System.nanoTime();

    /**
     * Creates one; it writes once the container says that it may.
     *
     * @param waitingBytesMax where more waits there is no room
     */
    EventOutput(final ServletOutputStream out, final int waitingBytesMax) {
        this.out = out;
        this.waitingBytesMax = waitingBytesMax;
    }

    /** Completes when nothing more will be written: all was, or the client is gone. */
    CompletableFuture<Void> done() {
        return done;
    }

    /** Tells whether there is room for another event, however long it is. */
    synchronized boolean hasRoom() {
        return length < waitingBytesMax;
    }

    /** Returns for how long the line has taken nothing though something waits, in ns; 0 if nothing does. */
    synchronized long stalledNs() {
        return length == 0 && !toFlush ? 0 : System.nanoTime() - movedNs;
    }

    /** Puts text. */
    void put(final String text) {
        final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        put(bytes, bytes.length);
    }

    /** Puts bytes; they are copied. */
    synchronized void put(final byte[] bytes, final int count) {
        if (ending) {
            return;
        }
        if (length == 0 && !toFlush) {
            movedNs = System.nanoTime();
        }
        if (length + count > waiting.length) {
            waiting = Arrays.copyOf(waiting, Math.max(length + count, 2 * waiting.length));
        }
        System.arraycopy(bytes, 0, waiting, length, count);
        length += count;
    }

    /** Writes what waits, as far as the line takes it. */
    synchronized void flush() {
        if (done.isDone()) {
            return;
        }
        try {
            while (out.isReady()) {
                if (length > 0) {
                    // The container may hold on to what it was given.
                    final byte[] full = waiting;
                    final int count = length;
                    waiting = new byte[BUFFER_FIRST];
                    length = 0;
                    toFlush = true;
                    out.write(full, 0, count);
                } else if (toFlush) {
                    toFlush = false;
                    out.flush();
                } else {
                    movedNs = System.nanoTime();
                    if (ending) {
                        done.complete(null);
                    }
                    return;
                }
                movedNs = System.nanoTime();
            }
        } catch (final IOException | IllegalStateException gone) {
            done.complete(null);
        }
    }

    /** Puts a last text and ends when that was written. */
    void end(final String text) {
        put(text);
        synchronized (this) {
            ending = true;
        }
        flush();
    }

    @Override
    public void onWritePossible() {
        flush();
    }

    @Override
    public void onError(final Throwable gone) {
        done.complete(null);
    }
}
