package io.clearline.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.driver.MediaDriver;
import io.clearline.adapters.client.Answer;
import io.clearline.adapters.client.ClearlineClient;
import io.clearline.adapters.client.ClientOptions;
import io.clearline.adapters.client.Command;
import io.clearline.adapters.client.DeclarationBuilder;
import io.clearline.adapters.client.Goods;
import io.clearline.engine.journal.JournalVerifier;
import io.clearline.engine.record.sbe.Flow;
import io.clearline.engine.record.sbe.Outcome;
import io.clearline.engine.record.sbe.Regime;
import java.io.BufferedReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code serve} as a process: what it says, whom it serves, how it ends. */
@Timeout(180)
class ServeVerbTest {
    private static final Pattern LISTENING = Pattern.compile("clearline: listening on"
        + " http://127.0.0.1:[0-9]+, tcp://127.0.0.1:([0-9]+) and aeron:ipc in (.*), [0-9,]+ records"
        + " applied in .*");

    @TempDir
    private Path home;

    @Test
    void servesTheBinaryProtocolUntilSigterm() throws Exception {
        final String data = home.resolve("data").toString();
        final Process serve = start("--data", data, "--reference",
            Verbs.reference(home).toString(), "--port", "0", "--tcp", "127.0.0.1:0");
        try {
            final Matcher line = listening(serve);
            try (ClearlineClient client = ClearlineClient.connect(ClientOptions.of("127.0.0.1",
                Integer.parseInt(line.group(1)), token(data)))) {
                final Answer answer = client.send(lathe("A"));
                assertEquals(Optional.of(Outcome.RELEASE), answer.outcome(), answer::json);
                new ProcessBuilder("kill", "-TERM", Long.toString(serve.pid())).start().waitFor();
                assertTrue(serve.waitFor(60, TimeUnit.SECONDS), "SIGTERM did not end it");
            }
            assertEquals(0, serve.exitValue());
        } finally {
            serve.destroyForcibly();
        }
        assertNull(JournalVerifier.verify(home.resolve("data")).damage());
    }

    /** Aeron IPC with no option at all; a killed server's media driver keeps the next one waiting for nobody. */
    @Test
    void servesAeronAgainRightAfterAKill() throws Exception {
        final String data = home.resolve("data").toString();
        final String[] options = {"--data", data, "--reference", Verbs.reference(home).toString(),
            "--port", "0", "--tcp", "127.0.0.1:0", "--durability", "page-cache"};
        Process serve = start(options);
        try {
            Matcher line = listening(serve);
            try (ClearlineClient client = ClearlineClient.connect(
                ClientOptions.ofIpc(Path.of(line.group(2)), token(data)))) {
                final Answer first = client.send(lathe("A"));
                assertEquals(Optional.of(Outcome.RELEASE), first.outcome(), first::json);
                serve.toHandle().destroyForcibly();
                assertTrue(serve.waitFor(60, TimeUnit.SECONDS));
                serve = start(options);
                line = listening(serve);
                final Answer again = client.send(lathe("B"));
                assertEquals(Optional.of(Outcome.RELEASE), again.outcome(), again::json);
                assertTrue(client.lines() > 1);
                serve.destroy();
                assertTrue(serve.waitFor(60, TimeUnit.SECONDS), "SIGTERM did not end it");
            }
            assertEquals(0, serve.exitValue());
            assertFalse(Files.exists(home.resolve("data/aeron")), "the media driver leaves nothing");
        } finally {
            serve.destroyForcibly();
        }
        assertNull(JournalVerifier.verify(home.resolve("data")).damage());
    }

    /** A media driver of another process: without it no start; when it dies the other ways in stay. */
    @Test
    @Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aMediaDriverThatDiesEndsItsLinesAlone() throws Exception {
        final Path aeron = home.resolve("driver");
        final String[] options = {"--data", home.resolve("data").toString(), "--reference",
            Verbs.reference(home).toString(), "--port", "0", "--tcp", "127.0.0.1:0",
            "--aeron-dir", aeron.toString()};
        final List<String> early = new ArrayList<>(List.of(options));
        early.add(0, "serve");
        final Verbs.Result none = Verbs.run(early.toArray(String[]::new));
        assertEquals(3, none.status(), none.err());
        assertTrue(none.err().contains("no media driver runs in " + aeron), none.err());
        Process driver = startDriver(aeron);
        Process serve = null;
        try {
            await(driver, aeron);
            serve = start(options);
            final Matcher line = listening(serve);
            final String token = token(options[1]);
            try (ClearlineClient lane = ClearlineClient.connect(
                ClientOptions.ofIpc(Path.of(line.group(2)), token));
                ClearlineClient client = ClearlineClient.connect(ClientOptions.of("127.0.0.1",
                    Integer.parseInt(line.group(1)), token))) {
                assertEquals(Optional.of(Outcome.RELEASE), lane.send(lathe("A")).outcome());
                driver.toHandle().destroyForcibly();
                assertTrue(driver.waitFor(60, TimeUnit.SECONDS));
                hear(serve, "clearline: WARN: The media driver in " + aeron + " has ended");
                assertEquals(Optional.of(Outcome.RELEASE), client.send(lathe("B")).outcome());
                driver = startDriver(aeron);
                assertEquals(Optional.of(Outcome.RELEASE), lane.send(lathe("C")).outcome());
            }
            serve.destroy();
            assertTrue(serve.waitFor(60, TimeUnit.SECONDS), "SIGTERM did not end it");
            assertEquals(0, serve.exitValue());
        } finally {
            driver.toHandle().destroyForcibly();
            if (serve != null) {
                serve.destroyForcibly();
            }
        }
    }

