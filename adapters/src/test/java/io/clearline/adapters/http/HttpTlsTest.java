package io.clearline.adapters.http;

import static io.clearline.adapters.http.RunningServer.declare;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.adapters.TestCertificate;
import io.clearline.adapters.intake.RateLimits;
import io.clearline.adapters.tcp.Tls;
import io.clearline.engine.record.sbe.Role;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** HTTP over TLS 1.3, with certificates made here. */
@Timeout(120)
class HttpTlsTest {
    @TempDir
    private Path home;

    private RunningServer start(final Tls tls) throws Exception {
        return new RunningServer(home, RunningServer.LIMITS, RateLimits.defaults(), tls);
    }

    private static HttpRequest.Builder to(final RunningServer running, final String path) {
        return HttpRequest.newBuilder(URI.create(running.server.address() + path));
    }

    @Test
    void requestsAreEncryptedAndTheServerProven() throws Exception {
        final TestCertificate server = TestCertificate.make(home, "server", "CN=clearline");
        try (RunningServer running =
            start(new Tls(server.certificate(), server.key(), null))) {
            assertTrue(running.server.address().startsWith("https://127.0.0.1:"));
            final HttpRequest post = to(running, "/v1/commands").header("Authorization",
                "Bearer " + running.token("window", Role.PORT_SYSTEM))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(declare("A", "84581100", 1))).build();
            final HttpResponse<String> answer = HttpClient.newBuilder()
                .sslContext(server.trusted(null)).build().send(post, BodyHandlers.ofString());
            assertEquals(200, answer.statusCode(), answer.body());
            assertEquals("TLSv1.3", answer.sslSession().orElseThrow().getProtocol());
            assertThrows(SSLException.class, () -> HttpClient.newHttpClient()
                .send(post, BodyHandlers.ofString()), "it is not known");
            final HttpClient old = HttpClient.newBuilder().sslContext(server.trusted(null))
                .sslParameters(new SSLParameters(null, new String[] {"TLSv1.2"})).build();
            assertThrows(SSLException.class, () -> old.send(post, BodyHandlers.ofString()));
            assertThrows(IOException.class, () -> running.get(null, "/health"), "in plain");
        }
    }

    @Test
    void aClientCertificateStandsForItsPrincipal() throws Exception {
        final TestCertificate server = TestCertificate.make(home, "server", "CN=clearline");
        final TestCertificate lane = TestCertificate.make(home, "lane", "CN=lane-7,O=Haikou");
        try (RunningServer running =
            start(new Tls(server.certificate(), server.key(), lane.certificate()))) {
            final HttpRequest ask = to(running, "/v1/answers").build();
            final HttpClient shown =
                HttpClient.newBuilder().sslContext(server.trusted(lane)).build();
            assertEquals(401, shown.send(ask, BodyHandlers.ofString()).statusCode());
            running.tokens.bind("CN=lane-7,O=Haikou", "lane-7", Role.PORT_SYSTEM, 0, "",
                Instant.now().plusSeconds(600));
            Thread.sleep(50);
            assertEquals(200, shown.send(ask, BodyHandlers.ofString()).statusCode());
            // A bad token is not made good by the certificate behind it.
            assertEquals(401, shown.send(to(running, "/v1/answers")
                .header("Authorization", "Bearer nonsense").build(),
                BodyHandlers.ofString()).statusCode());
            assertThrows(IOException.class, () -> HttpClient.newBuilder()
                .sslContext(server.trusted(null)).build().send(ask, BodyHandlers.ofString()));
        }
    }

    @Test
    void plainIsForLoopbackUnlessToldSo() throws Exception {
        final IOException refused = assertThrows(IOException.class, () ->
            new HttpServer.Options("0.0.0.0", 0, null, false, RunningServer.LIMITS).check());
        assertTrue(refused.getMessage().contains("in plain")
            && refused.getMessage().contains("--http-plain"), refused.getMessage());
        new HttpServer.Options("0.0.0.0", 0, null, true, RunningServer.LIMITS).check();
        new HttpServer.Options("127.0.0.2", 0, null, false, RunningServer.LIMITS).check();
        final TestCertificate server = TestCertificate.make(home, "server", "CN=clearline");
        new HttpServer.Options("0.0.0.0", 0, new Tls(server.certificate(), server.key(), null),
            false, RunningServer.LIMITS).check();
    }

    @Test
    void filesThatAreNoneAreNamed() throws Exception {
        final TestCertificate server = TestCertificate.make(home, "server", "CN=clearline");
        final Path other = Files.writeString(home.resolve("x.pem"), "nothing");
        assertTrue(assertThrows(IOException.class, () ->
            start(new Tls(server.certificate(), other, null)))
            .getMessage().contains("x.pem"));
    }
}
