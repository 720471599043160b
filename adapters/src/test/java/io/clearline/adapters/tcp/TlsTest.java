package io.clearline.adapters.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.clearline.adapters.TestCertificate;
import io.clearline.adapters.client.ClearlineClient;
import io.clearline.adapters.client.ClearlineException;
import io.clearline.adapters.client.ClientOptions;
import io.clearline.adapters.session.Limits;
import io.clearline.engine.pipeline.EngineConfig;
import io.clearline.engine.record.sbe.Outcome;
import io.clearline.engine.record.sbe.Role;
import io.clearline.engine.record.session.ByeReason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** TLS 1.3 and certificates of clients, with certificates made here. */
@Timeout(120)
class TlsTest {
    private static final String SUBJECT = "CN=lane-7,O=Haikou";
    private static final int PATIENCE_MS = 1_500;

    @TempDir
    private Path home;

    private TestCertificate pair(final String name, final String subject) throws Exception {
        return TestCertificate.make(home, name, subject);
    }

    private Port open(final Tls tls) throws Exception {
        return Port.open(home, 0, tls, Limits.defaults(), EngineConfig.defaults());
    }

    private static ClearlineException refused(final ClientOptions options) {
        return assertThrows(ClearlineException.class, () ->
            ClearlineClient.connect(options.withConnectTimeoutMs(PATIENCE_MS)).close());
    }

    @Test
    void aLineIsEncryptedAndTheServerProven() throws Exception {
        final TestCertificate server = pair("server", "CN=clearline");
        final TestCertificate other = pair("other", "CN=other");
        try (Port port = open(new Tls(server.certificate(), server.key(), null))) {
            final ClientOptions plain = port.client(port.token("window", Role.PORT_SYSTEM));
            try (ClearlineClient client =
                ClearlineClient.connect(plain.withTls(server.certificate()))) {
                assertEquals(Optional.of(Outcome.RELEASE),
                    client.send(Port.free("A")).outcome());
            }
            assertEquals(ByeReason.NULL_VAL, refused(plain).reason());
            final String why = refused(plain.withTls(other.certificate())).getMessage();
            assertTrue(why.contains("certif") || why.contains("PKIX"), why);
            oldVersionsAreRefused(port.port());
            opensslAgrees(port.port(), server.certificate());
        }
    }

    @Test
    void theTokenOfWhoForgotTlsIsNotLogged() throws Exception {
        final TestCertificate server = pair("server", "CN=clearline");
        final ByteArrayOutputStream said = new ByteArrayOutputStream();
        final PrintStream err = System.err;
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        final String token;
        try (Port port = open(new Tls(server.certificate(), server.key(), null))) {
            token = port.token("window", Role.PORT_SYSTEM);
            refused(port.client(token));
        } finally {
            System.setErr(err);
        }
        final String log = said.toString(StandardCharsets.UTF_8);
        final String hex =
            HexFormat.of().formatHex(token.getBytes(StandardCharsets.UTF_8));
        assertFalse(log.contains(token) || log.contains(hex), log);
        assertTrue(log.contains("something else than TLS came"), log);
    }

    private static void oldVersionsAreRefused(final int port) throws IOException {
        try (SSLSocket socket =
            (SSLSocket) SSLSocketFactory.getDefault().createSocket("127.0.0.1", port)) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            assertThrows(SSLException.class, socket::startHandshake);
        }
    }

    private void opensslAgrees(final int port, final Path certificate) throws Exception {
        final Process openssl;
        try {
            openssl = new ProcessBuilder("openssl", "s_client", "-connect", "127.0.0.1:" + port,
                "-tls1_3", "-CAfile", certificate.toString(), "-verify_return_error", "-brief")
                .redirectErrorStream(true).start();
        } catch (final IOException notInstalled) {
            assumeTrue(false, "openssl is not installed");
            return;
        }
        openssl.getOutputStream().close();
        final String said = new String(openssl.getInputStream().readAllBytes(),
            StandardCharsets.UTF_8);
        assertTrue(openssl.waitFor(30, TimeUnit.SECONDS));
        assertTrue(said.contains("Protocol version: TLSv1.3"), said);
        assertTrue(said.contains("Verification: OK"), said);
    }

    @Test
    void aCertificateStandsForAPrincipal() throws Exception {
        final TestCertificate server = pair("server", "CN=clearline");
        final TestCertificate lane = pair("lane", SUBJECT);
        final TestCertificate other = pair("other", "CN=other");
        try (Port port = open(new Tls(server.certificate(), server.key(), lane.certificate()))) {
            final ClientOptions tls = port.client("").withTls(server.certificate());
            final ClientOptions known = tls.withCertificate(lane.certificate(), lane.key());
            assertEquals(ByeReason.UNAUTHORIZED, refused(known).reason(), "nobody is bound yet");
            port.tokens().bind(SUBJECT, "lane-7", Role.PORT_SYSTEM, 6400, "",
                Instant.now().plusSeconds(600));
            try (ClearlineClient client = ClearlineClient.connect(known)) {
                assertEquals(Optional.of(Outcome.RELEASE),
                    client.send(Port.free("A")).outcome());
            }
            assertEquals(ByeReason.NULL_VAL, refused(tls).reason(), "no certificate");
            assertEquals(ByeReason.NULL_VAL,
                refused(tls.withCertificate(other.certificate(), other.key())).reason());
            // The name alone is no secret.
            assertEquals(ByeReason.UNAUTHORIZED, refused(port.client("subject:" + SUBJECT)
                .withTls(server.certificate()).withCertificate(lane.certificate(), lane.key()))
                .reason());
        }
    }

    @Test
    void filesOfTlsThatAreNoneAreNamed() throws Exception {
        final TestCertificate server = pair("server", "CN=clearline");
        final Path none = home.resolve("none.pem");
        assertTrue(assertThrows(IOException.class, () ->
            new Tls(none, server.key(), null).context()).getMessage().contains(none.toString()));
        final Path text = Files.writeString(home.resolve("text.pem"), "no key");
        final String why = assertThrows(IOException.class, () ->
            new Tls(server.certificate(), text, null).context()).getMessage();
        assertTrue(why.contains(text.toString()) && why.contains("PKCS #8"), why);
    }
}