    private static void await(final Process driver, final Path directory) throws Exception {
        while (!Files.exists(directory.resolve("cnc.dat"))) {
            assertTrue(driver.isAlive(), "the media driver did not start");
            Thread.sleep(5);
        }
    }

    private static void hear(final Process serve, final String start) throws Exception {
        final BufferedReader said = serve.errorReader();
        String next = "";
        while (!next.startsWith(start)) {
            next = said.readLine();
            assertTrue(next != null, "it ended");
        }
    }

    private static Matcher listening(final Process serve) throws Exception {
        final BufferedReader said = serve.errorReader();
        Matcher line = LISTENING.matcher("");
        while (!line.matches()) {
            final String next = said.readLine();
            assertTrue(next != null, "it ended");
            line = LISTENING.matcher(next);
        }
        return line;
    }

    private static String token(final String data) {
        final Verbs.Result token = Verbs.run("token", "make", "--data", data, "--principal",
            "window", "--role", "port-system");
        assertEquals(0, token.status(), token.err());
        return token.out().strip();
    }

    private static Command lathe(final String ref) {
        return new DeclarationBuilder(ref, Flow.FIRST_LINE_IMPORT).offices("6400", "6400")
            .trader("91460100MA5T00001L").supervisionMode("0110").transport('2')
            .dispatchCountry("JPN").weights(1, 120, 100)
            .item(new Goods("84581100", "goods").quantity(1).value(1000)
                .origin("JPN").regime(Regime.ZERO_TARIFF)).build();
    }

    private static Process start(final String... options) throws Exception {
        final List<String> command = java();
        command.addAll(List.of(Main.class.getName(), "serve"));
        command.addAll(List.of(options));
        return new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    }

    private static Process startDriver(final Path directory) throws Exception {
        final List<String> command = java();
        command.addAll(List.of("-Daeron.dir=" + directory, "-Daeron.dir.delete.on.start=true",
            MediaDriver.class.getName()));
        return new ProcessBuilder(command).redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    }

    private static List<String> java() {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (final String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (flag.startsWith("--")) {
                command.add(flag);
            }
        }
        command.addAll(List.of("-Xmx512m", "-Duser.language=en", "-cp", System.getProperty(
            "surefire.test.class.path", System.getProperty("java.class.path"))));
        return command;
    }

    @ParameterizedTest
    @ValueSource(strings = {"--tcp nonsense", "--tcp 127.0.0.1:70000", "--tcp :1",
        "--tcp 0.0.0.0:0", "--host 0.0.0.0", "--host no.such.host.invalid", "--port 70000",
        "--tls-cert x.pem", "--tls-key x.pem", "--tls-client-ca x.pem",
        "--tls-cert x.pem --tls-key x.pem", "--tcp no.such.host.invalid:1", "--aeron nonsense",
        "--aeron aeron:udp", "--aeron aeron:udp?endpoint=127.0.0.1", "--aeron-idle sleep",
        "--inbox x", "--inbox-token x",
        "--inbox x --inbox-token none", "--aeron aeron:udp?endpoint=127.0.0.1:65535", "--aeron aeron:udp?endpoint=0.0.0.0:8482"})
    void refusesWhatItCannotListenOn(final String options) throws Exception {
        final Path data = home.resolve("data");
        final List<String> command = new ArrayList<>(List.of("serve", "--data", data.toString(),
            "--reference", Verbs.reference(home).toString()));
        command.addAll(List.of(options.split(" ")));
        final Verbs.Result refused = Verbs.run(command.toArray(String[]::new));
        assertEquals(2, refused.status(), refused.err());
        assertEquals(1, refused.errLines().size(), refused.err());
        assertFalse(Files.exists(data), "nothing was made");
    }

    @Test
    void aSubjectIsBoundInPlaceOfAToken() throws Exception {
        final String data = Files.createDirectories(home.resolve("data")).toString();
        final Verbs.Result made = Verbs.run("token", "make", "--data", data, "--principal",
            "lane-7", "--role", "port-system", "--subject", "CN=lane-7, O=Haikou");
        assertEquals(0, made.status(), made.err());
        assertEquals("", made.out(), "there is no secret");
        final Verbs.Result list = Verbs.run("token", "list", "--data", data);
        assertTrue(list.out().strip().endsWith("subject:CN=lane-7,O=Haikou"), list.out());
        final Verbs.Result bad = Verbs.run("token", "make", "--data", data, "--principal",
            "lane-7", "--role", "port-system", "--subject", "lane");
        assertEquals(2, bad.status(), bad.err());
    }
}
