package io.clearline.adapters.tcp;

import io.aeron.ChannelUri;
import io.clearline.adapters.aeron.AeronServer;
import io.clearline.adapters.aeron.Channels;
import io.clearline.adapters.aeron.Idle;
import io.clearline.adapters.client.ClearlineClient;
import io.clearline.adapters.client.ClientOptions;
import io.clearline.adapters.client.Command;
import io.clearline.adapters.client.DeclarationBuilder;
import io.clearline.adapters.client.Goods;
import io.clearline.adapters.csv.ReferenceLoader;
import io.clearline.adapters.identity.Identities;
import io.clearline.adapters.identity.TokenFile;
import io.clearline.adapters.inbox.Inbox;
import io.clearline.adapters.intake.Intake;
import io.clearline.adapters.intake.PrincipalDesk;
import io.clearline.adapters.session.Limits;
import io.clearline.engine.core.ClearanceCore;
import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.JournalOptions;
import io.clearline.engine.journal.JournalReader;
import io.clearline.engine.journal.RecordHandler;
import io.clearline.engine.pipeline.ClearanceEngine;
import io.clearline.engine.pipeline.Durability;
import io.clearline.engine.pipeline.EngineConfig;
import io.clearline.engine.pipeline.Offer;
import io.clearline.engine.record.RecordHeader;
import io.clearline.engine.record.sbe.DeclareDecoder;
import io.clearline.engine.record.sbe.Flow;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import io.clearline.engine.record.sbe.Regime;
import io.clearline.engine.record.sbe.Role;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A real engine over a directory behind a real server on loopback, and what is asked of it. */
public final class Port implements AutoCloseable {
    public static final String TRADER = "91460100MADEM0011T";
    /** Held at this line for a licence, released at the other. */
    static final String HELD = "84596110";
    public static final String FREE = "84581100";
    /** So many packages are hit by a control. */
    static final int HIT_PACKAGES = 7;

    private final Path data;
    private final ClearanceEngine engine;
    private final Intake intake;
    private final Identities identities;
    private final TokenFile tokens;
    private final Way way;
    private final TcpServer tcp;
    private final AeronServer aeron;
    private final AeronServer.Options options;

    private Port(final Path data, final ClearanceEngine engine, final Intake intake,
        final Identities identities, final TokenFile tokens,
        final Way way, final TcpServer tcp, final AeronServer aeron,
        final AeronServer.Options options) {
        this.data = data;
        this.engine = engine;
        this.intake = intake;
        this.identities = identities;
        this.tokens = tokens;
        this.way = way;
        this.tcp = tcp;
        this.aeron = aeron;
        this.options = options;
    }

    public static Port open(final Path home) throws Exception {
        return open(home, 0, null, Limits.defaults(), EngineConfig.defaults());
    }

    public static Port open(final Path home, final Way way, final Limits limits,
        final EngineConfig base) throws Exception {
        return open(home, way, null, 0, null, limits, base);
    }

    /** Opens one on IPC through a media driver that another process runs. */
    static Port open(final Path home, final Path driver, final Limits limits) throws Exception {
        return open(home, Way.IPC, driver, 0, null, limits, EngineConfig.defaults());
    }

    static Port open(final Path home, final int port, final Tls tls, final Limits limits,
        final EngineConfig base) throws Exception {
        return open(home, Way.TCP, null, port, tls, limits, base);
    }

    private static Port open(final Path home, final Way way, final Path driver,
        final int port, final Tls tls, final Limits limits, final EngineConfig base) throws Exception {
        final Path data = home.resolve("data");
        final boolean fresh = !Files.exists(data);
        final Intake intake = new Intake();
        final EngineConfig config = (base.wallClockMs() == null ? base.withWallClock() : base)
            .withDurability(Durability.PAGE_CACHE);
        final ClearanceEngine engine = ClearanceEngine.open(data, config,
            new JournalOptions(1 << 22, System::currentTimeMillis), ClearanceCore::new, intake);
        if (fresh) {
            new ReferenceLoader().load(territory(home)).forEachPart((part, offset, length) -> {
                while (engine.tryOffer(part, offset, length, -1) != Offer.ACCEPTED) {
                    Thread.onSpinWait();
                }
            });
        }
        intake.connect(engine);
        final TokenFile tokens = new TokenFile(data);
        final Identities identities =
            new Identities(tokens, new PrincipalDesk(intake), Clock.systemUTC());
        final DataDirectory directory = engine.dataDirectory().orElseThrow();
        if (way == Way.TCP) {
            return new Port(data, engine, intake, identities, tokens, way, TcpServer.start(
                new TcpServer.Options("127.0.0.1", port, tls, false, limits), identities, intake,
                directory, engine::lastSequence), null, null);
        }
        final String channel = way == Way.IPC ? Channels.IPC : udp(home);
        final AeronServer.Options options = new AeronServer.Options(channel,
            driver == null ? data.resolve("aeron") : driver, driver != null, false, Idle.BACKOFF,
            limits);
        return new Port(data, engine, intake, identities, tokens, way, null,
            AeronServer.start(options, identities, intake, directory, engine::lastSequence),
            options);
    }

