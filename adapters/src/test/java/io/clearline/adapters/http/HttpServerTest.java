package io.clearline.adapters.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clearline.adapters.csv.ReferenceLoader;
import io.clearline.adapters.identity.Identities;
import io.clearline.adapters.identity.TokenFile;
import io.clearline.adapters.intake.Intake;
import io.clearline.adapters.intake.PrincipalDesk;
import io.clearline.engine.core.ClearanceCore;
import io.clearline.engine.pipeline.ClearanceEngine;
import io.clearline.engine.pipeline.Durability;
import io.clearline.engine.pipeline.EngineConfig;
import io.clearline.engine.pipeline.Offer;
import io.clearline.engine.record.sbe.Role;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real engine behind a real socket: status codes, streams, roles, resuming by sequence. */
@Timeout(120)
class HttpServerTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TRADER = "91460300MA5T000048";
    private static final int COMMAND_BYTES_MAX = 1 << 16;

    @TempDir
    private Path home;
    private final HttpClient client = HttpClient.newHttpClient();
    private ClearanceEngine engine;
    private HttpServer server;
    private TokenFile tokens;

    @BeforeEach
    void start() throws Exception {
        final Path reference = Files.createDirectories(home.resolve("reference"));
        Files.writeString(reference.resolve("countries.csv"), "code,name,mfn\nJPN,Japan,Y\n");
        Files.writeString(reference.resolve("offices.csv"),
            "code,name,district,first_line,second_line\n6400,Haikou,6400,Y,Y\n");
        Files.writeString(reference.resolve("entities.csv"),
            "uscc,name,eligible_from,eligible_to,credit,second_line,encouraged,bonded,guarantee\n"
            + TRADER + ",Works,2025-12-18,,REGULAR,NORMAL,N,N,\n");
        Files.writeString(reference.resolve("tariff.csv"),
            "hs,name,unit,duty_mfn,duty_general,duty_specific,duty_export,vat,consumption_tax,"
            + "taxed_catalogue,documents,inspection,from,to\n"
            + "84581100,lathe,001,0.1,0.3,,,0.13,,N,,,,\n"
            + "84596110,mill,001,0.1,0.3,,,0.13,,N,O,,,\n");
        Files.writeString(reference.resolve("controls.jsonl"),
            "{\"type\":\"control\",\"at\":\"2026-03-01T00:00:00+08:00\",\"id\":\"HK-1\","
            + "\"version\":1,\"issuer\":\"6400\",\"when\":\"packages == 7\","
            + "\"then\":\"EXAMINE\",\"basis\":\"Customs Law art. 28\",\"instruction\":\"open\"}\n");
        final Intake intake = new Intake();
        final Path data = home.resolve("data");
        engine = ClearanceEngine.open(data,
            EngineConfig.defaults().withDurability(Durability.PAGE_CACHE).withWallClock(),
            ClearanceCore::new, intake);
        new ReferenceLoader().load(reference).forEachPart((part, offset, length) -> {
            while (engine.tryOffer(part, offset, length, -1) != Offer.ACCEPTED) {
                Thread.onSpinWait();
            }
        });
        intake.connect(engine);
        tokens = new TokenFile(data);
        server = HttpServer.start(new HttpServer.Options("127.0.0.1", 0, COMMAND_BYTES_MAX),
            new Identities(tokens, new PrincipalDesk(intake), Clock.systemUTC()), intake,
            engine.dataDirectory().orElseThrow(), engine::lastSequence);
    }

    @AfterEach
    void stop() {
        server.close();
        engine.close();
    }

    private String token(final String name, final Role role) throws Exception {
        return tokens.make(name, role, 6400, role == Role.DECLARANT ? TRADER : "",
            Instant.now().plusSeconds(600)).secret();
    }

    private HttpRequest.Builder to(final String path, final String token) {
        final HttpRequest.Builder request = HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + server.port() + path));
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> post(final String token, final String type, final String body)
        throws Exception {
        return client.send(to("/v1/commands", token).header("Content-Type", type)
            .POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(final String token, final String body) throws Exception {
        return post(token, "application/json", body);
    }

    private HttpResponse<String> get(final String token, final String path) throws Exception {
        return client.send(to(path, token).build(), BodyHandlers.ofString());
    }

    private static String declare(final String ref, final String hs, final int packages) {
        return """
            {"type":"declare","ref":"%s","flow":"FIRST_LINE_IMPORT","form":"NORMAL",\
            "office":"6400","entryOffice":"6400","trader":"%s","supervisionMode":"0110",\
            "transport":"2","dispatchCountry":"JPN","packages":%d,"grossKg":2,"netKg":1,\
            "items":[{"no":1,"hs":"%s","name":"lathe","quantity":1,"value":1000,\
            "origin":"JPN","regime":"ZERO_TARIFF"}]}""".formatted(ref, TRADER, packages, hs);
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
        final long before = engine.lastSequence();
        for (final String token : new String[] {null, "", "clearline_x_y", "x".repeat(5000)}) {
            assertEquals(401, post(token, declare("A", "84581100", 1)).statusCode());
            assertEquals(401, get(token, "/v1/answers").statusCode());
        }
        final String expired = tokens.make("late", Role.PORT_SYSTEM, 0, "",
            Instant.now().minusSeconds(1)).secret();
        assertEquals(401, post(expired, declare("A", "84581100", 1)).statusCode());
        assertEquals(before, engine.lastSequence(), "nothing reached the engine");

        final TokenFile.Made made = tokens.make("soon", Role.PORT_SYSTEM, 0, "",
            Instant.now().plusSeconds(600));
        assertEquals(200, post(made.secret(), declare("A", "84581100", 1)).statusCode());
        // File times may be as coarse as a tick of the kernel's clock.
        Thread.sleep(50);
        assertTrue(tokens.revoke(made.token().id()));
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
        final List<String> answers = post(token("window", Role.PORT_SYSTEM),
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
        engine.close();
        assertEquals(503, post(port, declare("B", "84581100", 1)).statusCode());
        assertEquals(503, get(null, "/ready").statusCode());
        assertEquals(200, get(null, "/health").statusCode());
    }
}
