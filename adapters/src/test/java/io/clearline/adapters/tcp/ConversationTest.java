package io.clearline.adapters.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.adapters.client.Answer;
import io.clearline.adapters.client.ClearlineClient;
import io.clearline.adapters.client.ClearlineException;
import io.clearline.adapters.client.Command;
import io.clearline.adapters.identity.TokenFile;
import io.clearline.adapters.session.Limits;
import io.clearline.engine.pipeline.EngineConfig;
import io.clearline.engine.record.sbe.FailAction;
import io.clearline.engine.record.sbe.HoldCode;
import io.clearline.engine.record.sbe.HoldKind;
import io.clearline.engine.record.sbe.Outcome;
import io.clearline.engine.record.sbe.Regime;
import io.clearline.engine.record.sbe.RejectCode;
import io.clearline.engine.record.sbe.Role;
import io.clearline.engine.record.sbe.Verdict;
import io.clearline.engine.record.session.AnswerDecoder;
import io.clearline.engine.record.session.ByeReason;
import io.clearline.engine.record.session.MessageHeaderDecoder;
import io.clearline.engine.record.session.ResumeDecoder;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A real engine behind a real line of each kind: answers, who is let in, who may what, resuming by
 * sequence.
 */
@Timeout(120)
@ParameterizedClass
@EnumSource(Way.class)
class ConversationTest {
    @Parameter
    private Way way;
    @TempDir
    private Path home;
    private Port port;

    @BeforeEach
    void start() throws Exception {
        port = Port.open(home, way, Limits.defaults(), EngineConfig.defaults());
    }

    @AfterEach
    void stop() {
        port.close();
    }

    private ClearlineClient connect(final String token) throws IOException {
        return ClearlineClient.connect(port.client(token));
    }

    private static void assertRefused(final RejectCode code, final Answer answer) {
        assertEquals(code, answer.rejects().get(0).code(), answer::json);
    }

    @Test
    void commandsAreAnsweredAsOverOtherWays() throws Exception {
        try (ClearlineClient client = connect(port.token("window", Role.PORT_SYSTEM))) {
            final Answer released = client.send(Port.free("A"));
            assertEquals(Optional.of(Outcome.RELEASE), released.outcome());
            assertEquals(Optional.of("A"), released.ref());
            assertEquals(port.sent(), List.of(released.sequence()));
            assertFalse(released.resent());
            final Answer held =
                client.send(Port.declare("B", Port.HELD, 1, Regime.ZERO_TARIFF));
            assertEquals(List.of(new Answer.Hold(HoldKind.LICENCE, 1, HoldCode.LETTER, "O")),
                held.holds());
            assertRefused(RejectCode.UNKNOWN_HS,
                client.send(Port.declare("C", "99999999", 1, Regime.ZERO_TARIFF)));
            final Answer repeat = client.send(Port.free("A"));
            assertEquals(0, repeat.sequence(), "a repeat is not journaled");
            assertEquals(released.declaration(), repeat.declaration());
            assertRefused(RejectCode.DUPLICATE_REF,
                client.send(Port.declare("A", Port.HELD, 1, Regime.ZERO_TARIFF)));
            final Answer taxed = client.send(Port.declare("D", Port.FREE, 1, Regime.TAXED));
            assertEquals(HoldKind.TAX, taxed.holds().get(0).kind());
            assertRefused(RejectCode.STATE, client.send(Command.pay("D", new BigDecimal("9999"))));
            assertEquals(Optional.of(Outcome.RELEASE),
                client.send(Command.pay("D", new BigDecimal("243.00"))).outcome());
            assertEquals(Optional.of(Outcome.RELEASE),
                client.send(Command.amend("B", Port.free("B"))).outcome());
            assertEquals(Optional.of(Outcome.CANCELLED),
                client.send(Command.cancel("B", "wrong")).outcome());
            final Answer mine = client.send(Port.declare("E", "123", 0, Regime.TAXED));
            assertEquals(List.of("packages RANGE", "items[0].hs FORMAT"),
                mine.rejects().stream().map(r -> r.field() + " " + r.code()).toList());
        }
    }

    @Test
    void manyAtOnceAreAnsweredInOrder() throws Exception {
        final List<Long> seen = new ArrayList<>();
        try (ClearlineClient client = ClearlineClient.connect(
            port.client(port.token("window", Role.PORT_SYSTEM)),
            answer -> seen.add(answer.sequence()))) {
            final List<CompletableFuture<Answer>> answers = new ArrayList<>();
            for (int i = 0; i < 5000; i++) {
                answers.add(client.submit(Port.free("S" + i)));
            }
            for (int i = 0; i < answers.size(); i++) {
                assertEquals(Optional.of("S" + i), answers.get(i).join().ref());
            }
            assertEquals(0, client.inFlight());
            assertEquals(seen.stream().sorted().distinct().toList(), seen);
            assertEquals(5000, seen.size());
        }
    }

