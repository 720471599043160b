package io.clearline.adapters.roles;

import io.clearline.adapters.aeron.AeronServer;
import io.clearline.adapters.aeron.Channels;
import io.clearline.adapters.aeron.Idle;
import io.clearline.adapters.client.ClearlineClient;
import io.clearline.adapters.client.ClientOptions;
import io.clearline.adapters.client.Command;
import io.clearline.adapters.csv.ReferenceLoader;
import io.clearline.adapters.http.HttpLimits;
import io.clearline.adapters.http.HttpServer;
import io.clearline.adapters.identity.Identities;
import io.clearline.adapters.identity.TokenFile;
import io.clearline.adapters.intake.Intake;
import io.clearline.adapters.intake.PrincipalDesk;
import io.clearline.adapters.json.CommandDecoder;
import io.clearline.adapters.metrics.Metrics;
import io.clearline.adapters.session.Limits;
import io.clearline.adapters.tcp.TcpServer;
import io.clearline.engine.core.ClearanceCore;
import io.clearline.engine.follower.LiveStatus;
import io.clearline.engine.follower.StatusOptions;
import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.pipeline.ClearanceEngine;
import io.clearline.engine.pipeline.Durability;
import io.clearline.engine.pipeline.EngineConfig;
import io.clearline.engine.pipeline.Offer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import org.agrona.ExpandableArrayBuffer;

/** One engine that is spoken to over TCP, IPC and HTTP at once. */
final class AllWays implements AutoCloseable {
    /** How a command comes in. */
    enum Way { TCP, IPC, HTTP }

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path aeronDirectory;
    final ClearanceEngine engine;
    final TokenFile tokens;
    private final LiveStatus status;
    private final Metrics metrics;
    private final TcpServer tcp;
    private final AeronServer aeron;
    private final HttpServer web;

    AllWays(final Path home, final Path reference) throws Exception {
        final Path data = home.resolve("data");
        aeronDirectory = data.resolve("aeron");
        final Intake intake = new Intake();
        engine = ClearanceEngine.open(data,
            EngineConfig.defaults().withDurability(Durability.PAGE_CACHE).withTickMs(0)
                .withWallClock(),
            ClearanceCore::new, intake);
        new ReferenceLoader().load(reference).forEachPart((part, offset, length) -> {
            while (engine.tryOffer(part, offset, length, -1) != Offer.ACCEPTED) {
                Thread.onSpinWait();
            }
        });
        intake.connect(engine);
        tokens = new TokenFile(data);
        final Identities identities =
            new Identities(tokens, new PrincipalDesk(intake), Clock.systemUTC());
        final DataDirectory directory = engine.dataDirectory().orElseThrow();
        tcp = TcpServer.start(
            new TcpServer.Options("127.0.0.1", 0, null, false, Limits.defaults()),
            identities, intake, directory, engine::lastSequence);
        aeron = AeronServer.start(new AeronServer.Options(
            Channels.IPC, aeronDirectory, false, false, Idle.BACKOFF, Limits.defaults()),
            identities, intake, directory, engine::lastSequence);
        status = LiveStatus.start(directory, new StatusOptions(1000), engine::lastSequence);
        metrics = new Metrics(engine, intake);
        web = HttpServer.start(
            new HttpServer.Options("127.0.0.1", 0, null, false, HttpLimits.defaults()),
            new HttpServer.Sources(
                identities, intake, engine::lastSequence, status, metrics));
    }

    /** Connects a client over TCP or IPC. */
    ClearlineClient connect(final Way way, final String token) throws IOException {
        return ClearlineClient.connect(way == Way.TCP
            ? ClientOptions.of("127.0.0.1", tcp.port(), token)
            : ClientOptions.ofIpc(aeronDirectory, token));
    }

    /** Sends a line of JSON over HTTP and returns the answer as a line. */
    String post(final String token, final String json) throws Exception {
        return http.send(HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + web.port() + "/v1/commands"))
            .header("Authorization", "Bearer " + token).header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)).build(), BodyHandlers.ofString()).body();
    }

    /** Makes the command that a line of JSON says. */
    static Command command(final String json) {
        final byte[] line = json.getBytes(StandardCharsets.UTF_8);
        final ExpandableArrayBuffer out = new ExpandableArrayBuffer(512);
        return Command.copy(out, new CommandDecoder(false).decode(line, 0, line.length, out, 0));
    }

    @Override
    public void close() {
        web.close();
        tcp.close();
        aeron.close();
        metrics.close();
        status.close();
        engine.close();
    }
}
