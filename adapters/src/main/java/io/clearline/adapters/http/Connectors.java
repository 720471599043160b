package io.clearline.adapters.http;

import io.clearline.adapters.tcp.Tls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Makes what listens for HTTP/1.1, plain or over TLS 1.3, within limits. Stateless. */
final class Connectors {
    private Connectors() {
    }

    /** Returns what reads the files of TLS when it is to start; null = plain. */
    static SSLContext context(final Tls tls) throws IOException {
        return tls == null ? null : tls.jdkContext();
    }

    /**
     * Takes the port, before anything is started that would say so in its own words.
     *
     * @throws IOException if it is taken or the address is none of this machine
     */
    static ServerSocketChannel bind(final HttpServer.Options options) throws IOException {
        final ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(new InetSocketAddress(
                InetAddress.getByName(options.host()), options.port()));
            return channel;
        } catch (final IOException refused) {
            channel.close();
            throw new IOException("cannot listen on " + options.host() + ":" + options.port()
                + " (" + (refused instanceof UnknownHostException ? "no such host"
                    : refused.getMessage()) + "): another process may", refused);
        }
    }

    /** Makes a connector of a port that was taken; closed with the server. */
    static ServerConnector connector(final Server server, final HttpConfiguration http,
        final HttpServer.Options options, final SSLContext context,
        final ServerSocketChannel channel) {
        final HttpLimits limits = options.limits();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(limits.headBytesMax());
        // A reference may hold a slash or a percent sign; it is no path to anything.
        http.setUriCompliance(UriCompliance.from("RFC3986,AMBIGUOUS_PATH_SEPARATOR,"
            + "AMBIGUOUS_PATH_ENCODING"));
        final HttpConnectionFactory plain = new HttpConnectionFactory(http);
        final ServerConnector connector = context == null ? new ServerConnector(server, plain)
            : new ServerConnector(server, encrypted(context, options.tls(), http), plain);
        try {
            connector.open(channel);
        } catch (final IOException closed) {
            throw new UncheckedIOException(closed);
        }
        connector.setIdleTimeout(limits.idleMs());
        connector.addBean(new SlowHeads(connector, limits.headMs()));
        server.addBean(new NetworkConnectionLimit(limits.connectionsMax(), connector));
        return connector;
    }

    private static SslConnectionFactory encrypted(
        final SSLContext context, final Tls tls, final HttpConfiguration http) {
        // The name in the request is not what the certificate was chosen by.
        http.addCustomizer(new SecureRequestCustomizer(false));
        final SslContextFactory.Server factory = new SslContextFactory.Server();
        factory.setSslContext(context);
        factory.setIncludeProtocols("TLSv1.3");
        factory.setNeedClientAuth(tls.clientCa() != null);
        return new SslConnectionFactory(factory, "http/1.1");
    }
}