    /** A command that the server would not take ends neither the line nor the others. */
    @Test
    void aCommandThatIsTooLongIsTheOnlyOneToFail() throws Exception {
        try (ClearlineClient client = connect(port.token("window", Role.PORT_SYSTEM))) {
            final int length = Limits.defaults().frameBytesMax();
            final CompletableFuture<Answer> refused = client.submit(
                Command.copy(new UnsafeBuffer(new byte[length]), length));
            final ClearlineException why = (ClearlineException) assertThrows(
                CompletionException.class, refused::join).getCause();
            assertEquals(ByeReason.BAD_COMMAND, why.reason());
            final CompletableFuture<Answer> unsound = client.submit(
                Command.copy(new UnsafeBuffer(new byte[64]), 64));
            final Answer after = client.send(Port.free("A"));
            assertEquals(Optional.of(Outcome.RELEASE), after.outcome());
            assertThrows(CompletionException.class, unsound::join);
            assertEquals(1, port.records().size());
            assertEquals(0, client.inFlight());
        }
    }

    private void assertTurnedAway(
        final ByeReason reason, final String token, final int office) throws IOException {
        final ClearlineException refused = assertThrows(ClearlineException.class, () ->
            ClearlineClient.connect(port.client(token).withOffice(office)).close());
        assertEquals(reason, refused.reason(), refused.getMessage());
        assertEquals(List.of(), port.sent(), "nothing reached the engine");
    }

    @Test
    void nobodyWithoutAGoodToken() throws Exception {
        for (final String token : new String[] {"", "clearline_x_y", "x".repeat(1500),
            "subject:CN=lane"}) {
            assertTurnedAway(ByeReason.UNAUTHORIZED, token, 0);
        }
        final String expired = port.tokens().make("late", Role.PORT_SYSTEM, 0, "",
            Instant.now().minusSeconds(1)).secret();
        assertTurnedAway(ByeReason.UNAUTHORIZED, expired, 0);
        final String other = port.token("window", Role.PORT_SYSTEM);
        connect(other).close();
        assertTurnedAway(ByeReason.FORBIDDEN, other, 6401);
        try (ClearlineClient client =
            ClearlineClient.connect(port.client(other).withOffice(6400))) {
            assertTrue(client.send(Port.free("A")).outcome().isPresent());
        }
    }

    /** Roles are judged in the core; that they are judged on this way too is seen here for each role. */
    @Test
    void everyRoleMayWhatItMay() throws Exception {
        final Command[] commands = {Port.free("R"), Command.pay("none", BigDecimal.ONE),
            Command.document("none", '7', "x"), Command.cancel("none", "r"),
            Command.amend("none", Port.free("none")),
            Command.resolve("none", HoldKind.EXAMINE, 0, Verdict.PASS, FailAction.NULL_VAL, "o",
                "n"),
            Command.arrive("V", "6400", io.clearline.engine.record.sbe.CheckpointLane.GENERAL,
                "QA1")};
        final String[] allowed = {"declare pay document cancel amend arrive",
            "declare pay document cancel amend", "resolve arrive", "", "", "", ""};
        final String[] names =
            {"declare", "pay", "document", "cancel", "amend", "resolve", "arrive"};
        final Role[] roles = {Role.PORT_SYSTEM, Role.DECLARANT, Role.OFFICER, Role.ANALYST,
            Role.PUBLISHER, Role.AUDITOR, Role.ADMINISTRATOR};
        for (int r = 0; r < roles.length; r++) {
            try (ClearlineClient client = connect(port.token(roles[r].name(), roles[r]))) {
                for (int c = 0; c < commands.length; c++) {
                    final Answer answer = client.send(commands[c]);
                    final boolean forbidden = answer.rejects().stream()
                        .anyMatch(reject -> reject.code() == RejectCode.FORBIDDEN);
                    assertEquals(!List.of(allowed[r].split(" ")).contains(names[c]), forbidden,
                        roles[r] + " " + names[c] + ": " + answer.json());
                }
            }
        }
    }

