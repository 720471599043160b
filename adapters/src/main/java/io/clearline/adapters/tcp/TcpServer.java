package io.clearline.adapters.tcp;

import io.clearline.adapters.identity.Identities;
import io.clearline.adapters.intake.Intake;
import io.clearline.adapters.session.Limits;
import io.clearline.adapters.session.LineHost;
import io.clearline.adapters.session.SessionContext;
import io.clearline.engine.journal.DataDirectory;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The binary protocol on TCP: listens from {@link #start} to {@link #close}. Its threads take nothing
 * from the engine's: commands go through the intake, answers come from the egress thread, what was missed
 * comes from the journal by readers of its own.
 */
public final class TcpServer implements AutoCloseable {
    private static final int CORES_A_THREAD = 4;

    /**
     * What it listens on.
     *
     * @param host address or name of an interface
     * @param port 0 = any free one
     * @param tls null = plain
     * @param plainAnywhere whether plain is allowed on others than loopback
     */
    public record Options(String host, int port, Tls tls, boolean plainAnywhere, Limits limits) {
        /**
         * Checks that TLS can start, or that nothing is said in plain by oversight.
         *
         * @throws IOException if not, or the host is unknown; says what to do
         */
        public void check() throws IOException {
            if (tls != null) {
                tls.context();
                return;
            }
            try {
                if (!plainAnywhere && !InetAddress.getByName(host).isLoopbackAddress()) {
                    throw new IOException("tokens and declarations would cross the network in"
                        + " plain: give --tls-cert and --tls-key, or allow it by --tcp-plain");
                }
            } catch (final UnknownHostException e) {
                throw new IOException("there is no host " + host, e);
            }
        }
    }

    private final EventLoopGroup acceptor;
    private final EventLoopGroup lines;
    private final LineHost lineHost;
    private final String host;
    private final boolean encrypted;
    private Channel listening;

    private TcpServer(final Options options, final LineHost lineHost) {
        this.lineHost = lineHost;
        host = options.host();
        encrypted = options.tls() != null;
        acceptor = group(1, "clearline-tcp-accept");
        lines = group(
            Math.max(1, Runtime.getRuntime().availableProcessors() / CORES_A_THREAD),
            "clearline-tcp");
    }

    private static EventLoopGroup group(final int threads, final String name) {
        return new MultiThreadIoEventLoopGroup(
            threads, new DefaultThreadFactory(name, true), NioIoHandler.newFactory());
    }

    /**
     * Starts to listen.
     *
     * @param upTo the last record that may be shown: as durable as answers are
     * @throws IOException if the options do not allow it, the port is taken or TLS does not start
     */
    public static TcpServer start(final Options options, final Identities identities,
        final Intake intake, final DataDirectory data, final LongSupplier upTo)
        throws IOException {
        options.check();
        return start(options, new SessionContext(
            "clearline-tcp", identities, intake, data, upTo, options.limits()));
    }

    /**
     * Starts to listen for others than sessions.
     *
     * @param lineHost whom lines lead to; closed with the server, and where it does not start
     * @throws IOException as for sessions
     */
    public static TcpServer start(final Options options, final LineHost lineHost)
        throws IOException {
        options.check();
        final SslContext tls = options.tls() == null ? null : options.tls().context();
        final TcpServer server = new TcpServer(options, lineHost);
        final ChannelFuture bound = server.bootstrap(tls, options.limits().helloTimeoutMs())
            .bind(options.host(), options.port()).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            server.shutdown();
            throw new IOException("cannot listen on " + options.host() + ":" + options.port()
                + " (" + bound.cause().getMessage() + "): another process may", bound.cause());
        }
        server.listening = bound.channel();
        return server;
    }

    private ServerBootstrap bootstrap(final SslContext tls, final int handshakeMs) {
        return new ServerBootstrap().group(acceptor, lines).channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childHandler(new ChannelInitializer<SocketChannel>() {
                @Override
                protected void initChannel(final SocketChannel line) {
                    if (tls != null) {
                        final SslHandler handler = tls.newHandler(line.alloc());
                        handler.setHandshakeTimeoutMillis(handshakeMs);
                        line.pipeline().addLast(handler);
                    }
                    line.pipeline().addLast(new TcpLine(lineHost, line));
                }
            });
    }

    /** Returns the port it listens on. */
    public int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    /** Returns where it listens and how, such as {@code tls://0.0.0.0:8481}. */
    public String address() {
        return (encrypted ? "tls://" : "tcp://") + host + ":" + port();
    }

    /** Returns how many lines there are. */
    public int connections() {
        return lineHost.lines();
    }

    /** Stops listening, lets what was taken be answered for a moment, says bye and ends all lines. */
    @Override
    public void close() {
        listening.close().awaitUninterruptibly();
        lineHost.drain();
        shutdown();
    }

    private void shutdown() {
        acceptor.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        lines.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
        lineHost.close();
    }
}
