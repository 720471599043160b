package io.clearline.adapters.tcp;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/**
 * The files of TLS 1.3, in PEM.
 *
 * @param certificate the server's chain, its own certificate first
 * @param key its private key, PKCS #8
 * @param clientCa who signs client certificates; null = none are asked for
 */
public record Tls(Path certificate, Path key, Path clientCa) {
    /**
     * Reads the files.
     *
     * @throws IOException if one cannot be read or holds something else; it names the file
     */
    SslContext context() throws IOException {
        requireReadable(certificate);
        requireReadable(key);
        try {
            final SslContextBuilder builder =
                SslContextBuilder.forServer(certificate.toFile(), key.toFile())
                    .sslProvider(SslProvider.JDK).protocols("TLSv1.3");
            if (clientCa != null) {
                requireReadable(clientCa);
                final File ca = clientCa.toFile();
                builder.trustManager(ca).clientAuth(ClientAuth.REQUIRE);
            }
            return builder.build();
        } catch (final SSLException | IllegalArgumentException e) {
            throw new IOException("TLS does not start with " + certificate + ", " + key
                + (clientCa == null ? "" : ", " + clientCa)
                + ": a PEM certificate chain, its PKCS #8 private key and PEM authorities are"
                + " needed (" + e.getMessage() + ")", e);
        }
    }

    /**
     * Reads the files for a server that speaks by the JDK's own sockets.
     *
     * @throws IOException if one cannot be read or holds something else; it names the file
     */
    public SSLContext jdkContext() throws IOException {
        return ((JdkSslContext) context()).context();
    }

    private static void requireReadable(final Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IOException("cannot read " + file);
        }
    }
}
