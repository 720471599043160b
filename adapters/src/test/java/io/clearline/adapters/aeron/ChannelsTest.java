package io.clearline.adapters.aeron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.ChannelUri;
import io.clearline.adapters.session.Limits;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Channels that are taken, what is made of them, and those that are not. */
class ChannelsTest {
    @Test
    void answersComeFromThePortAbove() throws IOException {
        final Channels channels = Channels.of("aeron:udp?endpoint=127.0.0.1:8482");
        assertFalse(channels.isIpc());
        assertTrue(channels.isLocal());
        assertEquals("127.0.0.1:8483", ChannelUri.parse(channels.response()).get("control"));
        final ChannelUri answer = ChannelUri.parse(channels.responseTo(7));
        assertEquals("7", answer.get("response-correlation-id"));
        assertEquals("response", answer.get("control-mode"));
        assertEquals("127.0.0.1:8483", answer.get("control"));
        assertEquals("9", ChannelUri.parse(channels.requestOf(9)).get("response-correlation-id"));
    }

    @Test
    void whatIsGivenStays() throws IOException {
        final Channels channels = Channels.of(
            "aeron:udp?endpoint=127.0.0.1:65535|control=127.0.0.1:4001|term-length=64k");
        assertEquals("127.0.0.1:4001", ChannelUri.parse(channels.response()).get("control"));
        assertEquals("64k", ChannelUri.parse(channels.requestOf(9)).get("term-length"));
        assertFalse(channels.request().contains("control"), channels.request());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ipc", "aeron:", "aeron:tcp?endpoint=a:1", "aeron:udp",
        "aeron:udp?endpoint=127.0.0.1", "aeron:udp?endpoint=127.0.0.1:0",
        "aeron:udp?endpoint=127.0.0.1:70000", "aeron:udp?endpoint=:1",
        "aeron:udp?endpoint=127.0.0.1:65535", "aeron:udp?endpoint=127.0.0.1:1|control=x"})
    void nothingElse(final String channel) {
        final IOException refused = assertThrows(IOException.class, () -> Channels.of(channel));
        assertFalse(refused.getMessage().isBlank());
    }

    @Test
    void udpIsForLoopbackUnlessToldSo() throws IOException {
        final String channel = "aeron:udp?endpoint=0.0.0.0:8482";
        final IOException refused = assertThrows(IOException.class, () -> options(channel, false));
        assertTrue(refused.getMessage().contains("in plain"), refused.getMessage());
        assertFalse(options(channel, true).isLocal());
        assertThrows(IOException.class, () ->
            options("aeron:udp?endpoint=127.0.0.1:8482|control=0.0.0.0:8483", false));
    }

    private static Channels options(final String channel, final boolean anywhere)
        throws IOException {
        return new AeronServer.Options(channel, Path.of("none"), false, anywhere, Idle.BACKOFF,
            Limits.defaults()).check();
    }
}