    /** Returns the channel of a home, the same whoever opens it. */
    static String udp(final Path home) throws IOException {
        final Path kept = home.resolve("channel");
        if (!Files.exists(kept)) {
            Files.writeString(kept, "aeron:udp?endpoint=127.0.0.1:" + freePort()
                + "|control=127.0.0.1:" + freePort());
        }
        return Files.readString(kept);
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket =
            new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    private static Path territory(final Path home) throws IOException {
        final Path reference = Files.createDirectories(home.resolve("reference"));
        Files.writeString(reference.resolve("countries.csv"), "code,name,mfn\nJPN,Japan,Y\n");
        Files.writeString(reference.resolve("offices.csv"),
            "code,name,district,first_line,second_line\n6400,Haikou,6400,N,N\n"
            + "6481,Haikou Port,6400,Y,Y\n");
        Files.writeString(reference.resolve("entities.csv"),
            "uscc,name,eligible_from,eligible_to,credit,second_line,encouraged,bonded,guarantee\n"
            + TRADER + ",Works,2025-12-18,,REGULAR,NORMAL,N,N,\n");
        Files.writeString(reference.resolve("tariff.csv"),
            "hs,name,unit,duty_mfn,duty_general,duty_specific,duty_export,vat,consumption_tax,"
            + "taxed_catalogue,documents,inspection,from,to\n"
            + FREE + ",lathe,001,0.1,0.3,,,0.13,,N,,,,\n"
            + HELD + ",mill,001,0.1,0.3,,,0.13,,N,O,,,\n");
        Files.writeString(reference.resolve("controls.jsonl"),
            "{\"type\":\"control\",\"at\":\"2026-03-01T00:00:00+08:00\",\"id\":\"HK-1\","
            + "\"version\":1,\"issuer\":\"6400\",\"when\":\"packages == " + HIT_PACKAGES + "\","
            + "\"then\":\"EXAMINE\",\"basis\":\"Customs Law art. 28\",\"instruction\":\"open\"}\n");
        return reference;
    }

    /** Returns a declaration that is released. */
    public static Command free(final String ref) {
        return declare(ref, FREE, 1, Regime.ZERO_TARIFF);
    }

    /** Returns a declaration that is held until 243.00 yuan are paid. */
    public static Command taxed(final String ref) {
        return declare(ref, FREE, 1, Regime.TAXED);
    }

    static Command declare(
        final String ref, final String hs, final int packages, final Regime regime) {
        return new DeclarationBuilder(ref, Flow.FIRST_LINE_IMPORT).offices("6400", "6481")
            .trader(TRADER).supervisionMode("0110").transport('2').dispatchCountry("JPN")
            .weights(packages, 2, 1)
            .item(new Goods(hs, "lathe").quantity(1).value(1000).origin("JPN").regime(regime))
            .build();
    }

    /** Makes a token of office 6400. */
    public String token(final String name, final Role role) throws IOException {
        return tokens.make(name, role, 6400, role == Role.DECLARANT ? TRADER : "",
            Instant.now().plusSeconds(600)).secret();
    }

    /** Waits until the engine takes principals: right after it was opened it may be busy. */
    void warm() throws IOException {
        ClearlineClient.connect(client(token("warm", Role.AUDITOR))).close();
    }

    /** Watches a folder. */
    public Inbox inbox(final Path root, final Path token) throws IOException {
        return Inbox.start(new Inbox.Options(root, token), identities, intake,
            engine.dataDirectory().orElseThrow(), engine::lastSequence);
    }

    /** Connects a client. */
    public ClearlineClient connect(final String token) throws IOException {
        return ClearlineClient.connect(client(token));
    }

    /** Returns the last record in the journal. */
    public long lastSequence() {
        return engine.lastSequence();
    }

    TokenFile tokens() {
        return tokens;
    }

    public int port() {
        return tcp.port();
    }

    /** Returns how many lines there are. */
    int connections() {
        return tcp == null ? aeron.connections() : tcp.connections();
    }

    /** Stops the server, not the engine. */
    void stopServing() {
        if (tcp == null) {
            aeron.close();
        } else {
            tcp.close();
        }
    }

    /** Makes a line that says what it is told to. */
    RawLine line() throws IOException {
        return tcp == null ? new RawAeronLine(options.channel(), options.directory())
            : new RawSocketLine(port());
    }

    /** Lays a cable to the two ports of UDP. */
    UdpCable cable(final long seed) throws IOException {
        final ChannelUri uri = ChannelUri.parse(options.channel());
        return new UdpCable(port(uri.get("endpoint")), port(uri.get("control")), seed);
    }

    private static int port(final String endpoint) {
        return Integer.parseInt(endpoint.substring(endpoint.indexOf(':') + 1));
    }

    ClearanceEngine engine() {
        return engine;
    }

    Path data() {
        return data;
    }

    ClientOptions client(final String token) {
        return switch (way) {
            case TCP -> ClientOptions.of("127.0.0.1", port(), token);
            case IPC -> ClientOptions.ofIpc(options.directory(), token);
            case UDP -> ClientOptions.ofUdp(options.channel(), token);
        };
    }

    /** Returns how many records each ref has. */
    public Map<String, Integer> records() {
        final Map<String, Integer> records = new HashMap<>();
        read((record, at, length) -> {
            if (RecordHeader.kind(record, at) == DeclareDecoder.TEMPLATE_ID) {
                records.merge(new DeclareDecoder().wrapAndApplyHeader(
                    record, RecordHeader.commandAt(at), new MessageHeaderDecoder())
                    .submitterRef(), 1, Integer::sum);
            }
        });
        return records;
    }

    /** Returns the sequences of what somebody sent, the operator and the engine itself left out. */
    public List<Long> sent() {
        final List<Long> sequences = new ArrayList<>();
        read((record, at, length) -> {
            if (RecordHeader.principal(record, at) != 0) {
                sequences.add(RecordHeader.sequence(record, at));
            }
        });
        return sequences;
    }

    private void read(final RecordHandler handler) {
        try (JournalReader reader =
            JournalReader.open(engine.dataDirectory().orElseThrow(), 1)) {
            int count = 1;
            while (count > 0) {
                count = reader.poll(handler, 1024);
            }
        }
    }

    @Override
    public void close() {
        stopServing();
        engine.close();
    }
}
