package io.clearline.adapters.aeron;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.Aeron;
import io.aeron.Image;
import io.aeron.Subscription;
import io.aeron.driver.MediaDriver;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Bytes through a real media driver: in order, cut anywhere, kept while nobody takes them. */
@Timeout(60)
class AeronPipeTest {
    private static final int STREAM = 1;

    @TempDir
    private Path home;
    private MediaDriver driver;
    private Aeron aeron;
    private final AtomicReference<Image> image = new AtomicReference<>();
    private final Ear sender = new Ear();
    private final Ear receiver = new Ear();
    private final AeronPipe out = new AeronPipe(sender);
    private final AeronPipe in = new AeronPipe(receiver);

    /** What a pipe told. */
    private static final class Ear implements AeronPipe.Receiver {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private int changes;
        private String gone;

        @Override
        public void onBytes(final DirectBuffer buffer, final int offset, final int length) {
            final byte[] part = new byte[length];
            buffer.getBytes(offset, part);
            bytes.writeBytes(part);
        }

        @Override
        public void onWritability() {
            changes++;
        }

        @Override
        public void onGone(final String why) {
            assertNull(gone, "told twice");
            gone = why;
        }
    }

    @BeforeEach
    void start() throws Exception {
        driver = Drivers.launch(home.resolve("aeron"), Idle.BACKOFF);
        aeron = Aeron.connect(new Aeron.Context().errorHandler(e -> { })
            .aeronDirectoryName(home.resolve("aeron").toString()));
        final String channel = Channels.IPC + "?term-length=64k";
        final Subscription subscription =
            aeron.addSubscription(channel, STREAM, image::set, left -> { });
        out.publication(aeron.addExclusivePublication(channel, STREAM));
        await(() -> image.get() != null);
        in.image(image.get());
        assertEquals(1, subscription.imageCount());
    }

    @AfterEach
    void stop() {
        aeron.close();
        driver.close();
    }

    private static void await(final BooleanSupplier done) throws InterruptedException {
        while (!done.getAsBoolean()) {
            Thread.sleep(1);
        }
    }

    @Test
    void whatIsNotTakenIsKeptAndComesInOrder() throws Exception {
        final SplittableRandom random = new SplittableRandom(5);
        final ByteArrayOutputStream sent = new ByteArrayOutputStream();
        await(() -> {
            out.poll();
            return out.isWritable();
        });
        // Far more than the two terms hold, and nobody reads.
        for (int part = 0; part < 200; part++) {
            final byte[] bytes = new byte[1 + random.nextInt(5000)];
            random.nextBytes(bytes);
            sent.writeBytes(bytes);
            out.write(bytes, bytes.length);
            out.flush();
        }
        assertFalse(out.isWritable(), "it says that it is kept");
        await(() -> {
            out.poll();
            in.poll();
            return receiver.bytes.size() == sent.size();
        });
        assertArrayEquals(sent.toByteArray(), receiver.bytes.toByteArray());
        assertTrue(out.isWritable());
        assertEquals(3, sender.changes, "there, full, free");
    }

    @Test
    void nothingIsHandedOnWhileNobodyReads() throws Exception {
        in.reading(false);
        out.write(new byte[10], 10);
        await(() -> out.poll() > 0);
        for (int round = 0; round < 20; round++) {
            in.poll();
            Thread.sleep(1);
        }
        assertEquals(0, receiver.bytes.size());
        in.reading(true);
        await(() -> {
            in.poll();
            return receiver.bytes.size() == 10;
        });
    }

    /** Who leaves is missed at both ends, once; what it said before comes first. */
    @Test
    void whoLeavesIsMissed() throws Exception {
        out.write(new byte[10], 10);
        await(() -> out.poll() > 0);
        out.close();
        await(() -> {
            in.poll();
            return receiver.gone != null;
        });
        assertEquals(10, receiver.bytes.size());
        in.poll();
        assertNull(sender.gone, "it left by itself");
    }

    @Test
    void aReaderThatLeavesIsMissedByWhoWrites() throws Exception {
        await(() -> {
            out.poll();
            return out.isWritable();
        });
        image.get().subscription().close();
        await(() -> {
            out.write(new byte[1], 1);
            out.poll();
            return sender.gone != null;
        });
        out.write(new byte[1 << 20], 1 << 20);
        assertEquals(0, out.poll(), "nothing is kept for nobody");
    }
}
