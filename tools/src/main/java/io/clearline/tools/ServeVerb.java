package io.clearline.tools;

import io.clearline.adapters.aeron.AeronServer;
import io.clearline.adapters.http.HttpLimits;
import io.clearline.adapters.http.HttpServer;
import io.clearline.adapters.identity.Identities;
import io.clearline.adapters.identity.TokenFile;
import io.clearline.adapters.inbox.Inbox;
import io.clearline.adapters.intake.Intake;
import io.clearline.adapters.intake.PrincipalDesk;
import io.clearline.adapters.intake.RateLimits;
import io.clearline.adapters.metrics.Metrics;
import io.clearline.adapters.session.Limits;
import io.clearline.adapters.tcp.TcpServer;
import io.clearline.adapters.webhook.WebhookLimits;
import io.clearline.adapters.webhook.Webhooks;
import io.clearline.engine.follower.LiveStatus;
import io.clearline.engine.follower.StatusOptions;
import io.clearline.engine.pipeline.ClearanceEngine;
import io.clearline.engine.pipeline.Durability;
import io.clearline.engine.pipeline.EngineConfig;
import io.clearline.engine.pipeline.EngineState;
import io.clearline.engine.pipeline.Preset;
import io.clearline.engine.record.sbe.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code clearline serve}. */
@Command(
    name = "serve",
    description = "The engine with its adapters, HTTP and the binary protocol over TCP and Aeron, until SIGTERM;"
        + " then it answers what it took, forces the journal and ends. Seals the journal as it grows.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ServeVerb implements Callable<Integer> {
    private static final int COMMAND_BYTES_MAX = 8 << 20;
    private static final Duration ADMIN_LIFE = Duration.ofDays(366);
    private static final long WATCH_NS = 50_000_000;
    private static final double NS_PER_S = 1e9;

    private final Streams streams;

    @Spec
    private CommandSpec spec;

    @Option(names = "--data", required = true, paramLabel = "DIR",
        description = "The data directory; made if it is missing, continued if it is there.")
    private Path data;

    @Option(names = "--config", paramLabel = "FILE",
        description = "A clearline.toml: the same as the options, and limits; options that are given"
            + " win.")
    private Path config;

    @Option(names = "--reference", paramLabel = "DIR",
        description = "Reference data (CSV), loaded before anything is taken. A new data directory"
            + " needs it.")
    private Path reference;

    @Mixin
    private HttpOptions httpOptions;

    @Mixin
    private TcpOptions tcpOptions;

    @Mixin
    private AeronOptions aeronOptions;

    @Mixin
    private InboxOptions inboxOptions;

    @Option(names = "--durability", defaultValue = "group", paramLabel = "page-cache|group",
        converter = DurabilityOption.class,
        description = "What an answer promises: group survives a power cut (default), page-cache"
            + " the end of the process alone.")
    private Durability durability;

    @Option(names = "--preset", paramLabel = "single|fused|staged", converter = PresetOption.class,
        description = "How stages share threads (default: by the number of cores). Same bytes.")
    private Preset preset;

    ServeVerb(final Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        Limits limits = Limits.defaults();
        RateLimits rates = RateLimits.defaults();
        HttpLimits http = HttpLimits.defaults();
        if (config != null) {
            final ConfigFile file = ConfigFile.read(config);
            file.apply(spec);
            limits = file.limits();
            rates = file.rates();
            http = file.http();
        }
        if (reference == null && !Files.isDirectory(data.resolve("journal"))) {
            throw Failure.usage("--reference is missing: the new data directory " + data
                + " needs it");
        }
        final Optional<TcpServer.Options> tcp = tcpOptions.read(limits);
        final HttpServer.Options httpTo = httpOptions.read(
            tcpOptions.tls(), http.withCommandBytesMax(COMMAND_BYTES_MAX));
        final Optional<AeronServer.Options> aeron = aeronOptions.read(data, limits);
        final Optional<Inbox.Options> inbox = inboxOptions.read();
        final Setup setup = reference == null ? Setup.none() : Setup.read(reference);
        try (StopSignal signal = new StopSignal()) {
            serve(setup, rates, httpTo, tcp, aeron, inbox, signal);
        }
        return 0;
    }

    private void serve(final Setup setup, final RateLimits rates,
        final HttpServer.Options httpTo, final Optional<TcpServer.Options> tcpTo,
        final Optional<AeronServer.Options> aeronTo, final Optional<Inbox.Options> drop,
        final StopSignal signal) throws IOException {
        final Intake intake = new Intake(rates);
        final long startNs = System.nanoTime();
        final OpenEngine open =
            OpenEngine.open(data, engineConfig(), setup.before(intake), Sealing.ALWAYS);
        try (open) {
            open.recovered().lines().forEach(line ->
                streams.err().println("clearline serve: " + line));
            setup.send(open, new Sender(open.engine()), false);
            final ClearanceEngine engine = open.engine();
            intake.connect(engine);
            final TokenFile tokens = new TokenFile(data);
            final String admin = adminToken(tokens);
            final Identities identities =
                new Identities(tokens, new PrincipalDesk(intake), Clock.systemUTC());
            final LongSupplier upTo = durability == Durability.GROUP
                ? engine::durableSequence : engine::lastSequence;
            try (Metrics metrics = new Metrics(engine, intake);
                LiveStatus status = LiveStatus.start(open.data(),
                    StatusOptions.defaults().withCores(Cores::create), upTo);
                Webhooks webhooks = Webhooks.start(open.data(), status, upTo, identities, metrics,
                    WebhookLimits.defaults());
                HttpServer http = HttpServer.start(httpTo,
                    new HttpServer.Sources(identities, intake, upTo, status, metrics));
                TcpServer tcp = tcpTo.isEmpty() ? null : TcpServer.start(
                    tcpTo.get(), identities, intake, open.data(), upTo);
                AeronServer aeron = aeronTo.isEmpty() ? null : AeronServer.start(
                    aeronTo.get(), identities, intake, open.data(), upTo);
                Inbox inbox = drop.isEmpty() ? null : Inbox.start(
                    drop.get(), identities, intake, open.data(), engine::lastSequence)) {
                metrics.follower("status", status::lastSequence);
                metrics.follower("seals", open::sealedSequence);
                metrics.lines("http", http::connections);
                metrics.lines("webhook", webhooks::receivers);
                if (tcp != null) {
                    metrics.lines("tcp", tcp::connections);
                }
                if (aeron != null) {
                    metrics.lines("aeron", aeron::connections);
                }
                streams.err().printf(Locale.ROOT, "clearline: listening on %s, %,d records applied"
                    + " in %.2f s, ready after %.2f s%s%n", addresses(http, tcp, aeron)
                    + (inbox == null ? "" : ", files in " + drop.get().root()),
                    open.recovered().records(), open.recovered().durationNs() / NS_PER_S,
                    (System.nanoTime() - startNs) / NS_PER_S, admin);
                untilStopped(engine, signal);
            }
        }
        open.reportSeals(streams.err());
    }

    private static String addresses(
        final HttpServer http, final TcpServer tcp, final AeronServer aeron) {
        final List<String> all = new ArrayList<>(List.of(http.address()));
        if (tcp != null) {
            all.add(tcp.address());
        }
        if (aeron != null) {
            all.add(aeron.address());
        }
        final String last = all.remove(all.size() - 1);
        return all.isEmpty() ? last : String.join(", ", all) + " and " + last;
    }

    /** Makes the administrator's token where there are no tokens yet; returns what to say of it. */
    private String adminToken(final TokenFile tokens) throws IOException {
        if (Files.exists(tokens.path())) {
            return "";
        }
        final Path file = data.resolve("admin.token");
        final TokenFile.Made made = tokens.make(
            "administrator", Role.ADMINISTRATOR, 0, "", Instant.now().plus(ADMIN_LIFE));
        TokenFile.writeOwnerOnly(file, made.secret() + "\n");
        return "; administrator's token in " + file;
    }

    /** Returns when a signal asks to stop, fails when the engine stopped by itself. */
    private static void untilStopped(final ClearanceEngine engine, final StopSignal signal) {
        while (!signal.told().isDone()) {
            LockSupport.parkNanos(WATCH_NS);
            if (engine.state() == EngineState.FAILED) {
                throw Failures.stopped(engine);
            }
        }
    }

    private EngineConfig engineConfig() {
        final EngineConfig config = EngineConfig.defaults().withDurability(durability)
            .withCommandBytesMax(COMMAND_BYTES_MAX).withWallClock();
        return preset == null ? config : config.withPreset(preset);
    }
}
