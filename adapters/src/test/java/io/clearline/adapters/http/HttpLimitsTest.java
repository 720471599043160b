package io.clearline.adapters.http;

import static io.clearline.adapters.http.RunningServer.declare;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.adapters.client.ClearlineClient;
import io.clearline.adapters.client.ClientOptions;
import io.clearline.adapters.client.DeclarationBuilder;
import io.clearline.adapters.client.Goods;
import io.clearline.adapters.intake.RateLimits;
import io.clearline.adapters.session.Limits;
import io.clearline.adapters.tcp.TcpServer;
import io.clearline.engine.record.sbe.Flow;
import io.clearline.engine.record.sbe.Regime;
import io.clearline.engine.record.sbe.Role;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What those who come over HTTP may take of the server: rates, connections, time, bytes. */
@Timeout(120)
class HttpLimitsTest {
    private static final int HEAD_MS = 400;
    private static final RateLimits SLOW = new RateLimits(100, 10, 1, 60);

    @TempDir
    private Path home;
    private RunningServer running;

    private void start(final HttpLimits limits, final RateLimits rates) throws Exception {
        running = new RunningServer(home, limits, rates, null);
    }

    @AfterEach
    void stop() {
        running.close();
    }

    private static void tooMany(final HttpResponse<String> answer) {
        assertEquals(429, answer.statusCode(), answer.body());
        assertTrue(Integer.parseInt(answer.headers().firstValue("Retry-After").orElse("")) >= 1);
        assertTrue(answer.body().contains("\"status\":429"), answer.body());
    }

    @Test
    void singleCommandsHaveARate() throws Exception {
        start(RunningServer.LIMITS, new RateLimits(1, 3, 1, 1));
        final String window = running.token("window", Role.PORT_SYSTEM);
        final long before = running.engine.lastSequence();
        for (int i = 0; i < 3; i++) {
            assertEquals(200, running.post(window, declare("A" + i, "84581100", 1)).statusCode());
        }
        tooMany(running.post(window, declare("A3", "84581100", 1)));
        assertEquals(before + 4, running.engine.lastSequence(), "three and who it is");
        assertEquals(200, running.post(running.token("broker", Role.DECLARANT),
            declare("B", "84581100", 1)).statusCode(), "another principal is served");
        Thread.sleep(1_050);
        assertEquals(200, running.post(window, declare("A3", "84581100", 1)).statusCode());
    }

    @Test
    void readingHasARateAndDearerThingsCountMore() throws Exception {
        start(RunningServer.LIMITS, SLOW);
        final String window = running.token("window", Role.PORT_SYSTEM);
        assertEquals(200, running.get(window, "/v1/answers").statusCode());
        for (int i = 0; i < 10; i++) {
            assertEquals(404, running.get(window, "/v1/declarations/A").statusCode());
        }
        tooMany(running.get(window, "/v1/declarations/A/explain"));
        tooMany(running.get(window, "/v1/answers"));
        assertEquals(200, running.get(null, "/health").statusCode());
    }