    /** A port system or declarant sees that it is held and why in law, not by which control. */
    @Test
    void controlsStayHiddenFromThoseWhoAreControlled() throws Exception {
        final Command hit =
            Port.declare("A", Port.FREE, Port.HIT_PACKAGES, Regime.ZERO_TARIFF);
        final List<Answer> resent = new ArrayList<>();
        final String broker = port.token("broker", Role.DECLARANT);
        try (ClearlineClient client = connect(broker)) {
            final Answer seen = client.send(hit);
            assertEquals(HoldKind.EXAMINE, seen.holds().get(0).kind());
            assertEquals(HoldCode.NONE, seen.holds().get(0).code());
            assertTrue(seen.json().contains("Customs Law art. 28"), seen.json());
            assertFalse(seen.json().contains("HK-1"), seen.json());
        }
        try (ClearlineClient client = ClearlineClient.connect(
            port.client(broker).withResumeAfter(0), resent::add)) {
            assertTrue(client.isOpen());
            assertEquals(1, resent.size());
            assertFalse(resent.get(0).json().contains("HK-1"), resent.get(0).json());
        }
        try (ClearlineClient client = connect(port.token("desk", Role.OFFICER))) {
            final Answer all = client.send(Command.resolve(
                "A", HoldKind.EXAMINE, 0, Verdict.PASS, FailAction.NULL_VAL, "o", "n"));
            assertTrue(all.json().contains("6400/HK-1@1"), all.json());
        }
    }

    /** Who comes back gets its own answers behind what it has, marked, and nobody else's. */
    @Test
    void answersBySequence() throws Exception {
        final String window = port.token("window", Role.PORT_SYSTEM);
        final long first;
        try (ClearlineClient client = connect(window);
            ClearlineClient other = connect(port.token("broker", Role.DECLARANT))) {
            first = client.send(Port.free("A")).sequence();
            other.send(Port.free("B"));
            client.send(Port.free("C"));
        }
        assertEquals(List.of("A", "C"), resentAfter(window, 0));
        assertEquals(List.of("C"), resentAfter(window, first));
        assertEquals(List.of(), resentAfter(window, first + 1000));
    }

    private List<String> resentAfter(final String token, final long after) throws IOException {
        final List<Answer> answers = new ArrayList<>();
        try (ClearlineClient client = ClearlineClient.connect(
            port.client(token).withResumeAfter(after), answers::add)) {
            answers.forEach(answer -> assertTrue(answer.resent(), answer::json));
            assertTrue(client.lastSequence() > 0);
        }
        return answers.stream().map(answer -> answer.ref().orElse("")).toList();
    }

    /** With a resent answer comes the command, so that a client without memory knows what was answered. */
    @Test
    void aResentAnswerBringsItsCommand() throws Exception {
        final String window = port.token("window", Role.PORT_SYSTEM);
        try (ClearlineClient client = connect(window)) {
            client.send(Port.free("A"));
        }
        try (RawLine line = port.line().hello(window)) {
            line.send((frames, out, at) -> frames.resume(out, at, 0));
            final byte[] message = line.read().orElseThrow();
            final AnswerDecoder answer = new AnswerDecoder().wrapAndApplyHeader(
                new UnsafeBuffer(message), 0, new MessageHeaderDecoder());
            assertEquals(1, answer.resent());
            assertEquals(0, answer.number());
            answer.skipAnswer();
            assertTrue(answer.commandLength() > 100);
            assertEquals(ResumeDecoder.TEMPLATE_ID,
                RawLine.template(line.read().orElseThrow()));
        }
    }

    /** A token that is taken back counts at once, on a line that is open too. */
    @Test
    void aRevokedTokenEndsItsLine() throws Exception {
        port.close();
        port = Port.open(home, way, Limits.defaults().withTimes(5_000, 100, 5_000),
            EngineConfig.defaults());
        final TokenFile.Made made = port.tokens().make("soon", Role.PORT_SYSTEM, 0, "",
            Instant.now().plusSeconds(600));
        connect(made.secret()).close();
        try (RawLine line = port.line().hello(made.secret())) {
            Thread.sleep(50);
            assertTrue(port.tokens().revoke(made.token().id()));
            final Thread beats = new Thread(() -> beat(line));
            beats.start();
            assertEquals(ByeReason.UNAUTHORIZED, line.bye());
            beats.interrupt();
            beats.join();
        }
    }

    private static void beat(final RawLine line) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                line.send((frames, out, at) -> frames.heartbeat(out, at));
                Thread.sleep(50);
            }
        } catch (final IOException | InterruptedException end) {
            return;
        }
    }

    /** What was taken is answered before the server says bye. */
    @Test
    void aStopAnswersWhatWasTaken() throws Exception {
        try (RawLine line =
            port.line().hello(port.token("window", Role.PORT_SYSTEM))) {
            // Meanwhile: once the media driver has ended, nothing can be read over Aeron any more.
            final CompletableFuture<Void> stopping = CompletableFuture.runAsync(port::stopServing);
            assertEquals(ByeReason.STOPPING, line.bye());
            stopping.join();
        }
    }
}
