package io.clearline.adapters.aeron;

import io.aeron.ExclusivePublication;
import io.aeron.Image;
import io.clearline.adapters.session.Line;
import io.clearline.adapters.session.LineHost;
import io.clearline.adapters.session.LineListener;
import io.netty.util.concurrent.EventExecutor;
import java.util.Optional;
import org.agrona.DirectBuffer;

/** A line over Aeron, from the image of its client on. On the server's loop. */
final class AeronLine implements Line, AeronPipe.Receiver {
    private final EventExecutor loop;
    private final Image image;
    private final AeronPipe pipe = new AeronPipe(this);
    private final LineListener listener;
    private boolean closed;
    /** What Aeron calls the answer publication that is being made; it is there when this is 0. */
    private long awaited;

    AeronLine(final EventExecutor loop, final LineHost host, final Image image) {
        this.loop = loop;
        this.image = image;
        this.listener = host.listener(this);
        pipe.image(image);
    }

    /** Begins; the client may be turned away at once. */
    void open() {
        listener.onOpen();
    }

    /** Says which publication is being made for it. */
    void await(final long registration) {
        awaited = registration;
    }

    /** Looks what has come and sends what waits; returns how much that was. */
    int poll(final AeronServer server) {
        try {
            return isReady(server) ? pipe.poll() : 0;
        } catch (final RuntimeException e) {
            listener.onBroken(e);
            return 1;
        }
    }

    private boolean isReady(final AeronServer server) {
        if (awaited == 0) {
            return true;
        }
        final ExclusivePublication made = server.made(awaited);
        if (made != null) {
            awaited = 0;
            pipe.publication(made);
        }
        return made != null;
    }

    boolean isClosed() {
        return closed;
    }

    /** Tells whether nothing is left of it; on a closed line. */
    boolean isSettled(final AeronServer server) {
        try {
            return isReady(server);
        } catch (final RuntimeException refused) {
            return true;
        }
    }

    boolean isOf(final Image other) {
        return image == other;
    }

    @Override
    public void onBytes(final DirectBuffer buffer, final int offset, final int length) {
        listener.onBytes(buffer, offset, length);
    }

    @Override
    public void onWritability() {
        listener.onWritability();
    }

    @Override
    public void onGone(final String why) {
        close();
    }

    @Override
    public EventExecutor loop() {
        return loop;
    }

    @Override
    public String peer() {
        return image.sourceIdentity() + " session " + image.sessionId();
    }

    @Override
    public Optional<String> subject() {
        return Optional.empty();
    }

    @Override
    public boolean isWritable() {
        return pipe.isWritable();
    }

    @Override
    public void write(final byte[] bytes, final int length) {
        pipe.write(bytes, length);
    }

    @Override
    public void flush() {
        pipe.flush();
    }

    @Override
    public void reading(final boolean wanted) {
        pipe.reading(wanted);
    }

    @Override
    public boolean isReading() {
        return pipe.isReading();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            pipe.close();
            listener.onClosed();
        }
    }
}