    /** Nothing of a stream is refused: it is read as fast as it may come. */
    @Test
    void aStreamIsReadMoreSlowly() throws Exception {
        start(RunningServer.LIMITS, SLOW);
        final StringBuilder body = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            body.append(declare("S" + i, "84581100", 1)).append('\n');
        }
        final long startNs = System.nanoTime();
        final HttpResponse<String> answer = running.post(
            running.token("window", Role.PORT_SYSTEM), "application/x-ndjson", body.toString());
        assertSlowedDown(startNs);
        assertEquals(60, answer.body().lines().filter(line -> line.contains("RELEASE")).count());
    }

    @Test
    void aLineOfTheBinaryProtocolIsReadMoreSlowlyAndKept() throws Exception {
        start(RunningServer.LIMITS, SLOW);
        try (TcpServer tcp = TcpServer.start(
                new TcpServer.Options("127.0.0.1", 0, null, false, Limits.defaults()),
                running.identities, running.intake, running.engine.dataDirectory().orElseThrow(),
                running.engine::lastSequence);
            ClearlineClient client = ClearlineClient.connect(ClientOptions.of("127.0.0.1",
                tcp.port(), running.token("window", Role.PORT_SYSTEM)))) {
            final long startNs = System.nanoTime();
            final List<CompletableFuture<?>> answers = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                answers.add(client.submit(new DeclarationBuilder("T" + i, Flow.FIRST_LINE_IMPORT)
                    .offices("6400", "6400").trader(RunningServer.TRADER).supervisionMode("0110")
                    .transport('2').dispatchCountry("JPN").weights(1, 120, 100)
                    .item(new Goods("84581100", "lathe").quantity(1).value(1000).origin("JPN")
                        .regime(Regime.ZERO_TARIFF)).build()));
            }
            for (final CompletableFuture<?> each : answers) {
                each.get(30, TimeUnit.SECONDS);
            }
            assertSlowedDown(startNs);
            assertEquals(1, client.lines(), "it was not ended");
            assertEquals(0, client.busies());
        }
    }

    /** 60 with 10 at once and 100 a second; who it is was a command of its own. */
    private static void assertSlowedDown(final long startNs) {
        final long ms = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs);
        assertTrue(ms >= 480, ms + " ms");
    }

    private Socket line(final String head) throws IOException {
        final Socket socket = new Socket("127.0.0.1", running.server.port());
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** Returns how long it took until the server ended the line, in ms. */
    private static long untilEnded(final Socket socket, final Runnable meanwhile)
        throws IOException {
        final long startNs = System.nanoTime();
        socket.setSoTimeout(50);
        while (true) {
            try {
                if (socket.getInputStream().read() < 0) {
                    break;
                }
            } catch (final SocketTimeoutException open) {
                meanwhile.run();
            } catch (final SocketException reset) {
                break;
            }
            assertTrue(System.nanoTime() - startNs < TimeUnit.SECONDS.toNanos(20), "never");
        }
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs);
    }

    /** A byte now and then keeps the idle timeout away, and not the line. */
    @Test
    void aHeadThatTricklesInEndsTheLine() throws Exception {
        start(RunningServer.LIMITS.withTimes(HEAD_MS, 5_000), RateLimits.defaults());
        for (final String before : new String[] {"", "GET /health HTTP/1.1\r\nHost: x\r\n\r\n"}) {
            try (Socket slow = line(before + "GET /health HTTP/1.1\r\nX: ")) {
                final long ms = untilEnded(slow, () -> {
                    try {
                        slow.getOutputStream().write('x');
                    } catch (final IOException ended) {
                        // Seen by the reader, too.
                    }
                });
                assertTrue(ms < 3_000, ms + " ms");
            }
        }
        // Who waits between two requests, or for its answer, is no slow head.
        try (Socket patient = line("GET /health HTTP/1.1\r\nHost: x\r\n\r\n")) {
            Thread.sleep(4 * HEAD_MS);
            patient.getInputStream().skip(patient.getInputStream().available());
            patient.getOutputStream().write("GET /health HTTP/1.1\r\nHost: x\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
            assertTrue(patient.getInputStream().read() > 0);
        }
    }

    /** A body may take its time: a stream of commands is as long as its sender wants. */
    @Test
    void aBodyThatTricklesInIsTaken() throws Exception {
        start(RunningServer.LIMITS.withTimes(HEAD_MS, 5_000), RateLimits.defaults());
        final String window = running.token("window", Role.PORT_SYSTEM);
        for (final String type : new String[] {"application/x-ndjson", "application/json"}) {
            final byte[] body = (declare("A", "84581100", 1) + "\n")
                .getBytes(StandardCharsets.US_ASCII);
            try (Socket slow = line("POST /v1/commands HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                + window + "\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length
                + "\r\nConnection: close\r\n\r\n")) {
                final int step = body.length / 20;
                for (int at = 0; at < body.length; at += step) {
                    slow.getOutputStream().write(body, at, Math.min(step, body.length - at));
                    Thread.sleep(HEAD_MS / 5);
                }
                final String answer = new String(
                    slow.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertTrue(answer.contains("\"outcome\":\"RELEASE\""), answer);
            }
        }
    }

    @Test
    void whoSaysNothingIsGoneInTheEnd() throws Exception {
        start(RunningServer.LIMITS.withTimes(HEAD_MS, 600), RateLimits.defaults());
        try (Socket silent = line("")) {
            final long ms = untilEnded(silent, () -> { });
            assertTrue(ms >= 500 && ms < 5_000, ms + " ms");
        }
    }

    @Test
    void aLargeHeadIsRefused() throws Exception {
        start(RunningServer.LIMITS, RateLimits.defaults());
        final HttpResponse<String> answer = running.client.send(
            running.to("/health", null).header("X", "x".repeat(20_000)).build(),
            BodyHandlers.ofString());
        assertEquals(431, answer.statusCode());
    }

    @Test
    void connectionsAreCountedAndFurtherOnesWait() throws Exception {
        start(RunningServer.LIMITS.withConnections(4, 2), RateLimits.defaults());
        final List<Socket> four = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            four.add(line("GET /health HTTP/1.1\r\nHost: x\r\n\r\n"));
            assertTrue(four.get(i).getInputStream().read() > 0);
        }
        assertEquals(4, running.server.connections());
        try (Socket fifth = line("GET /health HTTP/1.1\r\nHost: x\r\n\r\n")) {
            fifth.setSoTimeout(300);
            assertThrows(SocketTimeoutException.class, () -> fifth.getInputStream().read());
            four.get(0).close();
            fifth.setSoTimeout(10_000);
            assertTrue(fifth.getInputStream().read() > 0);
        }
        for (final Socket socket : four) {
            socket.close();
        }
    }

    @Test
    void onePrincipalHasSoManyStreams() throws Exception {
        start(RunningServer.LIMITS.withConnections(100, 2), RateLimits.defaults());
        final String window = running.token("window", Role.PORT_SYSTEM);
        final List<Socket> open = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            open.add(line("POST /v1/commands HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + window
                + "\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "3\r\n{}\n\r\n"));
            assertTrue(open.get(i).getInputStream().read() > 0, "it is answered");
        }
        tooMany(running.client.send(running.to("/v1/commands", window)
            .header("Content-Type", "application/x-ndjson")
            .POST(BodyPublishers.ofString("{}\n")).build(), BodyHandlers.ofString()));
        for (final Socket socket : open) {
            socket.close();
        }
    }
}
