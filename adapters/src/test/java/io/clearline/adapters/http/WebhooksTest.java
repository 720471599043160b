package io.clearline.adapters.http;

import static io.clearline.adapters.http.RunningServer.OTHER_TRADER;
import static io.clearline.adapters.http.RunningServer.declare;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.clearline.adapters.identity.TokenFile;
import io.clearline.adapters.webhook.Signature;
import io.clearline.adapters.webhook.Webhook;
import io.clearline.adapters.webhook.WebhookFile;
import io.clearline.adapters.webhook.WebhookLimits;
import io.clearline.adapters.webhook.Webhooks;
import io.clearline.engine.follower.FollowerPositions;
import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.record.sbe.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Answers posted to receivers: signed, in order, at least once, and nobody held up by another. */
@Timeout(120)
class WebhooksTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final WebhookLimits LIMITS =
        new WebhookLimits(3, 1 << 16, 500, 500, 50, 400, 20);

    @TempDir
    private Path home;
    private RunningServer running;
    private DataDirectory data;
    private WebhookFile file;
    private Webhooks webhooks;
    private String window;
    private final List<Receiver> receivers = new ArrayList<>();

    /** Somebody who takes what is posted, or does not. */
    private static final class Receiver {
        private final HttpServer server;
        private final BlockingQueue<JsonNode> got = new LinkedBlockingQueue<>();
        private volatile int status = 200;
        private volatile String secret;
        private volatile String wrong;
        private volatile int requests;

        Receiver() throws IOException {
            server = HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/hook", this::take);
            server.createContext("/elsewhere", exchange -> {
                wrong = "it followed a redirection";
                exchange.sendResponseHeaders(200, -1);
            });
            server.start();
        }

        private void take(final HttpExchange exchange) throws IOException {
            final byte[] body = exchange.getRequestBody().readAllBytes();
            final String signature = exchange.getRequestHeaders().getFirst(Signature.HEADER);
            final long timeS = Long.parseLong(signature.substring(2, signature.indexOf(',')));
            if (Math.abs(timeS - Instant.now().getEpochSecond()) > 5
                || !signature.equals(Signature.of(secret, timeS, body))) {
                wrong = "signature " + signature;
            }
            requests++;
            if (status == 200) {
                JSON.readTree(body).forEach(got::add);
            }
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            if (status > 0) {
                exchange.sendResponseHeaders(status, -1);
                exchange.close();
            }
            // Else it never answers.
        }

        private URI url() {
            return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
        }

        private JsonNode next() throws InterruptedException {
            final JsonNode answer = got.poll(20, TimeUnit.SECONDS);
            assertTrue(answer != null, "nothing came");
            assertEquals(null, wrong);
            return answer;
        }

        private void expect(final String... refs) throws InterruptedException {
            for (final String ref : refs) {
                assertEquals(ref, next().get("ref").asText());
            }
        }
    }

    @BeforeEach
    void start() throws Exception {
        running = new RunningServer(home);
        data = running.engine.dataDirectory().orElseThrow();
        file = new WebhookFile(data.path());
        window = running.token("window", Role.PORT_SYSTEM);
        serve();
    }

    private void serve() {
        webhooks = Webhooks.start(data, running.status, running.engine::lastSequence,
            running.identities, running.metrics, LIMITS);
    }

    @AfterEach
    void stop() {
        webhooks.close();
        receivers.forEach(receiver -> receiver.server.stop(0));
        running.close();
    }

    private Receiver receiver() throws IOException {
        final Receiver made = new Receiver();
        receivers.add(made);
        return made;
    }

    private Webhook add(final Receiver to, final String principal) throws IOException {
        final Webhook made = file.add(to.url(), principal, 0);
        to.secret = made.secret();
        return made;
    }

    private void declared(final String... refs) throws Exception {
        for (final String ref : refs) {
            assertEquals(200, running.post(window, declare(ref, "84581100", 1)).statusCode());
        }
    }

    /** The value is openssl's: printf '1700000000.[{"seq":1}]' | openssl dgst -sha256 -hmac key. */
    @Test
    void theSignatureIsWhatOthersCompute() {
        assertEquals("t=1700000000,v1="
            + "4934fa6dccf4d987c56bf2771264ad7cfd244defae9c24fe6f9feb7f0eff6caf", Signature.of("key", 1_700_000_000L,
            "[{\"seq\":1}]".getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void answersArriveInOrderSignedAndOwnAlone() throws Exception {
        final Receiver own = receiver();
        final Receiver all = receiver();
        add(own, "window");
        running.token("audit", Role.AUDITOR);
        add(all, "audit");
        declared("A", "B");
        running.post(running.token("other", Role.DECLARANT, 0, OTHER_TRADER),
            declare("C", "84581100", 1, OTHER_TRADER, 6400));
        assertEquals(202, running.post(window, declare("D", "84581100", 7)).statusCode());
        own.expect("A", "B");
        final JsonNode held = own.next();
        assertEquals("D", held.get("ref").asText());
        assertEquals("HOLD", held.get("outcome").asText());
        assertFalse(held.toString().contains("HK-1"), "controls stay hidden");
        long last = 0;
        JsonNode answer;
        do {
            answer = all.next();
            assertEquals(last + 1, answer.get("seq").asLong());
            last++;
        } while (!answer.path("ref").asText().equals("D"));
        assertTrue(answer.toString().contains("6400/HK-1@1"), answer.toString());
        assertEquals("rw-------",
            PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())));
    }

    @Test
    void aDeadReceiverHoldsUpNobodyAndGetsAllInTheEnd() throws Exception {
        final Receiver dead = receiver();
        final Receiver mute = receiver();
        final Receiver alive = receiver();
        for (final int status : new int[] {500, 302, 404}) {
            dead.status = status;
            if (status == 500) {
                add(dead, "window");
                mute.status = 0;
                add(mute, "window");
                add(alive, "window");
                declared("A", "B", "C", "D");
            }
            final int before = dead.requests;
            while (dead.requests < before + 2) {
                Thread.sleep(5);
            }
        }
        alive.expect("A", "B", "C", "D");
        assertEquals(0, dead.got.size());
        dead.status = 200;
        mute.status = 200;
        dead.expect("A", "B", "C", "D");
        mute.expect("A", "B", "C", "D");
        declared("E");
        dead.expect("E");
        alive.expect("E");
    }

    @Test
    void aRestartGoesOnWhereItStood() throws Exception {
        final Receiver receiver = receiver();
        final Webhook made = add(receiver, "window");
        declared("A", "B");
        receiver.expect("A", "B");
        while (FollowerPositions.all(data).getOrDefault(made.follower(), 0L)
            < running.engine.lastSequence()) {
            Thread.sleep(5);
        }
        webhooks.close();
        declared("C");
        // As if it had died: nothing was kept at the end but what a receiver had answered.
        serve();
        receiver.expect("C");
        assertEquals(0, receiver.got.size());
    }

    @Test
    void whatWasRemovedWhileNobodyServedKeepsNoJournal() throws Exception {
        final Receiver receiver = receiver();
        final Webhook made = add(receiver, "window");
        declared("A");
        receiver.expect("A");
        webhooks.close();
        assertTrue(FollowerPositions.all(data).containsKey(made.follower()));
        file.remove(made.id());
        serve();
        while (FollowerPositions.all(data).containsKey(made.follower())) {
            Thread.sleep(5);
        }
        assertTrue(FollowerPositions.all(data).containsKey("status"), "others stay");
    }

    @Test
    void answersAreResentOnDemand() throws Exception {
        final Receiver receiver = receiver();
        final Webhook made = add(receiver, "window");
        declared("A", "B", "C");
        final long first = receiver.next().get("seq").asLong();
        receiver.expect("B", "C");
        file.askResend(made.id(), first);
        receiver.expect("B", "C");
        declared("D");
        receiver.expect("D");
        // Wished while it did not run.
        webhooks.close();
        file.askResend(made.id(), first + 1);
        serve();
        receiver.expect("C", "D");
        assertEquals(0, receiver.got.size());
    }

    @Test
    void whatWasRemovedOrRevokedGetsNothingMore() throws Exception {
        final Receiver gone = receiver();
        final Receiver kept = receiver();
        final Webhook made = add(gone, "window");
        final TokenFile.Made token = running.tokens.make("hook", Role.AUDITOR, 0, "",
            Instant.now().plusSeconds(600));
        add(kept, "hook");
        declared("A");
        gone.expect("A");
        while (!kept.next().path("ref").asText().equals("A")) {
            Thread.onSpinWait();
        }
        assertTrue(file.remove(made.id()));
        assertFalse(file.remove(made.id()));
        running.tokens.revoke(token.token().id());
        while (FollowerPositions.all(data).containsKey(made.follower())) {
            Thread.sleep(5);
        }
        Thread.sleep(100);
        declared("B");
        Thread.sleep(500);
        assertEquals(0, gone.got.size() + kept.got.size());
        assertFalse(running.get(null, "/metrics").body().contains(made.follower()));
    }
}
