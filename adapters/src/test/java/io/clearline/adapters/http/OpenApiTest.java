package io.clearline.adapters.http;

import static io.clearline.adapters.http.RunningServer.COMMAND_BYTES_MAX;
import static io.clearline.adapters.http.RunningServer.declare;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.clearline.adapters.intake.RateLimits;
import io.clearline.engine.core.ClearanceCore;
import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.Journal;
import io.clearline.engine.journal.JournalCut;
import io.clearline.engine.journal.JournalException;
import io.clearline.engine.pipeline.ClearanceEngine;
import io.clearline.engine.pipeline.Durability;
import io.clearline.engine.pipeline.EngineConfig;
import io.clearline.engine.record.sbe.Role;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The OpenAPI document against the running server: every route, method, status and body. */
@Timeout(120)
class OpenApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** What takes a peer that is not on this machine. */
    private static final Set<String> NOT_HERE = Set.of("GET /metrics 401", "GET /metrics 403");

    @TempDir
    private Path home;
    private RunningServer running;
    private ObjectNode document;
    private final Set<String> seen = new TreeSet<>();

    /** A disk that has no room left. */
    private static final class FullDisk implements Journal {
        @Override
        public void append(final DirectBuffer record, final int offset, final int length) {
            throw new JournalException("there is no room");
        }

        @Override
        public void force() {
            // Nothing was appended.
        }

        @Override
        public long diskFreeBytes() {
            return 0;
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    @BeforeEach
    void start() throws Exception {
        running = new RunningServer(home, RunningServer.LIMITS,
            new RateLimits(0.001, 20, 0.001, 200), null, Durability.GROUP);
        document = (ObjectNode) JSON.readTree(running.get(null, "/openapi.json").body());
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void everyRouteIsInTheDocumentAndNoOther() {
        final List<String> described = new ArrayList<>();
        document.get("paths").properties().forEach(path -> path.getValue().fieldNames()
            .forEachRemaining(method ->
                described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        assertEquals(new TreeSet<>(described), new TreeSet<>(running.server.routes()));
    }

    @Test
    void everyStatusIsSeenAndEveryBodyIsAsDescribed() throws Exception {
        final String window = running.token("window", Role.PORT_SYSTEM);
        final String audit = running.token("audit", Role.AUDITOR);
        commands(window);
        running.settle();
        answers(window);
        declarations(window, audit);
        for (final String open : List.of("/health", "/ready", "/metrics", "/openapi.json")) {
            check(running.to(open, null), "GET", open);
        }
        notKept(window);
        noRoom(audit);
        tooMany(window);
        running.engine.close();
        check(running.to("/ready", null), "GET", "/ready");
        check(running.to("/v1/commands", audit).POST(BodyPublishers.ofString("{}")), "POST",
            "/v1/commands");
        // Who is new to an engine that takes nothing cannot be let in.
        final String late = running.token("late", Role.AUDITOR);
        Thread.sleep(50);
        for (final String path : List.of("/v1/answers", "/v1/declarations/{id}",
            "/v1/declarations/{id}/explain")) {
            check(running.to(path.replace("{id}", "A"), late), "GET", path);
        }
        final Set<String> missing = described();
        missing.removeAll(seen);
        missing.removeAll(NOT_HERE);
        assertEquals(Set.of(), missing, "described and never seen");
    }

    private void commands(final String window) throws Exception {
        post(window, declare("A", "84581100", 1));
        post(window, declare("B", "84596110", 7));
        post(window, declare("C", "99999999", 1));
        post(window, declare("A", "84596110", 1));
        post(window, "no json");
        post(window, "{\"type\":\"pay\",\"declaration\":\"none\",\"amount\":1}");
        post(window, "{\"type\":\"resolve\",\"declaration\":\"B\",\"hold\":\"EXAMINE\","
            + "\"result\":\"PASS\",\"officer\":\"o\"}");
        post(window, " ".repeat(COMMAND_BYTES_MAX + 1));
        post(null, "{}");
        post(window, "{\"type\":\"arrive\",\"office\":\"6400\",\"plate\":\"A1\"}");
        check(running.to("/v1/commands", window).header("Content-Type", "application/x-ndjson")
            .POST(BodyPublishers.ofString(declare("D", "84581100", 1) + "\n")), "POST",
            "/v1/commands");
    }

    private void post(final String token, final String body) throws Exception {
        check(running.to("/v1/commands", token).header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)), "POST", "/v1/commands");
    }

    private void answers(final String window) throws Exception {
        check(running.to("/v1/answers", window), "GET", "/v1/answers");
        check(running.to("/v1/answers?after=x", window), "GET", "/v1/answers");
        check(running.to("/v1/answers", "bad"), "GET", "/v1/answers");
    }

    private void declarations(final String window, final String audit) throws Exception {
        for (final String tail : List.of("", "/explain")) {
            final String path = "/v1/declarations/{id}" + tail;
            check(running.to(path.replace("{id}", "A"), window), "GET", path);
            check(running.to(path.replace("{id}", "B"), audit), "GET", path);
            check(running.to(path.replace("{id}", "none"), window), "GET", path);
            check(running.to(path.replace("{id}", "A"), null), "GET", path);
        }
    }

    /** Retention deletes the files of past days. */
    private void notKept(final String window) throws Exception {
        running.beginFile();
        post(window, declare("E", "84581100", 1));
        running.settle();
        final DataDirectory data = running.engine.dataDirectory().orElseThrow();
        // It keeps what is not known to be on the disk.
        while (JournalCut.before(data, running.engine.lastSequence()).firstSequence() == 1) {
            Thread.sleep(5);
        }
        check(running.to("/v1/answers?after=0", window), "GET", "/v1/answers");
        assertTrue(seen.contains("GET /v1/answers 410"), seen::toString);
        check(running.to("/v1/answers?after=" + (running.engine.lastSequence() - 1), window), "GET",
            "/v1/answers");
    }

    private void noRoom(final String audit) throws Exception {
        final long before = running.engine.lastSequence();
        try (ClearanceEngine full = ClearanceEngine.open(
            EngineConfig.defaults().withDurability(Durability.PAGE_CACHE).withWallClock(),
            new ClearanceCore(), new FullDisk(), running.intake)) {
            running.intake.connect(full);
            post(audit, "{}");
            assertTrue(seen.contains("POST /v1/commands 507"), seen::toString);
            assertEquals(0, full.lastSequence(), "nothing was taken");
        } finally {
            running.intake.connect(running.engine);
        }
        assertEquals(before, running.engine.lastSequence());
    }

    private void tooMany(final String window) throws Exception {
        HttpResponse<String> answer;
        do {
            answer = running.post(window, "{}");
        } while (answer.statusCode() != 429);
        post(window, "{}");
        do {
            answer = running.get(window, "/v1/declarations/A");
        } while (answer.statusCode() != 429);
        check(running.to("/v1/answers", window), "GET", "/v1/answers");
        check(running.to("/v1/declarations/A", window), "GET", "/v1/declarations/{id}");
        check(running.to("/v1/declarations/A/explain", window), "GET",
            "/v1/declarations/{id}/explain");
    }

    private Set<String> described() {
        final Set<String> all = new TreeSet<>();
        document.get("paths").properties().forEach(path ->
            path.getValue().properties().forEach(method ->
                method.getValue().get("responses").fieldNames().forEachRemaining(status ->
                    all.add(method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey() + " "
                        + status))));
        return all;
    }

    /** Sends a request, and compares what comes with what the document says of it. */
    private void check(final HttpRequest.Builder request, final String method, final String path)
        throws Exception {
        final HttpResponse<String> answer = running.client.send(
            request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
        final String what = method + " " + path + " " + answer.statusCode();
        seen.add(what);
        JsonNode described = document.at("/paths").get(path).get(method.toLowerCase(Locale.ROOT))
            .get("responses").get(Integer.toString(answer.statusCode()));
        assertNotNull(described, what + " is not described: " + answer.body());
        if (described.has("$ref")) {
            described = document.at(described.get("$ref").asText().substring(1));
        }
        if (described.has("headers")) {
            described.get("headers").fieldNames().forEachRemaining(name ->
                assertTrue(answer.headers().firstValue(name).isPresent(), what + ": " + name));
        }
        final String type = answer.headers().firstValue("Content-Type").orElse("").split(";")[0];
        final JsonNode content = described.get("content").get(type);
        assertNotNull(content, what + " is not described as " + type);
        final ObjectNode schema = content.get("schema").deepCopy();
        schema.set("components", document.get("components"));
        if (type.endsWith("json")) {
            final List<String> bodies = type.equals("application/x-ndjson")
                ? answer.body().lines().toList() : List.of(answer.body());
            for (final String line : bodies) {
                assertEquals(Set.of(), JsonSchemaFactory
                    .getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema)
                    .validate(JSON.readTree(line)), what + ": " + line);
            }
        }
    }
}
