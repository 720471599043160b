package io.clearline.tools;

import io.clearline.adapters.http.HttpLimits;
import io.clearline.adapters.http.HttpServer;
import io.clearline.adapters.tcp.Tls;
import java.io.IOException;
import picocli.CommandLine.Option;

/** The options that say where {@code serve} speaks HTTP. */
final class HttpOptions {
    private static final int PORT_MAX = 65_535;

    @Option(names = "--host", defaultValue = "127.0.0.1", paramLabel = "ADDRESS",
        description = "Where HTTP listens (default: ${DEFAULT-VALUE}).")
    private String host;

    @Option(names = "--port", defaultValue = "8480", paramLabel = "PORT",
        description = "Its port; 0 takes a free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(names = "--http-plain",
        description = "Speaks HTTP without TLS on other addresses than loopback, too, as behind a"
            + " proxy that does: tokens cross the network in plain.")
    private boolean plainAnywhere;

    /**
     * Returns where it listens; nothing is opened.
     *
     * @param tls null = plain
     */
    HttpServer.Options read(final Tls tls, final HttpLimits limits) {
        if (port < 0 || port > PORT_MAX) {
            throw Failure.usage("--port " + port + " is none: give 0 to 65535");
        }
        final HttpServer.Options options =
            new HttpServer.Options(host, port, tls, plainAnywhere, limits);
        try {
            options.check();
        } catch (final IOException e) {
            throw Failure.usage("--host " + host + ": " + e.getMessage(), e);
        }
        return options;
    }
}
