package io.clearline.adapters.http;

import static io.clearline.adapters.http.RunningServer.OTHER_TRADER;
import static io.clearline.adapters.http.RunningServer.declare;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clearline.adapters.identity.TokenFile;
import io.clearline.adapters.intake.RateLimits;
import io.clearline.engine.record.sbe.Role;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Answers as Server-Sent Events: past and coming, resumed, for slow readers and many. */
@Timeout(120)
class AnswerEventsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int STALL_MS = 1_500;

    @TempDir
    private Path home;
    private RunningServer running;
    private String window;

    /** One listener's line. */
    private static final class Ear implements AutoCloseable {
        private final InputStream body;
        private final BufferedReader lines;
        private long id;

        Ear(final HttpResponse<InputStream> answer) {
            assertEquals(200, answer.statusCode());
            assertEquals("text/event-stream",
                answer.headers().firstValue("Content-Type").orElse(""));
            body = answer.body();
            lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        }

        /** Returns the next event's data, "" for a comment, null at the end. */
        private String next() throws IOException {
            String data = null;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty() && data != null) {
                    return data;
                }
                if (line.equals(":")) {
                    data = "";
                } else if (line.startsWith("id: ")) {
                    id = Long.parseLong(line.substring(4));
                } else if (line.startsWith("data: ")) {
                    data = line.substring(6);
                }
            }
            return null;
        }

        private JsonNode answer() throws IOException {
            String data = next();
            while (data != null && data.isEmpty()) {
                data = next();
            }
            final JsonNode answer = JSON.readTree(data);
            if (answer.has("seq")) {
                assertEquals(id, answer.get("seq").asLong());
            }
            return answer;
        }

        @Override
        public void close() throws IOException {
            body.close();
        }
    }

    @BeforeEach
    void start() throws Exception {
        running = new RunningServer(home, RunningServer.LIMITS.withEvents(
            new EventLimits(200, 150, 64 << 10, 200, STALL_MS)), RateLimits.defaults(), null);
        window = running.token("window", Role.PORT_SYSTEM);
    }

    @AfterEach
    void stop() {
        running.close();
    }

    private HttpRequest.Builder events(final String token, final String query) {
        return running.to("/v1/answers" + query, token).header("Accept", "text/event-stream");
    }

    private Ear listen(final String token, final String query) throws Exception {
        return new Ear(running.client.send(
            events(token, query).build(), BodyHandlers.ofInputStream()));
    }

    @Test
    void thePastAndWhatComesInOrder() throws Exception {
        running.post(window, declare("A", "84581100", 1));
        final String body = running.post(window, declare("B", "84581100", 7)).body();
        try (Ear own = listen(window, "");
            Ear audit = listen(running.token("audit", Role.AUDITOR), "")) {
            assertEquals("A", own.answer().get("ref").asText());
            // As it was answered, to the byte, but for the number of its line.
            assertEquals(body.strip().replace("\"in\":1", "\"in\":null"), own.next());
            running.post(running.token("broker", Role.DECLARANT, 0, OTHER_TRADER),
                declare("C", "84581100", 1, OTHER_TRADER, 6400));
            running.post(window, declare("D", "84581100", 1));
            assertEquals("D", own.answer().get("ref").asText(), "not the other's");
            long last = 0;
            String heard = "";
            while (!heard.endsWith("D")) {
                final JsonNode answer = audit.answer();
                assertEquals(last + 1, answer.get("seq").asLong());
                last++;
                heard += answer.path("ref").asText("");
                if (answer.path("ref").asText("").equals("B")) {
                    assertTrue(answer.toString().contains("6400/HK-1@1"), answer.toString());
                }
            }
            assertEquals("ABCD", heard);
            assertEquals("", own.next(), "a heart-beat");
        }
    }

    @Test
    void whoComesBackHearsTheRest() throws Exception {
        final long first = JSON.readTree(
            running.post(window, declare("A", "84581100", 1)).body()).get("seq").asLong();
        running.post(window, declare("B", "84581100", 1));
        try (Ear ear = listen(window, "?after=" + first)) {
            assertEquals("B", ear.answer().get("ref").asText());
        }
        // What a browser sends by itself goes before what stands in the address.
        try (Ear ear = new Ear(running.client.send(events(window, "?after=0")
            .header("Last-Event-ID", Long.toString(first)).build(),
            BodyHandlers.ofInputStream()))) {
            assertEquals("B", ear.answer().get("ref").asText());
        }
        try (Ear ahead = listen(window, "?after=" + (running.engine.lastSequence() + 1))) {
            running.post(window, declare("C", "84581100", 1));
            running.post(window, declare("D", "84581100", 1));
            assertEquals("D", ahead.answer().get("ref").asText());
        }
    }

    @Test
    void whatIsNoSequenceIsRefused() throws Exception {
        for (final String bad : new String[] {"?after=-1", "?after=x", "?after=" + "9".repeat(19)}) {
            assertEquals(400, running.client.send(events(window, bad).build(),
                BodyHandlers.ofString()).statusCode());
        }
        assertEquals(400, running.client.send(events(window, "").header("Last-Event-ID", "x")
            .build(), BodyHandlers.ofString()).statusCode());
        assertEquals(401, running.client.send(events("bad", "").build(),
            BodyHandlers.ofString()).statusCode());
    }

    @Test
    void aRevokedTokenEndsTheLine() throws Exception {
        final TokenFile.Made made = running.tokens.make("soon", Role.PORT_SYSTEM, 0, "",
            Instant.now().plusSeconds(600));
        try (Ear ear = listen(made.secret(), "")) {
            assertEquals("", ear.next());
            running.tokens.revoke(made.token().id());
            assertEquals("UNAUTHORIZED", ear.answer().get("reason").asText());
            assertEquals(null, ear.next());
        }
    }

    @Test
    void aServerThatStopsSaysSo() throws Exception {
        try (Ear ear = listen(window, "")) {
            assertEquals("", ear.next());
            running.server.close();
            assertEquals("STOPPING", ear.answer().get("reason").asText());
        }
    }

    /** Many wait for what comes, and no thread waits with each. */
    @Test
    void manyListenersTakeNoThreads() throws Exception {
        final List<Ear> ears = new ArrayList<>();
        // Kept open: a line that its reader closed counts until the server has noticed.
        ears.add(listen(window, ""));
        final int before = Thread.activeCount();
        while (ears.size() < 150) {
            ears.add(listen(window, ""));
        }
        assertTrue(Thread.activeCount() - before < 30, Thread.activeCount() + " of " + before);
        assertEquals(429, running.client.send(events(window, "").build(),
            BodyHandlers.ofString()).statusCode(), "151 of one principal");
        running.post(window, declare("A", "84581100", 1));
        for (final Ear ear : ears) {
            assertEquals("A", ear.answer().get("ref").asText());
            ear.close();
        }
    }

    /** Who does not read is ended, keeps nobody else waiting, and misses nothing when it comes back. */
    @Test
    void aSlowReaderIsEndedAndResumes() throws Exception {
        final int count = 8_000;
        try (Socket slow = new Socket(); Ear quick = listen(window, "")) {
            slow.setReceiveBufferSize(4096);
            slow.connect(new InetSocketAddress("127.0.0.1", running.server.port()));
            slow.getOutputStream().write(("GET /v1/answers HTTP/1.1\r\nHost: x\r\nAccept: "
                + "text/event-stream\r\nAuthorization: Bearer " + window + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
            final StringBuilder body = new StringBuilder();
            for (int i = 0; i < count; i++) {
                body.append(declare("S" + i, "84581100", 1)).append('\n');
            }
            running.post(window, "application/x-ndjson", body.toString());
            for (int i = 0; i < count; i++) {
                assertEquals("S" + i, quick.answer().get("ref").asText());
            }
            // It was let wait for some time; then its line is cut, whatever had been sent to it.
            Thread.sleep(2 * STALL_MS);
            final long last = lastId(slow);
            assertTrue(last > 0 && last < running.engine.lastSequence(), "up to " + last);
            int next = -1;
            try (Ear resumed = listen(window, "?after=" + last)) {
                while (next != count) {
                    final int heard = Integer.parseInt(
                        resumed.answer().get("ref").asText().substring(1));
                    assertTrue(next == -1 || heard == next, heard + " after " + (next - 1));
                    next = heard + 1;
                }
            }
        }
    }

    /** Reads all that arrived, and finds the end of the line. Returns the last whole event's id. */
    private static long lastId(final Socket slow) throws IOException {
        slow.setSoTimeout(20_000);
        final StringBuilder got = new StringBuilder();
        try {
            final byte[] part = new byte[1 << 16];
            for (int n = slow.getInputStream().read(part); n > 0;
                n = slow.getInputStream().read(part)) {
                got.append(new String(part, 0, n, StandardCharsets.ISO_8859_1));
            }
        } catch (final java.net.SocketException cut) {
            assertFalse(got.isEmpty());
        }
        final int end = got.lastIndexOf("\n\n");
        final int id = got.lastIndexOf("id: ", got.lastIndexOf("\ndata: ", end));
        return Long.parseLong(got.substring(id + 4, got.indexOf("\n", id)));
    }
}
