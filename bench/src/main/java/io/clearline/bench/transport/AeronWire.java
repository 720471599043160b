package io.clearline.bench.transport;

import io.aeron.Aeron;
import io.aeron.Subscription;
import io.clearline.adapters.aeron.AeronPipe;
import io.clearline.adapters.aeron.Channels;
import io.clearline.adapters.binary.FrameBuffer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;

/** Aeron IPC through the server's media driver. */
final class AeronWire implements Wire, AeronPipe.Receiver {
    private static final long WAIT_NS = TimeUnit.SECONDS.toNanos(10);

    private final Aeron aeron;
    private final AeronPipe pipe = new AeronPipe(this);
    private FrameBuffer taking;
    private String gone;

    AeronWire(final Path driver) throws IOException {
        final Channels channels = Channels.of(Channels.IPC);
        aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(driver.toString())
            .errorHandler(e -> gone = e.toString()));
        final Subscription subscription =
            aeron.addSubscription(channels.response(), Channels.RESPONSE_STREAM);
        pipe.publication(aeron.addExclusivePublication(
            channels.requestOf(subscription.registrationId()), Channels.REQUEST_STREAM));
        final long startNs = System.nanoTime();
        while (!pipe.isConnected()) {
            if (System.nanoTime() - startNs > WAIT_NS) {
                aeron.close();
                throw new IOException("no line over Aeron in " + driver);
            }
            if (subscription.imageCount() > 0) {
                pipe.image(subscription.imageAtIndex(0));
            }
            Thread.yield();
        }
    }

    @Override
    public void write(final byte[] bytes, final int length) {
        pipe.write(bytes, length);
    }

    @Override
    public void poll(final FrameBuffer in) throws IOException {
        taking = in;
        pipe.poll();
        if (gone != null) {
            throw new IOException(gone);
        }
    }

    @Override
    public void onBytes(final DirectBuffer buffer, final int offset, final int length) {
        taking.append(buffer, offset, length);
    }

    @Override
    public void onWritability() {
        // What a rig has in flight is bounded.
    }

    @Override
    public void onGone(final String why) {
        gone = why;
    }

    @Override
    public void close() {
        pipe.close();
        aeron.close();
    }
}
