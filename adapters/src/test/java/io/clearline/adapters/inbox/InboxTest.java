package io.clearline.adapters.inbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.adapters.client.ClearlineClient;
import io.clearline.adapters.client.Command;
import io.clearline.adapters.client.DeclarationBuilder;
import io.clearline.adapters.client.Goods;
import io.clearline.adapters.json.CommandText;
import io.clearline.adapters.session.Limits;
import io.clearline.adapters.tcp.Port;
import io.clearline.adapters.tcp.Processes;
import io.clearline.adapters.tcp.Way;
import io.clearline.engine.pipeline.EngineConfig;
import io.clearline.engine.record.sbe.Flow;
import io.clearline.engine.record.sbe.Regime;
import io.clearline.engine.record.sbe.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
    private Path box;
    private Path token;

    private void open(final Port port) throws IOException {
        box = home.resolve("box");
        token = Files.writeString(home.resolve("token"), port.token("box", Role.PORT_SYSTEM));
        Files.createDirectories(box.resolve("in"));
    }

    private void drop(final String name, final String text) throws IOException {
        final Path draft = Files.writeString(home.resolve("draft"), text);
        Files.move(draft, box.resolve("in").resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private static String declaration(final String ref, final boolean taxed) {
        return json(taxed ? Port.taxed(ref) : Port.free(ref));
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

    private static String json(final Command command) {
        final CommandText text = new CommandText();
        final int length = text.encode(command.bytes(), 0);
        return new String(text.bytes(), 0, length, StandardCharsets.UTF_8).strip();
    }

    private static String payment(final String ref) {
        return "{\"type\":\"pay\",\"declaration\":\"" + ref + "\",\"amount\":\"81.00\"}";
    }

    private List<Path> files(final String folder) throws IOException {
        if (!Files.isDirectory(box.resolve(folder))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(box.resolve(folder))) {
            return files.filter(file -> !file.getFileName().toString().startsWith("."))
                .sorted().toList();
        }
    }

    private void await(final String folder, final int count) throws Exception {
        while (files(folder).size() < count || !files("in").isEmpty()) {
            Thread.sleep(5);
        }
    }

    @Test
    void answersComeBesideTheFileInTheOrderOfItsLines() throws Exception {
        try (Port port = Port.open(home)) {
            open(port);
            final Inbox inbox = port.inbox(box, token);
            try {
                drop("b.jsonl", declaration("A", false) + "\nnonsense\n" + declaration("B", true)
                    + "\n" + payment("B") + "\n");
                await("results", 1);
                final List<String> answers = Files.readAllLines(files("results").get(0));
                assertEquals(4, answers.size());
                for (int i = 0; i < 4; i++) {
                    assertTrue(answers.get(i).contains("\"in\":" + (i + 1) + ","), answers.get(i));
                }
                assertEquals(List.of(answers.get(1)), Files.readAllLines(files("rejects").get(0)));
                assertEquals(1, files("done").size());
                assertEquals(3, port.sent().size());

                drop("again.jsonl", Files.readString(files("done").get(0)));
                await("done", 2);
                assertEquals(3, port.sent().size(), "the same content is not sent again");
                drop("x.pdf", "?");
                await("rejects", 3);
                assertEquals(1, files("rejects").stream()
                    .filter(file -> file.toString().endsWith(".report")).count());
                drop(".half", "not there yet");
                Thread.sleep(500);
                assertTrue(Files.exists(box.resolve("in/.half")), "hidden files are let be");
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
            open(port);
            final Inbox inbox = port.inbox(box, token);
            try {
                drop("a.jsonl", declaration("A", false) + "\n" + json(ofManyItems()) + "\n"
                    + declaration("B", false) + "\n");
                await("done", 1);
                final List<String> answers = Files.readAllLines(files("results").get(0));
                assertEquals(3, answers.size());
                assertTrue(answers.get(1).contains("\"in\":2,"), answers.get(1));
                assertEquals(List.of(answers.get(1)), Files.readAllLines(files("rejects").get(0)));
                assertEquals(2, port.sent().size());
            } finally {
                inbox.close();
            }
        }
    }

    @Test
    void aTokenThatIsNoGoodLetsFilesWait() throws Exception {
        try (Port port = Port.open(home)) {
            open(port);
            Files.writeString(token, "clearline_x_y");
            final Inbox inbox = port.inbox(box, token);
            try {
                drop("a.jsonl", declaration("A", false) + "\n");
                Thread.sleep(600);
                assertEquals(1, files("in").size());
                assertEquals(List.of(), port.sent());
                Files.writeString(token, port.token("other", Role.PORT_SYSTEM));
                await("done", 1);
                assertEquals(1, port.sent().size());
            } finally {
                inbox.close();
            }
        }
    }

    /** Payments have no ref: one of three that is sent twice would have the last one refused. */
    @Test
    void everyLineIsTakenOnceThoughTheProcessIsKilled() throws Exception {
        final SplittableRandom random = new SplittableRandom(SEED);
        try (Port port = Port.open(home)) {
            open(port);
        }
        final StringBuilder text = new StringBuilder();
        for (int i = 0; i < TRADES; i++) {
            text.append(declaration("T" + i, true)).append('\n');
            for (int part = 0; part < 3; part++) {
                text.append(payment("T" + i)).append('\n');
            }
        }
        drop("big.jsonl", text.toString());
        Process process = null;
        int kills = 0;
        int interrupted = 0;
        try {
            for (; kills < KILLS; kills++) {
                process = start(kills);
                while (!isBegun() && files("done").isEmpty()) {
                    Thread.sleep(1);
                }
                // The first at once: a quick machine is through with the file in no time.
                Thread.sleep(kills == 0 ? 0 : random.nextInt(300));
                process.toHandle().destroyForcibly();
                assertTrue(process.waitFor(60, TimeUnit.SECONDS));
                interrupted += isBegun() ? 1 : 0;
            }
            process = start(kills);
            await("done", 1);
        } finally {
            if (process != null) {
                process.destroyForcibly();
                process.waitFor(60, TimeUnit.SECONDS);
            }
        }
        System.out.println(kills + " kills, " + interrupted + " of them in the middle");
        assertTrue(interrupted > 0, "no kill was in the middle");
        final List<String> answers = new ArrayList<>(Files.readAllLines(files("results").get(0)));
        assertEquals(4 * TRADES, answers.size());
        for (int i = 0; i < answers.size(); i++) {
            assertTrue(answers.get(i).contains("\"in\":" + (i + 1) + ","), answers.get(i));
            assertTrue(answers.get(i).contains(i % 4 == 3 ? "RELEASE" : "HOLD"),
                "seed " + SEED + ": " + answers.get(i));
        }
        assertEquals(List.of(), files("rejects"));
        try (Port port = Port.open(home)) {
            assertEquals(4 * TRADES, port.sent().size(), "seed " + SEED);
            port.records().forEach((ref, count) -> assertEquals(1, count, ref));
        }
    }

    private boolean isBegun() throws Exception {
        return files("state").stream().anyMatch(file -> file.toString().endsWith(".begun"));
    }

    private Process start(final int number) throws Exception {
        final Path runs = home.resolve("runs-" + number);
        final Process process = Processes.start(home.resolve("log-" + number), InboxProcess.class,
            home.toString(), token.toString(), runs.toString());
        while (!Files.exists(runs)) {
            assertTrue(process.isAlive(), "it did not start");
            Thread.sleep(5);
        }
        return process;
    }

    /** A file that was interrupted, and somebody else has sent as the inbox's principal: it is put aside. */
    @Test
    void whatIsNotCertainIsNotSent() throws Exception {
        try (Port port = Port.open(home)) {
            open(port);
            final String content = declaration("A", true) + "\n" + payment("A") + "\n";
            final Path draft = Files.writeString(home.resolve("draft"), content);
            new InboxFolder(box).begin(InboxFolder.hash(draft), 0);
            try (ClearlineClient client =
                port.connect(Files.readString(token))) {
                client.send(Port.free("FOREIGN"));
            }
            final Inbox inbox = port.inbox(box, token);
            try {
                drop("a.jsonl", content);
                await("rejects", 2);
            } finally {
                inbox.close();
            }
            assertEquals(1, port.sent().size(), "nothing of it was sent");
            assertFalse(Files.exists(box.resolve("in/a.jsonl")));
        }
    }
}
