package io.clearline.adapters.tcp;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.clearline.adapters.aeron.Channels;
import io.clearline.adapters.binary.BadFrameException;
import io.clearline.adapters.binary.FrameBuffer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A bare publication and subscription, through the server's media driver, made as docs/wire-format.md
 * says. Whole messages are offered, as long as they may be: the server takes any cut.
 */
final class RawAeronLine extends RawLine {
    private static final long PAUSE_NS = 1_000_000;
    private static final int WHOLE = 1 << 17;

    private final Aeron aeron;
    private final Subscription subscription;
    private final ExclusivePublication publication;
    private final FrameBuffer in = new FrameBuffer(16 << 20);

    RawAeronLine(final String channel, final Path driver) throws IOException {
        aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(driver.toString())
            .errorHandler(e -> { }));
        final int control = channel.indexOf("|control=");
        final String base =
            control < 0 ? channel + "?" : "aeron:udp?" + channel.substring(control + 1) + "|";
        final String request =
            control < 0 ? channel + "?" : channel.substring(0, control) + "|";
        subscription =
            aeron.addSubscription(base + "control-mode=response", Channels.RESPONSE_STREAM);
        publication = aeron.addExclusivePublication(request
            + "term-length=1m|response-correlation-id=" + subscription.registrationId(),
            Channels.REQUEST_STREAM);
        await(() -> publication.isConnected() && subscription.isConnected());
    }

    private static void await(final BooleanSupplier done) throws IOException {
        final long startNs = System.nanoTime();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() - startNs > TIMEOUT_MS * 1_000_000L) {
                throw new IOException("waited in vain");
            }
            LockSupport.parkNanos(PAUSE_NS);
        }
    }

    @Override
    void send(final byte[] bytes) throws IOException {
        final UnsafeBuffer out = new UnsafeBuffer(bytes);
        for (int at = 0; at < bytes.length; at += WHOLE) {
            final int from = at;
            final int length = Math.min(WHOLE, bytes.length - at);
            await(() -> {
                if (!publication.isConnected()) {
                    return true;
                }
                return publication.offer(out, from, length) > 0;
            });
            if (!publication.isConnected()) {
                throw new IOException("the line has ended");
            }
        }
    }

    @Override
    Optional<byte[]> read() throws IOException {
        try {
            final long startNs = System.nanoTime();
            for (int length = in.next(); ; length = in.next()) {
                if (length >= 0) {
                    final byte[] message = new byte[length];
                    in.buffer().getBytes(in.messageAt(), message);
                    return Optional.of(message);
                }
                if (subscription.poll((buffer, at, count, header) ->
                    in.append(buffer, at, count), 1) == 0) {
                    if (!subscription.isConnected()) {
                        return Optional.empty();
                    }
                    if (System.nanoTime() - startNs > TIMEOUT_MS * 1_000_000L) {
                        throw new IOException("nothing comes");
                    }
                    LockSupport.parkNanos(PAUSE_NS);
                }
            }
        } catch (final BadFrameException e) {
            throw new IOException(e);
        }
    }

    @Override
    boolean closesAtOnce() {
        return false;
    }

    @Override
    void readSlowly() {
        // One fragment is read at a time anyway.
    }

    @Override
    public void close() {
        aeron.close();
    }
}
