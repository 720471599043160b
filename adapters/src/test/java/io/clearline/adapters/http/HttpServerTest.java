package io.clearline.adapters.http;

import static io.clearline.adapters.http.RunningServer.COMMAND_BYTES_MAX;
import static io.clearline.adapters.http.RunningServer.declare;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clearline.adapters.identity.TokenFile;
import io.clearline.engine.record.sbe.Role;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real engine behind a real socket: status codes, streams, roles, resuming by sequence. */
@Timeout(120)
class HttpServerTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path home;
    private RunningServer running;

    @BeforeEach
    void start() throws Exception {
        running = new RunningServer(home);
    }

    @AfterEach
    void stop() {
        running.close();
    }

    private String token(final String name, final Role role) throws Exception {
        return running.token(name, role);
    }

    private HttpResponse<String> post(final String token, final String body) throws Exception {
        return running.post(token, body);
    }

    private HttpResponse<String> get(final String token, final String path) throws Exception {
        return running.get(token, path);
    }

    @Test
    void theStatusSaysWhatTheAnswerSays() throws Exception {
        final String port = token("window", Role.PORT_SYSTEM);
        assertEquals(200, post(port, declare("A", "84581100", 1)).statusCode());
        assertEquals(202, post(port, declare("B", "84596110", 1)).statusCode());
        assertEquals(400, post(port, declare("C", "99999999", 1)).statusCode());
        assertEquals(409, post(port, declare("A", "84596110", 1)).statusCode());
        assertEquals(400, post(port, "no json").statusCode());
        assertEquals(404, post(port,
            "{\"type\":\"pay\",\"declaration\":\"none\",\"amount\":1}").statusCode());
        assertEquals(409, post(port,
            "{\"type\":\"pay\",\"declaration\":\"A\",\"amount\":1}").statusCode());
        assertEquals(403, post(port, "{\"type\":\"resolve\",\"declaration\":\"B\",\"hold\":"
            + "\"EXAMINE\",\"result\":\"PASS\",\"officer\":\"o\"}").statusCode());
        assertEquals(413, post(port, " ".repeat(COMMAND_BYTES_MAX + 1)).statusCode());
        assertEquals(404, get(port, "/v1/nothing").statusCode());
    }

    @Test
    void nobodyWithoutAGoodToken() throws Exception {
        final long before = running.engine.lastSequence();
        for (final String token : new String[] {null, "", "clearline_x_y", "x".repeat(5000)}) {
            assertEquals(401, post(token, declare("A", "84581100", 1)).statusCode());
            assertEquals(401, get(token, "/v1/answers").statusCode());
        }
        final String expired = running.tokens.make("late", Role.PORT_SYSTEM, 0, "",
            Instant.now().minusSeconds(1)).secret();
        assertEquals(401, post(expired, declare("A", "84581100", 1)).statusCode());
        assertEquals(before, running.engine.lastSequence(), "nothing reached the engine");

        final TokenFile.Made made = running.tokens.make("soon", Role.PORT_SYSTEM, 0, "",
            Instant.now().plusSeconds(600));
        assertEquals(200, post(made.secret(), declare("A", "84581100", 1)).statusCode());
        // File times may be as coarse as a tick of the kernel's clock.
        Thread.sleep(50);
        assertTrue(running.tokens.revoke(made.token().id()));
        assertEquals(401, post(made.secret(), declare("B", "84581100", 1)).statusCode());
        assertEquals(200, get(null, "/health").statusCode());
        assertEquals(200, get(null, "/ready").statusCode());
    }

    @Test
    void aStreamIsAnsweredInOrder() throws Exception {
        final int count = 5000;
        final StringBuilder body = new StringBuilder();
        for (int i = 1; i <= count; i++) {
            body.append(i % 100 == 0 ? "not json" : declare("S" + i, "84581100", 1)).append('\n');
        }
        final List<String> answers = running.post(token("window", Role.PORT_SYSTEM),
            "application/x-ndjson", body.toString()).body().lines().toList();
        assertEquals(count, answers.size());
        for (int i = 1; i <= count; i++) {
            final JsonNode answer = JSON.readTree(answers.get(i - 1));
            assertEquals(i, answer.get("in").asInt());
            assertEquals(i % 100 == 0 ? "REJECT" : "RELEASE", answer.get("outcome").asText());
        }
    }

    /** A declarant sees that it is held and why in law, not by which control. */
    @Test
    void controlsStayHiddenFromThoseWhoAreControlled() throws Exception {
        final HttpResponse<String> seen =
            post(token("broker", Role.DECLARANT), declare("A", "84581100", 7));
        assertEquals(202, seen.statusCode());
        assertFalse(seen.body().contains("HK-1"), seen.body());
        final JsonNode hold = JSON.readTree(seen.body()).get("holds").get(0);
        assertEquals("EXAMINE", hold.get("kind").asText());
        assertTrue(hold.get("code").isNull());
        assertEquals("Customs Law art. 28", hold.get("basis").asText());
        final String all = get(token("audit", Role.AUDITOR), "/v1/answers").body();
        assertTrue(all.contains("\"hits\":[\"6400/HK-1@1\"]"), all);
    }

    /** Who lost its line gets its own answers by sequence, and nobody else's. */
    @Test
    void answersBySequence() throws Exception {
        final String window = token("window", Role.PORT_SYSTEM);
        final String broker = token("broker", Role.DECLARANT);
        final long first =
            JSON.readTree(post(window, declare("A", "84581100", 1)).body()).get("seq").asLong();
        post(broker, declare("B", "84581100", 1));
        post(window, declare("C", "84581100", 1));
        assertEquals(List.of("A", "C"), refs(get(window, "/v1/answers").body()));
        assertEquals(List.of("C"), refs(get(window, "/v1/answers?after=" + first).body()));
        assertEquals(List.of("A"), refs(get(window, "/v1/answers?limit=1").body()));
        assertEquals(List.of("B"), refs(get(broker, "/v1/answers").body()));
        assertEquals(List.of(), refs(get(window, "/v1/answers?after=1000000").body()));
        for (final String bad : new String[] {"after=-1", "after=x", "limit=0", "limit=1000000"}) {
            assertEquals(400, get(window, "/v1/answers?" + bad).statusCode());
        }
    }

    private static List<String> refs(final String lines) throws Exception {
        final List<String> refs = new java.util.ArrayList<>();
        for (final String line : lines.lines().toList()) {
            refs.add(JSON.readTree(line).get("ref").asText());
        }
        return refs;
    }

    @Test
    void aClosedEngineIsUnavailable() throws Exception {
        final String port = token("window", Role.PORT_SYSTEM);
        assertEquals(200, post(port, declare("A", "84581100", 1)).statusCode());
        running.engine.close();
        assertEquals(503, post(port, declare("B", "84581100", 1)).statusCode());
        assertEquals(503, get(null, "/ready").statusCode());
        assertEquals(200, get(null, "/health").statusCode());
    }

    /** What is longer than a body that a desk holds is read in two parts. */
    @Test
    void aLongCommandIsTakenUpToTheLimit() throws Exception {
        final String port = token("window", Role.PORT_SYSTEM);
        final int[] lengths = {
            (1 << 14) - 1, 1 << 14, (1 << 14) + 1, COMMAND_BYTES_MAX - 1, COMMAND_BYTES_MAX};
        for (final int length : lengths) {
            final String command = declare("L" + length, "84581100", 1);
            final String padded = " ".repeat(length - command.length()) + command;
            assertEquals(200, post(port, padded).statusCode(), length + " bytes");
        }
        assertEquals(413, post(port, " ".repeat(1 << 20)).statusCode());
    }

    @Test
    void whoLeavesBeforeTheAnswerHasSentAllTheSame() throws Exception {
        final String port = token("window", Role.PORT_SYSTEM);
        final int count = 50;
        for (int i = 0; i < count; i++) {
            final byte[] body =
                declare("G" + i, "84581100", 1).getBytes(StandardCharsets.UTF_8);
            try (Socket gone = new Socket("127.0.0.1", running.server.port())) {
                gone.getOutputStream().write(("POST /v1/commands HTTP/1.1\r\nHost: localhost\r\n"
                    + "Authorization: Bearer " + port + "\r\nContent-Type: application/json\r\n"
                    + "Content-Length: " + body.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
                gone.getOutputStream().write(body);
            }
        }
        for (int i = 0; i < count; i++) {
            final String ref = "/v1/declarations/G" + i;
            await(() -> get(port, ref).statusCode() == 200);
        }
        await(() -> running.intake.senders() == 0);
        assertEquals(200, post(port, declare("A", "84581100", 1)).statusCode());
    }

    private static void await(final Callable<Boolean> condition) throws Exception {
        final long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.call()) {
            assertTrue(System.nanoTime() < endNs, "it did not come in 20 s");
            Thread.sleep(2);
        }
    }
}
