package io.clearline.adapters.http;

import io.clearline.adapters.identity.Identities;
import io.clearline.adapters.identity.Identity;
import io.clearline.adapters.intake.Intake;
import io.clearline.adapters.json.AnswerEncoder;
import io.clearline.adapters.metrics.Metrics;
import io.clearline.adapters.tcp.Tls;
import io.clearline.engine.follower.LiveStatus;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.router.Endpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.server.Connector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP adapter: listens from {@link #start} to {@link #close}. Every request but those for health,
 * numbers and the description needs {@code Authorization: Bearer TOKEN}, or a client certificate where
 * those are asked for; nothing of it is read before that was found good.
 */
public final class HttpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    /** Reads up to eight places of the journal. */
    private static final int EXPLAIN_COST = 10;
    /** Reads as much of the journal as is asked for. */
    private static final int ANSWERS_COST = 50;
    private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";
    private static final double NS_PER_MS = 1e6;
    private static final Set<String> METHODS =
        Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS");

    /**
     * What it listens on and takes.
     *
     * @param host address or name of an interface
     * @param port 0 = any free one
     * @param tls null = plain
     * @param plainAnywhere whether plain is allowed on others than loopback
     * @param limits what those who come may take
     */
    public record Options(
        String host, int port, Tls tls, boolean plainAnywhere, HttpLimits limits) {
        /**
         * Checks that nothing is said in plain by oversight.
         *
         * @throws IOException if it would be, or the host is unknown; says what to do
         */
        public void check() throws IOException {
            try {
                if (tls == null && !plainAnywhere
                    && !InetAddress.getByName(host).isLoopbackAddress()) {
                    throw new IOException("tokens and declarations would cross the network in"
                        + " plain: give --tls-cert and --tls-key, or allow it by --http-plain");
                }
            } catch (final UnknownHostException e) {
                throw new IOException("there is no host " + host, e);
            }
        }
    }

    /** Handles a request of somebody known. */
    @FunctionalInterface
    private interface Known {
        void handle(Context ctx, Identity identity) throws Exception;
    }

    private final Identities identities;
    private final String scheme;
    private final String host;
    private final Intake intake;
    private final AnswerEvents events;
    private final Javalin app;

    /**
     * What it answers from.
     *
     * @param identities who may ask
     * @param intake where commands go
     * @param upTo the last record that may be shown: as durable as answers are
     * @param status how declarations stand, and the way to past answers in the journal
     * @param metrics what is shown to Prometheus, and takes what requests took
     */
    public record Sources(Identities identities, Intake intake, LongSupplier upTo,
        LiveStatus status, Metrics metrics) {
    }

    private HttpServer(final Options options, final Sources sources, final SSLContext context,
        final ServerSocketChannel channel) {
        this.identities = sources.identities();
        this.scheme = context == null ? "http" : "https";
        this.host = options.host();
        this.intake = sources.intake();
        final CommandHandler commands =
            new CommandHandler(intake, new AnswerEncoder(), options.limits());
        this.events = new AnswerEvents(
            sources.status(), sources.upTo(), identities, options.limits().events());
        final AnswersHandler answers =
            new AnswersHandler(sources.status(), sources.upTo(), events);
        final DeclarationsHandler declarations = new DeclarationsHandler(sources.status());
        final byte[] document = document();
        this.app = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.jetty.addConnector((server, http) ->
                Connectors.connector(server, http, options, context, channel));
            config.requestLogger.http((ctx, ms) -> sources.metrics().request(method(ctx),
                route(ctx), ctx.statusCode(), (long) (ms * NS_PER_MS)));
            config.routes.post("/v1/commands", ctx -> known(ctx, commands::handle));
            config.routes.get("/v1/answers", ctx -> reading(ctx, ANSWERS_COST, answers::handle));
            config.routes.get("/v1/declarations/{id}", ctx -> reading(ctx, 1, declarations::status));
            config.routes.get("/v1/declarations/{id}/explain",
                ctx -> reading(ctx, EXPLAIN_COST, declarations::explain));
            config.routes.get("/openapi.json", ctx ->
                ctx.contentType("application/json").result(document));
            config.routes.get("/metrics", ctx -> metrics(ctx, sources.metrics()));
            config.routes.get("/health", ctx -> ctx.result("ok\n"));
            config.routes.get("/ready", ctx -> ready(ctx, intake));
        });
    }

    private static byte[] document() {
        try (InputStream in = HttpServer.class.getResourceAsStream("openapi.json")) {
            return in.readAllBytes();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the method and path of every route, such as {@code GET /health}. */
    List<String> routes() {
        return app.unsafe.internalRouter.allHttpHandlers().stream()
            .map(parsed -> parsed.endpoint.method.name() + " " + parsed.endpoint.path).toList();
    }

    /**
     * Starts to listen.
     *
     * @throws IOException if the options do not allow it, the port is taken or TLS does not start
     */
    public static HttpServer start(final Options options, final Sources sources)
        throws IOException {
        options.check();
        final SSLContext context = Connectors.context(options.tls());
        final ServerSocketChannel channel = Connectors.bind(options);
        final HttpServer server = new HttpServer(options, sources, context, channel);
        server.app.start();
        return server;
    }

    /** Returns where it listens and how, such as {@code https://0.0.0.0:8480}. */
    public String address() {
        return scheme + "://" + host + ":" + port();
    }

    /** Returns how many connections there are. */
    public int connections() {
        int count = 0;
        for (final Connector connector : app.jettyServer().server().getConnectors()) {
            count += connector.getConnectedEndPoints().size();
        }
        return count;
    }

    /** Returns the port it listens on. */
    public int port() {
        return app.port();
    }

    /** Numbers alone, so whoever is on this machine may read them; others show who they are. */
    private void metrics(final Context ctx, final Metrics metrics) throws Exception {
        final Handler scrape = shown -> shown.contentType(Metrics.CONTENT_TYPE)
            .result(metrics.scrape());
        if (InetAddress.getByName(ctx.ip()).isLoopbackAddress()) {
            scrape.handle(ctx);
            return;
        }
        known(ctx, (known, identity) -> {
            if (identity.readsAll()) {
                scrape.handle(known);
            } else {
                LOG.warn("{} asked for the numbers and may not", identity.name());
                Problems.say(known, Codes.FORBIDDEN, "an auditor or administrator may read this");
            }
        });
    }

    /** Returns the method, one of a few: whoever comes must not be able to make up names. */
    private static String method(final Context ctx) {
        final String name = ctx.method().name();
        return METHODS.contains(name) ? name : "other";
    }

    /** Returns the pattern of the path, so that no number or reference is in it. */
    private static String route(final Context ctx) {
        final Endpoint matched = ctx.endpoints().lastHttpEndpoint();
        return matched == null ? "none" : matched.path;
    }

    private static void ready(final Context ctx, final Intake intake) {
        if (intake.isOpen()) {
            ctx.result("ready\n");
        } else {
            Problems.unavailable(ctx);
        }
    }

    /** Returns the token that a request bears, "" where it bears none. */
    static String bearer(final Context ctx) {
        return RequestText.bearer(ctx.header("Authorization"));
    }

    /** Lets somebody known read who does not read too much. */
    private void reading(final Context ctx, final int cost, final Known handler) throws Exception {
        known(ctx, (known, identity) -> {
            final long waitNs = intake.requests().tryTake(identity.number(), cost);
            if (waitNs > 0) {
                Problems.tooMany(known, waitNs);
            } else {
                handler.handle(known, identity);
            }
        });
    }

    /** Finds who asks: by its token, or without one by its certificate. */
    private Optional<Identity> identify(final Context ctx) {
        final String secret = bearer(ctx);
        if (!secret.isEmpty() || ctx.header("Authorization") != null) {
            return secret.isEmpty() ? Optional.empty() : identities.of(secret);
        }
        final String subject = subject(ctx);
        return subject == null ? Optional.empty() : identities.ofSubject(subject);
    }

    /** Returns the subject of the client's certificate, null where it showed none. */
    static String subject(final Context ctx) {
        return ctx.req().getAttribute(CERTIFICATES) instanceof X509Certificate[] chain
            && chain.length > 0 ? chain[0].getSubjectX500Principal().getName() : null;
    }

    private void known(final Context ctx, final Known handler) throws Exception {
        final Optional<Identity> identity;
        try {
            identity = identify(ctx);
        } catch (final IllegalStateException busy) {
            // The engine cannot take in a principal that is new to it.
            Problems.unavailable(ctx);
            return;
        }
        if (identity.isEmpty()) {
            LOG.warn("{} {} from {} without a good token", ctx.method(), ctx.path(), ctx.ip());
            ctx.header("WWW-Authenticate", "Bearer");
            Problems.say(ctx, Codes.UNAUTHORIZED, "send Authorization: Bearer with a token that"
                + " has not expired");
            return;
        }
        handler.handle(ctx, identity.get());
    }

    /** Stops listening; requests at hand are let finish for a moment. */
    @Override
    public void close() {
        events.close();
        app.stop();
    }
}
