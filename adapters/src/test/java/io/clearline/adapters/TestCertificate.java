package io.clearline.adapters;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate for loopback that was made here, signed by itself, and its key.
 *
 * @param certificate in PEM
 * @param key in PEM, PKCS #8
 * @param keys both, with {@link #PASSWORD}
 */
public record TestCertificate(Path certificate, Path key, KeyStore keys) {
    private static final char[] PASSWORD = "changeit".toCharArray();

    /** Makes one with the JDK's keytool. */
    public static TestCertificate make(final Path home, final String name, final String subject)
        throws Exception {
        final Path store = home.resolve(name + ".p12");
        final Process keytool = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair",
            "-alias", name, "-keyalg", "EC", "-dname", subject, "-ext",
            "SAN=ip:127.0.0.1,dns:localhost", "-validity", "2", "-storetype", "PKCS12",
            "-keystore", store.toString(), "-storepass", "changeit")
            .redirectErrorStream(true).start();
        final String said = new String(keytool.getInputStream().readAllBytes(),
            StandardCharsets.UTF_8);
        assertEquals(0, keytool.waitFor(), said);
        final KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD);
        return new TestCertificate(
            pem(home.resolve(name + ".crt"), "CERTIFICATE",
                keys.getCertificate(name).getEncoded()),
            pem(home.resolve(name + ".key"), "PRIVATE KEY",
                keys.getKey(name, PASSWORD).getEncoded()), keys);
    }

    private static Path pem(final Path file, final String what, final byte[] bytes)
        throws IOException {
        return Files.writeString(file, "-----BEGIN " + what + "-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes)
            + "\n-----END " + what + "-----\n");
    }

    /** Returns what a client needs that trusts this one and shows another, or none if that is null. */
    public SSLContext trusted(final TestCertificate shown) throws Exception {
        final KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry("server", keys.getCertificate(keys.aliases().nextElement()));
        final TrustManagerFactory trusts =
            TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusts.init(trust);
        final KeyManagerFactory own =
            KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(shown == null ? null : shown.keys, PASSWORD);
        final SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trusts.getTrustManagers(), null);
        return context;
    }
}
