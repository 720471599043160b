package io.clearline.adapters.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.adapters.binary.BadFrameException;
import io.clearline.adapters.binary.FrameBuffer;
import io.clearline.adapters.binary.SessionMessages;
import io.clearline.adapters.client.ClearlineClient;
import io.clearline.adapters.session.Limits;
import io.clearline.engine.pipeline.EngineConfig;
import io.clearline.engine.record.sbe.Role;
import io.clearline.engine.record.session.MessageHeaderDecoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.ExpandableArrayBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Broken bytes on a line, from a seed: no crash, no hang, no growth, and the next one is served. */
@Timeout(300)
class BrokenFramesTest {
    private static final long SEED = 707;
    private static final int STREAMS = 50_000;
    private static final int LINES = Integer.getInteger("tcp.brokenLines", 600);
    private static final int FRAME_MAX = 4096;

    @TempDir
    private Path home;

    private static byte[] frame(final RawLine.Frame frame) {
        final ExpandableArrayBuffer out = new ExpandableArrayBuffer(256);
        final byte[] bytes =
            new byte[frame.write(new io.clearline.adapters.binary.FrameWriter(), out, 0)];
        out.getBytes(0, bytes);
        return bytes;
    }

    private static List<byte[]> frames(final String token) {
        final ExpandableArrayBuffer command = new ExpandableArrayBuffer(512);
        final List<byte[]> frames = new ArrayList<>();
        frames.add(frame((writer, out, at) -> writer.hello(out, at, 2, 0, 3, 4, token)));
        frames.add(frame((writer, out, at) -> writer.heartbeat(out, at)));
        frames.add(frame((writer, out, at) -> writer.resume(out, at, 0)));
        frames.add(frame((writer, out, at) -> writer.command(out, at, 5, command, 0, 200)));
        return frames;
    }

    private static byte[] mutated(final byte[] good, final SplittableRandom random) {
        byte[] bytes = good.clone();
        for (int flips = random.nextInt(4); flips > 0; flips--) {
            final int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt();
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes = Arrays.copyOf(bytes, 1 + at);
                default -> bytes = Arrays.copyOf(bytes, bytes.length + random.nextInt(20));
            }
        }
        return bytes;
    }

    private static byte[] stream(final List<byte[]> frames, final SplittableRandom random) {
        final ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (int count = 1 + random.nextInt(6); count > 0; count--) {
            stream.writeBytes(mutated(frames.get(random.nextInt(frames.size())), random));
        }
        return stream.toByteArray();
    }

    /** Whatever comes in whatever pieces: frames or a refusal, in a bounded buffer. */
    @Test
    void cuttingIntoFramesHoldsNoMoreThanItMay() {
        final SplittableRandom random = new SplittableRandom(SEED);
        final List<byte[]> frames = frames("clearline_x_y");
        final MessageHeaderDecoder header = new MessageHeaderDecoder();
        int sound = 0;
        for (int round = 0; round < STREAMS; round++) {
            final FrameBuffer buffer = new FrameBuffer(FRAME_MAX);
            final byte[] stream = stream(frames, random);
            int at = 0;
            try {
                while (at < stream.length) {
                    final int count = Math.min(stream.length - at, 1 + random.nextInt(700));
                    buffer.append(ByteBuffer.wrap(stream, at, count));
                    at += count;
                    for (int length = buffer.next(); length >= 0; length = buffer.next()) {
                        SessionMessages.check(
                            buffer.buffer(), buffer.messageAt(), length, header);
                        sound++;
                    }
                    assertTrue(buffer.capacity() <= 2 * FRAME_MAX, "round " + round);
                }
            } catch (final BadFrameException refused) {
                assertTrue(refused.getMessage() != null);
            } catch (final RuntimeException e) {
                throw new AssertionError("seed " + SEED + " round " + round, e);
            }
        }
        assertTrue(sound > STREAMS / 2, "sound messages among them: " + sound);
    }

    @Test
    void theServerOutlivesBrokenLines() throws Exception {
        final SplittableRandom random = new SplittableRandom(SEED);
        try (Port port = Port.open(home, 0, null,
            Limits.defaults().withTimes(2_000, 1_000, 2_000), EngineConfig.defaults())) {
            final String token = port.token("window", Role.PORT_SYSTEM);
            try (ClearlineClient client = ClearlineClient.connect(port.client(token))) {
                client.send(Port.free("FIRST"));
                final List<byte[]> frames = frames(token);
                for (int i = 0; i < LINES; i++) {
                    try (RawSocketLine line = new RawSocketLine(port.port())) {
                        if (random.nextInt(3) > 0) {
                            line.send(frames.get(0));
                        }
                        line.send(stream(frames, random));
                        line.socket().shutdownOutput();
                        line.bye();
                    } catch (final SocketException reset) {
                        // Turned away before all was sent.
                        continue;
                    } catch (final IOException e) {
                        throw new AssertionError("seed " + SEED + " line " + i, e);
                    }
                }
                client.send(Port.free("LAST"));
                assertEquals(1, client.lines(), "others are not disturbed");
            }
            final long untilNs = System.nanoTime() + 10_000_000_000L;
            while (port.connections() > 0 && System.nanoTime() < untilNs) {
                Thread.sleep(5);
            }
            assertEquals(0, port.connections(), "no line is left");
            assertEquals(2, port.sent().size(), "no broken command came through");
        }
    }
}
