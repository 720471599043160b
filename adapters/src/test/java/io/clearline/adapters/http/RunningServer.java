package io.clearline.adapters.http;

import io.clearline.adapters.csv.ReferenceException;
import io.clearline.adapters.csv.ReferenceLoader;
import io.clearline.adapters.identity.Identities;
import io.clearline.adapters.identity.TokenFile;
import io.clearline.adapters.intake.Intake;
import io.clearline.adapters.intake.PrincipalDesk;
import io.clearline.adapters.intake.RateLimits;
import io.clearline.adapters.metrics.Metrics;
import io.clearline.adapters.tcp.Tls;
import io.clearline.engine.core.ClearanceCore;
import io.clearline.engine.follower.LiveStatus;
import io.clearline.engine.follower.StatusOptions;
import io.clearline.engine.journal.JournalOptions;
import io.clearline.engine.pipeline.ClearanceEngine;
import io.clearline.engine.pipeline.Durability;
import io.clearline.engine.pipeline.EngineConfig;
import io.clearline.engine.pipeline.Offer;
import io.clearline.engine.record.sbe.Role;
import java.io.IOException;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** A real engine behind a real socket on loopback, with a little reference data, and a client. */
final class RunningServer implements AutoCloseable {
    static final String TRADER = "91460300MA5T000048";
    static final String OTHER_TRADER = "91460100MA5T00001L";
    static final int COMMAND_BYTES_MAX = 1 << 16;
    static final HttpLimits LIMITS =
        HttpLimits.defaults().withCommandBytesMax(COMMAND_BYTES_MAX);
    private static final long POLL_NS = 1_000_000;

    final HttpClient client = HttpClient.newHttpClient();
    /** The clock by which the journal begins a file each day. */
    private final AtomicLong journalMs = new AtomicLong(System.currentTimeMillis());
    final ClearanceEngine engine;
    final LiveStatus status;
    final Intake intake;
    final Identities identities;
    final Metrics metrics;
    final HttpServer server;
    final TokenFile tokens;

    RunningServer(final Path home) throws IOException, ReferenceException {
        this(home, LIMITS, RateLimits.defaults(), null);
    }

    RunningServer(final Path home, final HttpLimits limits, final RateLimits rates, final Tls tls)
        throws IOException, ReferenceException {
        this(home, limits, rates, tls, Durability.PAGE_CACHE);
    }

    RunningServer(final Path home, final HttpLimits limits, final RateLimits rates, final Tls tls,
        final Durability durability) throws IOException, ReferenceException {
        intake = new Intake(rates);
        final Path data = home.resolve("data");
        engine = ClearanceEngine.open(data,
            EngineConfig.defaults().withDurability(durability).withWallClock(),
            new JournalOptions(JournalOptions.defaults().blockBytes(), journalMs::get),
            ClearanceCore::new, intake);
        new ReferenceLoader().load(reference(home)).forEachPart((part, offset, length) -> {
            while (engine.tryOffer(part, offset, length, -1) != Offer.ACCEPTED) {
                Thread.onSpinWait();
            }
        });
        intake.connect(engine);
        tokens = new TokenFile(data);
        status = LiveStatus.start(engine.dataDirectory().orElseThrow(),
            new StatusOptions(1000), engine::lastSequence);
        metrics = new Metrics(engine, intake);
        metrics.follower("status", status::lastSequence);
        identities = new Identities(tokens, new PrincipalDesk(intake), Clock.systemUTC());
        server = HttpServer.start(new HttpServer.Options("127.0.0.1", 0, tls, false, limits),
            new HttpServer.Sources(identities, intake,
                engine::lastSequence, status, metrics));
    }

    private static Path reference(final Path home) throws IOException {
        final Path reference = Files.createDirectories(home.resolve("reference"));
        Files.writeString(reference.resolve("countries.csv"), "code,name,mfn\nJPN,Japan,Y\n");
        Files.writeString(reference.resolve("offices.csv"),
            "code,name,district,first_line,second_line\n6400,Haikou,6400,Y,Y\n"
            + "6481,Yangpu,6400,Y,Y\n6700,Dongguan,6700,Y,Y\n");
        Files.writeString(reference.resolve("entities.csv"),
            "uscc,name,eligible_from,eligible_to,credit,second_line,encouraged,bonded,guarantee\n"
            + TRADER + ",Works,2025-12-18,,REGULAR,NORMAL,N,N,\n"
            + OTHER_TRADER + ",Others,2025-12-18,,REGULAR,NORMAL,N,N,\n");
        Files.writeString(reference.resolve("tariff.csv"),
            "hs,name,unit,duty_mfn,duty_general,duty_specific,duty_export,vat,consumption_tax,"
            + "taxed_catalogue,documents,inspection,from,to\n"
            + "84581100,lathe,001,0.1,0.3,,,0.13,,N,,,,\n"
            + "84596110,mill,001,0.1,0.3,,,0.13,,N,O,,,\n");
        Files.writeString(reference.resolve("controls.jsonl"),
            "{\"type\":\"control\",\"at\":\"2026-03-01T00:00:00+08:00\",\"id\":\"HK-1\","
            + "\"version\":1,\"issuer\":\"6400\",\"when\":\"packages == 7\","
            + "\"then\":\"EXAMINE\",\"basis\":\"Customs Law art. 28\",\"instruction\":\"open\"}\n");
        return reference;
    }

    String token(final String name, final Role role) throws IOException {
        return token(name, role, 6400, role == Role.DECLARANT ? TRADER : "");
    }

    String token(final String name, final Role role, final int office, final String party)
        throws IOException {
        return tokens.make(name, role, office, party, Instant.now().plusSeconds(600)).secret();
    }

    HttpRequest.Builder to(final String path, final String token) {
        final HttpRequest.Builder request = HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + server.port() + path));
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    HttpResponse<String> post(final String token, final String type, final String body)
        throws IOException, InterruptedException {
        return client.send(to("/v1/commands", token).header("Content-Type", type)
            .POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> post(final String token, final String body)
        throws IOException, InterruptedException {
        return post(token, "application/json", body);
    }

    HttpResponse<String> get(final String token, final String path)
        throws IOException, InterruptedException {
        return client.send(to(path, token).build(), BodyHandlers.ofString());
    }

    /** Waits until the status store knows all that was answered. */
    void settle() {
        while (status.lastSequence() < engine.lastSequence()) {
            LockSupport.parkNanos(POLL_NS);
        }
    }

    /** Has the journal begin another file with the next record. */
    void beginFile() {
        journalMs.addAndGet(TimeUnit.DAYS.toMillis(1));
    }

    static String declare(final String ref, final String hs, final int packages) {
        return declare(ref, hs, packages, TRADER, 6400);
    }

    static String declare(final String ref, final String hs, final int packages,
        final String trader, final int office) {
        return """
            {"type":"declare","ref":"%s","flow":"FIRST_LINE_IMPORT","form":"NORMAL",\
            "office":"%d","entryOffice":"6400","trader":"%s","supervisionMode":"0110",\
            "transport":"2","dispatchCountry":"JPN","packages":%d,"grossKg":2,"netKg":1,\
            "items":[{"no":1,"hs":"%s","name":"lathe","quantity":1,"value":1000,\
            "origin":"JPN","regime":"ZERO_TARIFF"}]}"""
            .formatted(ref, office, trader, packages, hs);
    }

    @Override
    public void close() {
        server.close();
        metrics.close();
        status.close();
        engine.close();
    }
}
