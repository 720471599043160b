package io.clearline.adapters.http;

import io.clearline.adapters.tcp.Tls;
import java.io.IOException;
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

    static ServerConnector connector(final Server server, final HttpConfiguration http,
        final HttpServer.Options options, final SSLContext context) {
        final HttpLimits limits = options.limits();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(limits.headBytesMax());
        // A reference may hold a slash or a percent sign; it is no path to anything.
        http.setUriCompliance(UriCompliance.from("RFC3986,AMBIGUOUS_PATH_SEPARATOR,"
            + "AMBIGUOUS_PATH_ENCODING"));
        final HttpConnectionFactory plain = new HttpConnectionFactory(http);
        final ServerConnector connector = context == null ? new ServerConnector(server, plain)
            : new ServerConnector(server, encrypted(context, options.tls(), http), plain);
        connector.setHost(options.host());
        connector.setPort(options.port());
        connector.setIdleTimeout(limits.idleMs());
        connector.setReuseAddress(true);
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
