package io.clearline.adapters.inbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.adapters.client.ClearlineClient;
import io.clearline.adapters.client.Command;
import io.clearline.adapters.client.DeclarationBuilder;
import io.clearline.adapters.client.Goods;
import io.clearline.adapters.session.Limits;
import io.clearline.adapters.tcp.Port;
import io.clearline.adapters.tcp.Way;
import io.clearline.engine.pipeline.EngineConfig;
import io.clearline.engine.record.sbe.Flow;
import io.clearline.engine.record.sbe.Regime;
import io.clearline.engine.record.sbe.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that are dropped: answered in order, each content once, whatever is killed. */
@Timeout(180)
class InboxTest {
    private static final long SEED = 17;
    private static final int KILLS = Integer.getInteger("inbox.kills", 4);
    private static final int TRADES = 1_500;

    @TempDir
    private Path home;

    private static String declaration(final String ref, final boolean taxed) {
        return Box.json(taxed ? Port.taxed(ref) : Port.free(ref));
    }

    private static Command ofManyItems() {
        final DeclarationBuilder many = new DeclarationBuilder("LONG", Flow.FIRST_LINE_IMPORT)
            .offices("6400", "6481").trader(Port.TRADER).supervisionMode("0110").transport('2')
            .dispatchCountry("JPN").weights(1, 2, 1);
        for (int item = 0; item < 50; item++) {
            many.item(new Goods("84581100", "a lathe among many others").quantity(1).value(1000)
                .origin("JPN").regime(Regime.ZERO_TARIFF));
        }
        return many.build();
    }

    private static String payment(final String ref) {
        return "{\"type\":\"pay\",\"declaration\":\"" + ref + "\",\"amount\":\"81.00\"}";
    }

    @Test
    void answersComeBesideTheFileInTheOrderOfItsLines() throws Exception {
        try (Port port = Port.open(home)) {
            final Box box = new Box(home, port);
            final Inbox inbox = box.watch(port);
            try {
                box.drop("b.jsonl", declaration("A", false) + "\nnonsense\n" + declaration("B", true)
                    + "\n" + payment("B") + "\n");
                box.await("results", 1);
                final List<String> answers = Files.readAllLines(box.files("results").get(0));
                assertEquals(4, answers.size());
                for (int i = 0; i < 4; i++) {
                    assertTrue(answers.get(i).contains("\"in\":" + (i + 1) + ","), answers.get(i));
                }
                assertEquals(List.of(answers.get(1)), Files.readAllLines(box.files("rejects").get(0)));
                assertEquals(1, box.files("done").size());
                assertEquals(3, port.sent().size());

                box.drop("again.jsonl", Files.readString(box.files("done").get(0)));
                box.await("done", 2);
                assertEquals(3, port.sent().size(), "the same content is not sent again");
                box.drop("x.pdf", "?");
                box.await("rejects", 3);
                assertEquals(1, box.files("rejects").stream()
                    .filter(file -> file.toString().endsWith(".report")).count());
                box.drop(".half", "not there yet");
                Thread.sleep(500);
                assertTrue(Files.exists(box.root().resolve("in/.half")), "hidden files are let be");
            } finally {
                inbox.close();
            }
        }
    }

    /** A command that the engine does not take is refused; those around it are not held up. */
    @Test
    void aCommandThatIsTooLongIsTheOnlyOneToFail() throws Exception {
        try (Port port = Port.open(home, Way.TCP, Limits.defaults(),
            EngineConfig.defaults().withCommandBytesMax(2000))) {
            final Box box = new Box(home, port);
            final Inbox inbox = box.watch(port);
            try {
                box.drop("a.jsonl", declaration("A", false) + "\n" + Box.json(ofManyItems()) + "\n"
                    + declaration("B", false) + "\n");
                box.await("done", 1);
                final List<String> answers = Files.readAllLines(box.files("results").get(0));
                assertEquals(3, answers.size());
                assertTrue(answers.get(1).contains("\"in\":2,"), answers.get(1));
                assertEquals(List.of(answers.get(1)), Files.readAllLines(box.files("rejects").get(0)));
                assertEquals(2, port.sent().size());
            } finally {
                inbox.close();
            }
        }
    }

    @Test
    void aTokenThatIsNoGoodLetsFilesWait() throws Exception {
        try (Port port = Port.open(home)) {
            final Box box = new Box(home, port);
            Files.writeString(box.token(), "clearline_x_y");
            final Inbox inbox = box.watch(port);
            try {
                box.drop("a.jsonl", declaration("A", false) + "\n");
                Thread.sleep(600);
                assertEquals(1, box.files("in").size());
                assertEquals(List.of(), port.sent());
                Files.writeString(box.token(), port.token("other", Role.PORT_SYSTEM));
                box.await("done", 1);
                assertEquals(1, port.sent().size());
            } finally {
                inbox.close();
            }
        }
    }

    /** Payments have no ref: one of three that is sent twice would have the last one refused. */
    @Test
    void everyLineIsTakenOnceThoughTheProcessIsKilled() throws Exception {
        final Box box;
        try (Port port = Port.open(home)) {
            box = new Box(home, port);
        }
        final StringBuilder text = new StringBuilder();
        for (int i = 0; i < TRADES; i++) {
            text.append(declaration("T" + i, true)).append('\n');
            for (int part = 0; part < 3; part++) {
                text.append(payment("T" + i)).append('\n');
            }
        }
        box.drop("big.jsonl", text.toString());
        box.killAgainAndAgain(KILLS, SEED, 1);
        final List<String> answers = Files.readAllLines(box.files("results").get(0));
        assertEquals(4 * TRADES, answers.size());
        for (int i = 0; i < answers.size(); i++) {
            assertTrue(answers.get(i).contains("\"in\":" + (i + 1) + ","), answers.get(i));
            assertTrue(answers.get(i).contains(i % 4 == 3 ? "RELEASE" : "HOLD"),
                "seed " + SEED + ": " + answers.get(i));
        }
        assertEquals(List.of(), box.files("rejects"));
        try (Port port = Port.open(home)) {
            assertEquals(4 * TRADES, port.sent().size(), "seed " + SEED);
            port.records().forEach((ref, count) -> assertEquals(1, count, ref));
        }
    }

    /** A file that was interrupted, and somebody else has sent as the inbox's principal: it is put aside. */
    @Test
    void whatIsNotCertainIsNotSent() throws Exception {
        try (Port port = Port.open(home)) {
            final Box box = new Box(home, port);
            final String content = declaration("A", true) + "\n" + payment("A") + "\n";
            final Path draft = Files.writeString(home.resolve("draft"), content);
            new InboxFolder(box.root()).begin(InboxFolder.hash(draft), 0);
            try (ClearlineClient client =
                port.connect(Files.readString(box.token()))) {
                client.send(Port.free("FOREIGN"));
            }
            final Inbox inbox = box.watch(port);
            try {
                box.drop("a.jsonl", content);
                box.await("rejects", 2);
            } finally {
                inbox.close();
            }
            assertEquals(1, port.sent().size(), "nothing of it was sent");
            assertFalse(Files.exists(box.root().resolve("in/a.jsonl")));
        }
    }
}
