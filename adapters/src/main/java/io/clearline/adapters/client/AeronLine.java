package io.clearline.adapters.client;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Image;
import io.clearline.adapters.aeron.AeronLoop;
import io.clearline.adapters.aeron.AeronPipe;
import io.clearline.adapters.aeron.Channels;
import io.clearline.adapters.aeron.DriverWatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line over Aeron, with a client of Aeron's of its own: nothing of a line that was lost lives on in
 * the next. On the client's event loop.
 */
final class AeronLine extends Line implements AeronPipe.Receiver {
    private static final Logger LOG = LoggerFactory.getLogger(AeronLine.class);
    private static final long JOIN_NS = TimeUnit.SECONDS.toNanos(5);
    private static final long LINGER_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Conversation conversation;
    private final AeronLoop loop;
    private final AeronLoop.Poller poller = this::poll;
    private final Channels channels;
    private final Path directory;
    private final AeronPipe pipe = new AeronPipe(this);
    private final long startNs = System.nanoTime();
    private final DriverWatch driver;
    private Aeron aeron;
    private long subscription;
    private long publication;
    private boolean listens;
    private boolean speaks;
    private Image image;
    private boolean open;
    private boolean closed;
    private Throwable trouble = new IOException("the client was closed");

    AeronLine(final Conversation conversation, final AeronLoop loop, final Channels channels,
        final Path directory) throws IOException {
        super(conversation);
        this.conversation = conversation;
        this.loop = loop;
        this.channels = channels;
        this.directory = directory;
        this.driver = DriverWatch.of(directory);
    }

    /** Asks Aeron for both ends; the line is open when the server has joined them. */
    void open() {
        aeron = Aeron.connect(new Aeron.Context()
            .aeronDirectoryName(directory.toAbsolutePath().toString())
            .useConductorAgentInvoker(true).driverTimeoutMs(JOIN_NS / 1_000_000)
            .resourceLingerDurationNs(LINGER_NS)
            .errorHandler(e -> LOG.debug("Aeron: {}", e.toString())));
        subscription = aeron.asyncAddSubscription(channels.response(), Channels.RESPONSE_STREAM,
            made -> image = made, gone -> { });
        loop.add(poller);
    }

    private int poll() {
        try {
            if (aeron.isClosed()) {
                throw new IOException("the media driver was lost");
            }
            final int work = aeron.conductorAgentInvoker().invoke();
            look();
            if (!open) {
                join();
            }
            return closed ? 1 : work + pipe.poll();
        } catch (final IOException | RuntimeException e) {
            breakOff(e);
            return 1;
        }
    }

    private void look() throws IOException {
        if (driver.isGone()) {
            throw new IOException("the media driver has ended or was started again");
        }
        if (!open && System.nanoTime() - startNs >= JOIN_NS) {
            throw new IOException("nobody takes clients on " + channels.request());
        }
    }

    private void join() {
        if (!listens && aeron.getSubscription(subscription) != null) {
            listens = true;
            publication = aeron.asyncAddExclusivePublication(
                channels.requestOf(subscription), Channels.REQUEST_STREAM);
        }
        if (listens && !speaks) {
            final ExclusivePublication made = aeron.getExclusivePublication(publication);
            if (made != null) {
                speaks = true;
                pipe.publication(made);
            }
        }
        if (image != null) {
            pipe.image(image);
        }
        if (pipe.isConnected()) {
            open = true;
            onOpen();
        }
    }

    @Override
    public void onBytes(final DirectBuffer buffer, final int offset, final int length) {
        take(buffer, offset, length);
    }

    @Override
    public void onWritability() {
        // What a client may have in flight bounds what waits.
    }

    @Override
    public void onGone(final String why) {
        breakOff(new IOException(why));
    }

    private void breakOff(final Throwable cause) {
        trouble = cause;
        onBroken(cause);
    }

    @Override
    void put(final byte[] bytes, final int length) {
        pipe.write(bytes, length);
    }

    @Override
    void send() {
        pipe.flush();
    }

    @Override
    void close() {
        if (closed) {
            return;
        }
        closed = true;
        loop.loop().execute(this::leave);
    }

    /** Not before what called {@link #close} has returned: it may be Aeron itself. */
    private void leave() {
        loop.remove(poller);
        pipe.close();
        aeron.close();
        if (open) {
            onGone();
        } else {
            conversation.onRefused(trouble);
        }
    }

    @Override
    String peer() {
        return channels.request();
    }
}
