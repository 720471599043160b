package io.clearline.tools;

import io.clearline.adapters.session.Limits;
import io.clearline.adapters.tcp.TcpServer;
import io.clearline.adapters.tcp.Tls;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say where and how {@code serve} speaks the binary protocol. */
final class TcpOptions {
    private static final int PORT_MAX = 65_535;

    @Option(names = "--tcp", defaultValue = "127.0.0.1:8481", paramLabel = "HOST:PORT|off",
        description = "Where the binary protocol listens (default: ${DEFAULT-VALUE}); port 0"
            + " takes a free one.")
    private String tcp;

    @Option(names = "--tls-cert", paramLabel = "FILE",
        description = "PEM file of the server's certificate chain: HTTP and the binary protocol"
            + " are spoken over TLS 1.3 then.")
    private Path certificate;

    @Option(names = "--tls-key", paramLabel = "FILE",
        description = "PEM file of its private key, PKCS #8.")
    private Path key;

    @Option(names = "--tls-client-ca", paramLabel = "FILE",
        description = "PEM file of authorities: clients must have a certificate of theirs, and one"
            + " that token make --subject names needs no token.")
    private Path clientCa;

    @Option(names = "--tcp-plain",
        description = "Speaks without TLS on other addresses than loopback, too: tokens cross the"
            + " network in plain.")
    private boolean plainAnywhere;

    /** Returns where it listens, empty where it does not; nothing is opened. */
    Optional<TcpServer.Options> read(final Limits limits) {
        if ((certificate == null) != (key == null) || clientCa != null && certificate == null) {
            throw Failure.usage("--tls-cert, --tls-key and, if clients are to have certificates,"
                + " --tls-client-ca go together");
        }
        if ("off".equals(tcp)) {
            checkTls();
            return Optional.empty();
        }
        final int colon = tcp.lastIndexOf(':');
        final String port = tcp.substring(colon + 1);
        if (colon < 1 || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > PORT_MAX) {
            throw Failure.usage("--tcp " + tcp + " is none: give HOST:PORT or off");
        }
        final TcpServer.Options options = new TcpServer.Options(tcp.substring(0, colon),
            Integer.parseInt(port), tls(), plainAnywhere, limits);
        try {
            options.check();
        } catch (final IOException e) {
            throw Failure.usage("--tcp " + tcp + ": " + e.getMessage(), e);
        }
        return Optional.of(options);
    }

    /** Returns the files of TLS, null where none is spoken. */
    Tls tls() {
        return certificate == null ? null : new Tls(certificate, key, clientCa);
    }

    private void checkTls() {
        try {
            if (certificate != null) {
                tls().jdkContext();
            }
        } catch (final IOException e) {
            throw Failure.usage(e.getMessage(), e);
        }
    }
}
