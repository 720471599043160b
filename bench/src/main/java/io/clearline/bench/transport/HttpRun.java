package io.clearline.bench.transport;

import io.clearline.adapters.http.HttpLimits;
import io.clearline.adapters.http.HttpServer;
import io.clearline.adapters.json.CommandText;
import io.clearline.adapters.metrics.Metrics;
import io.clearline.bench.rig.Commands;
import io.clearline.engine.follower.LiveStatus;
import io.clearline.engine.follower.StatusOptions;
import io.clearline.engine.pipeline.Durability;
import io.clearline.engine.pipeline.EngineConfig;
import io.javalin.Javalin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One run over HTTP: a stream of JSON Lines in one connection as fast as it is taken, and single posts over
 * four, one behind the other on each; beside them a server of the same kind whose handler does nothing
 * but read and answer.
 */
public final class HttpRun {
    private static final int TURN_LINES = 50_000;
    private static final int TURN_POSTS = 2_000;
    private static final int CONNECTIONS = 4;
    private static final int REJECTED = 400;
    private static final double NS_PER_S = TimeUnit.SECONDS.toNanos(1);

    private final Commands stream;
    private final EngineConfig config;
    private final Durability durability;
    private final CommandText text = new CommandText();
    private double streamPerSecond;
    private double emptyStreamPerSecond;
    private double postsPerSecond;
    private double emptyPostsPerSecond;
    private long lost;

    /** Creates a run of a stream that nothing was sent of yet. */
    public HttpRun(
        final Commands stream, final EngineConfig config, final Durability durability) {
        this.stream = stream;
        this.config = config;
        this.durability = durability;
    }

    /**
     * Measures.
     *
     * @param home where its files are made and removed
     * @param lines declarations of the stream, after as many that warm up
     * @param posts single posts, after as many that warm up
     */
    public void measure(final Path home, final int lines, final int posts) throws IOException {
        final int from = stream.setup() + stream.prelude();
        stream.require(from + 2 * lines + 2 * posts);
        final Javalin empty = empty().start("127.0.0.1", 0);
        try (ServedEngine engine = new ServedEngine(home, config, stream);
            Metrics metrics = new Metrics(engine.engine(), engine.intake());
            LiveStatus status = LiveStatus.start(
                engine.data(), StatusOptions.defaults(), engine.upTo(durability));
            HttpServer server = HttpServer.start(
                new HttpServer.Options("127.0.0.1", 0, null, false, HttpLimits.defaults()),
                new HttpServer.Sources(engine.identities(), engine.intake(),
                    engine.upTo(durability), status, metrics))) {
            final String token = engine.token();
            streams(server.port(), empty.port(), token, from, lines);
            streams(server.port(), empty.port(), token, from + lines, lines);
            posts(server.port(), empty.port(), token, from + 2 * lines, posts);
            posts(server.port(), empty.port(), token, from + 2 * lines + posts, posts);
        } finally {
            empty.stop();
        }
    }

    /** A server whose handler echoes: what the server itself and the network take. */
    private static Javalin empty() {
        return Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.routes.post("/v1/commands", ctx -> {
                if ("application/x-ndjson".equals(ctx.contentType())) {
                    ctx.contentType("application/x-ndjson");
                    copy(ctx.req().getInputStream(), ctx.res().getOutputStream());
                } else {
                    ctx.req().getInputStream().readAllBytes();
                    ctx.contentType("application/json").result("{}\n");
                }
            });
        });
    }

    private static void copy(final InputStream in, final OutputStream out) throws IOException {
        final byte[] part = new byte[1 << 16];
        for (int count = in.read(part); count >= 0; count = in.read(part)) {
            out.write(part, 0, count);
            out.flush();
        }
    }

    private void streams(final int port, final int emptyPort, final String token, final int from,
        final int count) throws IOException {
        long ns = 0;
        long emptyNs = 0;
        for (int at = from; at < from + count; at += TURN_LINES) {
            final int turn = Math.min(TURN_LINES, from + count - at);
            final ByteArrayOutputStream lines = new ByteArrayOutputStream(turn * 600);
            for (int i = at; i < at + turn; i++) {
                final int length = text.encode(stream.buffer(i), stream.offset(i));
                lines.write(text.bytes(), 0, length);
                if (text.bytes()[length - 1] != '\n') {
                    lines.write('\n');
                }
            }
            final byte[] all = lines.toByteArray();
            emptyNs += stream(emptyPort, token, all, turn);
            ns += stream(port, token, all, turn);
        }
        streamPerSecond = count * NS_PER_S / ns;
        emptyStreamPerSecond = count * NS_PER_S / emptyNs;
    }

    private long stream(final int port, final String token, final byte[] all, final int count)
        throws IOException {
        try (HttpClientLine line = new HttpClientLine(port, token)) {
            final long startNs = System.nanoTime();
            lost += count - line.stream(all, all.length);
            return System.nanoTime() - startNs;
        }
    }

    private void posts(final int port, final int emptyPort, final String token, final int from,
        final int count) throws IOException {
        long ns = 0;
        long emptyNs = 0;
        for (int at = from; at < from + count; at += TURN_POSTS) {
            final List<byte[]> bodies = new ArrayList<>();
            for (int i = at; i < Math.min(at + TURN_POSTS, from + count); i++) {
                final int length = text.encode(stream.buffer(i), stream.offset(i));
                bodies.add(Arrays.copyOf(text.bytes(), length));
            }
            emptyNs += post(emptyPort, token, bodies);
            ns += post(port, token, bodies);
        }
        postsPerSecond = count * NS_PER_S / ns;
        emptyPostsPerSecond = count * NS_PER_S / emptyNs;
    }

    /** Posts over some connections at a time, one behind the other on each; returns how long it took. */
    private long post(final int port, final String token, final List<byte[]> bodies)
        throws IOException {
        final AtomicInteger next = new AtomicInteger();
        final List<CompletableFuture<Integer>> lines = new ArrayList<>();
        final long startNs = System.nanoTime();
        final ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                lines.add(CompletableFuture.supplyAsync(
                    () -> postFrom(port, token, bodies, next), threads));
            }
            for (final CompletableFuture<Integer> line : lines) {
                lost += line.join();
            }
        } catch (final CompletionException e) {
            throw new IOException("a post failed", e.getCause());
        } finally {
            threads.shutdown();
        }
        return System.nanoTime() - startNs;
    }

    private static int postFrom(final int port, final String token, final List<byte[]> bodies,
        final AtomicInteger next) {
        int untaken = 0;
        try (HttpClientLine line = new HttpClientLine(port, token)) {
            for (int i = next.getAndIncrement(); i < bodies.size(); i = next.getAndIncrement()) {
                // A declaration may be rejected; one that was not taken is lost.
                final int status = line.post(bodies.get(i), bodies.get(i).length);
                untaken += status <= REJECTED ? 0 : 1;
            }
            return untaken;
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns declarations a second in one stream. */
    public double streamPerSecond() {
        return streamPerSecond;
    }

    /** Returns the lines a second of the empty handler. */
    public double emptyStreamPerSecond() {
        return emptyStreamPerSecond;
    }

    /** Returns single posts a second over four connections, one behind the other on each. */
    public double postsPerSecond() {
        return postsPerSecond;
    }

    /** Returns those of the empty handler. */
    public double emptyPostsPerSecond() {
        return emptyPostsPerSecond;
    }

    /** Returns how many commands were not taken. */
    public long lost() {
        return lost;
    }
}
