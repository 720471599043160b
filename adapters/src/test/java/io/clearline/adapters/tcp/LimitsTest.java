package io.clearline.adapters.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.adapters.client.ClearlineClient;
import io.clearline.adapters.session.Limits;
import io.clearline.engine.pipeline.EngineConfig;
import io.clearline.engine.record.sbe.Role;
import io.clearline.engine.record.session.ByeReason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.ExpandableArrayBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What peers may take of the server: bytes, time, lines, memory; and what each is told. */
@Timeout(120)
@ParameterizedClass
@EnumSource(Way.class)
class LimitsTest {
    private static final int BEAT_MS = 200;

    @Parameter
    private Way way;
    @TempDir
    private Path home;
    private Port port;
    private String token;

    @BeforeEach
    void start() throws Exception {
        port = Port.open(home, way, Limits.defaults()
            .withTimes(way == Way.UDP ? 3_000 : 500, BEAT_MS, 1_000)
            .withConnections(8, 4).withOutboxBytesMax(1 << 20), EngineConfig.defaults());
        token = port.token("window", Role.PORT_SYSTEM);
        ClearlineClient.connect(port.client(token)).close();
    }

    @AfterEach
    void stop() throws Exception {
        try (ClearlineClient client = ClearlineClient.connect(port.client(token))) {
            assertTrue(client.send(Port.free("LAST")).outcome().isPresent(), "others are served");
        } finally {
            port.close();
        }
    }

    private static byte[] length(final int value) {
        return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
    }

    @Test
    void whoSaysNoHelloIsGoneSoon() throws Exception {
        try (RawLine line = port.line()) {
            assertEquals(ByeReason.TIMEOUT, line.bye());
        }
    }

    @Test
    void whoIsUnknownGetsASmallFrameAlone() throws Exception {
        for (final int claimed : new int[] {1 << 20, Integer.MAX_VALUE, -1, 0, 7}) {
            try (RawLine line = port.line()) {
                line.send(length(claimed));
                assertEquals(ByeReason.BAD_FRAME, line.bye(), "length " + claimed);
            }
        }
    }

    @Test
    void theFirstMessageIsAHello() throws Exception {
        try (RawLine line = port.line()) {
            line.send((frames, out, at) -> frames.resume(out, at, 0));
            assertEquals(ByeReason.PROTOCOL, line.bye());
        }
    }

    @Test
    void aFrameThatIsTooLongEndsTheLine() throws Exception {
        try (RawLine line = port.line().hello(token)) {
            line.send(length(Limits.defaults().frameBytesMax() + 1));
            assertEquals(ByeReason.BAD_FRAME, line.bye());
        }
    }

    @Test
    void anUnsoundCommandEndsTheLine() throws Exception {
        try (RawLine line = port.line().hello(token)) {
            line.send((frames, out, at) ->
                frames.command(out, at, 1, new ExpandableArrayBuffer(64), 0, 64));
            assertEquals(ByeReason.BAD_COMMAND, line.bye());
        }
        try (RawLine line = port.line().hello(token)) {
            line.send((frames, out, at) ->
                frames.command(out, at, 0, new ExpandableArrayBuffer(64), 0, 64));
            assertEquals(ByeReason.PROTOCOL, line.bye());
        }
        assertEquals(List.of(), port.sent(), "nothing reached the engine");
    }

    @Test
    void aSilentLineIsEndedAndASpeakingOneIsNot() throws Exception {
        final long startNs = System.nanoTime();
        try (RawLine silent = port.line().hello(token);
            ClearlineClient client = ClearlineClient.connect(port.client(token))) {
            assertEquals(ByeReason.TIMEOUT, silent.bye());
            assertTrue(System.nanoTime() - startNs > 2L * BEAT_MS * 1_000_000);
            Thread.sleep(5 * BEAT_MS);
            assertTrue(client.isOpen());
            assertEquals(1, client.lines());
        }
    }

    @Test
    void moreLinesThanMayBeAreTurnedAway() throws Exception {
        final List<RawLine> lines = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                lines.add(port.line());
            }
            try (RawLine fifth = port.line()) {
                assertEquals(ByeReason.TOO_MANY, fifth.bye(), "unknown ones");
            }
        } finally {
            for (final RawLine line : lines) {
                line.close();
            }
        }
        while (port.connections() > 0) {
            Thread.sleep(5);
        }
    }

    /** Who sends and does not read is slowed down, then ended; what it holds in memory is bounded. */
    @Test
    void aSlowReaderIsEndedAndResumes() throws Exception {
        int sent = 0;
        try (RawLine line = port.line()) {
            line.readSlowly();
            line.hello(token);
            final byte[][] frames = new byte[1000][];
            for (int i = 0; i < frames.length; i++) {
                final ExpandableArrayBuffer out = new ExpandableArrayBuffer(512);
                frames[i] = line.frame((writer, to, at) -> writer.resume(to, at, 0));
            }
            // Asks for all answers again and again and reads none.
            try (ClearlineClient client = ClearlineClient.connect(port.client(token))) {
                for (int i = 0; i < 3000; i++) {
                    client.submit(Port.free("S" + i));
                }
                client.send(Port.free("S-LAST"));
            }
            try {
                for (final byte[] frame : frames) {
                    line.send(frame);
                    sent++;
                }
            } catch (final java.io.IOException ended) {
                assertNotEquals(0, sent);
            }
            final long untilNs = System.nanoTime() + 20_000_000_000L;
            while (port.connections() > 0 && System.nanoTime() < untilNs) {
                Thread.sleep(20);
            }
            assertEquals(0, port.connections(), "it is gone");
        }
        final List<Long> resent = new ArrayList<>();
        try (ClearlineClient client = ClearlineClient.connect(
            port.client(token).withResumeAfter(0), answer -> resent.add(answer.sequence()))) {
            assertTrue(client.isOpen());
            assertEquals(3001, resent.size(), "and gets all when it resumes");
        }
    }
}
