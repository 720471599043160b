package io.clearline.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.adapters.aeron.Idle;
import io.clearline.adapters.http.HttpLimits;
import io.clearline.adapters.intake.RateLimits;
import io.clearline.adapters.session.Limits;
import io.clearline.engine.pipeline.Durability;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What a clearline.toml may say, what it does, and what is refused with its place. */
@Timeout(120)
class ConfigFileTest {
    private static final String WHOLE = """
        # all keys there are
        reference = "ref"
        durability = "page-cache"
        preset = "staged"
        [http]
        host = "127.0.0.2"
        port = 9000
        plain = true
        connections = 100
        head-bytes = 4096
        head-ms = 5000
        idle-ms = 6000
        streams = 4
        [tcp]
        listen = "off"
        cert = "tls/cert.pem"
        key = "/etc/key.pem"
        client-ca = "ca.pem"
        plain = true
        [aeron]
        listen = "aeron:udp?endpoint=127.0.0.1:4000"
        dir = "driver"
        plain = true
        idle = "yield"
        [inbox]
        dir = "box"
        token = "box.token"
        [limits]
        connections = 10
        unknown = 5
        hello-bytes = 1024
        hello-timeout-ms = 1000
        frame-bytes = 65536
        in-flight = 100
        outbox-bytes = 1048576
        heartbeat-ms = 2000
        stall-ms = 3000
        [rates]
        commands = 2000
        commands-burst = 3000
        requests = 50
        requests-burst = 60
        """;
    private static final long SEED = 31;
    private static final int ROUNDS = Integer.getInteger("config.rounds", 20_000);

    @TempDir
    private Path home;

    private Path write(final String text) throws IOException {
        return Files.writeString(home.resolve("clearline.toml"), text);
    }

    private static CommandSpec given(final String... options) {
        final CommandLine line =
            new CommandLine(new ServeVerb(new Streams(null, System.out, System.err, false)));
        line.parseArgs(options);
        return line.getCommandSpec();
    }

    private static <T> T value(final CommandSpec spec, final String option) {
        return spec.findOption(option).getValue();
    }

    @Test
    void everyKeyDoesWhatItsOptionDoes() throws Exception {
        final ConfigFile file = ConfigFile.read(write(WHOLE));
        final CommandSpec spec = given("--data", "d");
        file.apply(spec);
        assertEquals(home.resolve("ref"), value(spec, "--reference"));
        assertEquals(Durability.PAGE_CACHE, value(spec, "--durability"));
        assertEquals("127.0.0.2", value(spec, "--host"));
        assertEquals(9000, (int) value(spec, "--port"));
        assertTrue((boolean) value(spec, "--http-plain"));
        assertEquals("off", value(spec, "--tcp"));
        assertEquals(home.resolve("tls/cert.pem"), value(spec, "--tls-cert"));
        assertEquals(Path.of("/etc/key.pem"), value(spec, "--tls-key"));
        assertEquals(home.resolve("ca.pem"), value(spec, "--tls-client-ca"));
        assertTrue((boolean) value(spec, "--tcp-plain"));
        assertEquals("aeron:udp?endpoint=127.0.0.1:4000", value(spec, "--aeron"));
        assertEquals(home.resolve("driver"), value(spec, "--aeron-dir"));
        assertTrue((boolean) value(spec, "--aeron-plain"));
        assertEquals(Idle.YIELD, value(spec, "--aeron-idle"));
        assertEquals(home.resolve("box"), value(spec, "--inbox"));
        assertEquals(home.resolve("box.token"), value(spec, "--inbox-token"));
        assertEquals(new Limits(10, 5, 1024, 1000, 65536, 100, 1048576, 2000, 3000),
            file.limits());
        assertEquals(new RateLimits(2000, 3000, 50, 60), file.rates());
        final HttpLimits usual = HttpLimits.defaults();
        assertEquals(new HttpLimits(100, 4096, 5000, 6000, usual.commandBytesMax(), 4,
            usual.events()), file.http());
    }

    @Test
    void whatIsGivenOnTheCommandLineWins() throws Exception {
        final CommandSpec spec =
            given("--data", "d", "--tcp", "127.0.0.1:1", "--port", "8480", "--reference", "mine");
        ConfigFile.read(write(WHOLE)).apply(spec);
        assertEquals("127.0.0.1:1", value(spec, "--tcp"));
        assertEquals(8480, (int) value(spec, "--port"), "given, though it is the default");
        assertEquals(Path.of("mine"), value(spec, "--reference"));
        assertEquals("127.0.0.2", value(spec, "--host"));
    }

    @Test
    void anEmptyFileChangesNothing() throws Exception {
        final CommandSpec spec = given("--data", "d");
        final ConfigFile file = ConfigFile.read(write(""));
        file.apply(spec);
        assertEquals("127.0.0.1:8481", value(spec, "--tcp"));
        assertEquals(Limits.defaults(), file.limits());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', value = {
        "[tcp];lisen = \"off\"|:2: unknown key tcp.lisen; the nearest is tcp.listen",
        "durabilty = \"group\"|:1: unknown key durabilty; the nearest is durability",
        "[limit];connections = 1|:1: unknown key limit.connections; the nearest is"
            + " limits.connections",
        "tcp.listen = 8481|:1: tcp.listen is a text in quotes, not 8481",
        "[http];# the port;port = \"8480\"|:3: http.port is a whole number, not \"8480\"",
        "[http];port = 65536|:2: http.port is 0 to 65535, not 65536",
        "[http];port = 99999999999999999999|:2: http.port is 0 to 65535, not 99999999999999999999",
        "[limits];heartbeat-ms = 5|:2: limits.heartbeat-ms is 100 to 600000, not 5",
        "[limits];connections = 10|:2: limits.unknown is at most limits.connections: 256 of 10",
        "[aeron];plain = \"yes\"|:2: aeron.plain is true or false, not \"yes\"",
        "reference = \"\"|:1: reference is a path in quotes, not \"\"",
        "durability = \"never\"|:1: durability: 'never' is neither page-cache nor group",
        "aeron = {idle = \"sleep\"}|:1: aeron.idle: 'sleep' is neither backoff nor yield nor spin",
        "a = 1;a = 2|:2: no TOML: ", "tcp = 1|:1: unknown key tcp; the nearest is",
        "[tcp|:1: no TOML: ", "x = |:1: no TOML: ", "[[tcp]];listen = \"off\"|:1: unknown key tcp"})
    void whatIsNoneIsRefusedWithItsLine(final String text, final String expected)
        throws Exception {
        final Path file = write(text.replace(';', '\n'));
        final Failure refused = assertThrows(Failure.class, () ->
            ConfigFile.read(file).apply(given("--data", "d")));
        assertEquals(Failure.USAGE, refused.exitStatus());
        assertTrue(refused.getMessage().startsWith(file + expected), refused.getMessage());
    }

    @Test
    void serveRefusesBeforeItMakesAnything() throws Exception {
        final Path data = home.resolve("data");
        final Verbs.Result bad = Verbs.run("serve", "--data", data.toString(), "--config",
            write("[tcp]\nlisten = \"nonsense\"\n").toString(), "--reference",
            Verbs.reference(home).toString());
        assertEquals(2, bad.status(), bad.err());
        assertEquals(1, bad.errLines().size(), bad.err());
        assertTrue(bad.err().contains("nonsense"), bad.err());
        final Verbs.Result none = Verbs.run("serve", "--data", data.toString(), "--config",
            home.resolve("none.toml").toString());
        assertEquals(2, none.status(), none.err());
        assertTrue(none.err().contains("cannot read --config"), none.err());
        assertFalse(Files.exists(data), "nothing was made");
    }

    /** The page names every key that there is, and no other. */
    @Test
    void everyKeyStandsInTheDocumentation() throws Exception {
        final List<String> documented = Files.readAllLines(Path.of("../docs/config.md")).stream()
            .filter(line -> line.startsWith("| `") && !line.contains("--config"))
            .map(line -> line.substring(3, line.indexOf('`', 3))).toList();
        assertEquals(ConfigKey.ALL.stream().map(ConfigKey::name).collect(Collectors.toList()),
            documented);
    }

    /** Whatever a file holds: it is read, or refused as one; no crash, no hang. */
    @Test
    void brokenFilesAreReadOrRefused() throws Exception {
        final SplittableRandom random = new SplittableRandom(SEED);
        final byte[] whole = WHOLE.getBytes(StandardCharsets.UTF_8);
        final byte[] likely = "=[]{}\"'#.,\n\\ 0123456789-+:TZeinf_".getBytes(
            StandardCharsets.US_ASCII);
        int read = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = whole.clone();
            for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                final int at = random.nextInt(bytes.length);
                switch (random.nextInt(4)) {
                    case 0 -> bytes[at] = likely[random.nextInt(likely.length)];
                    case 1 -> bytes[at] = (byte) random.nextInt();
                    case 2 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
                    default -> System.arraycopy(bytes, at / 2, bytes, at,
                        Math.min(bytes.length - at, random.nextInt(30)));
                }
            }
            final Path file = Files.write(home.resolve("clearline.toml"), bytes);
            read += outcome(() -> ConfigFile.read(file), round);
        }
        assertTrue(read > 0 && read < ROUNDS, "read " + read + " of " + ROUNDS);
    }

    private static int outcome(final Callable<ConfigFile> reading, final int round) {
        try {
            assertNotNull(reading.call());
            return 1;
        } catch (final Failure refused) {
            assertEquals(Failure.USAGE, refused.exitStatus());
            return 0;
        } catch (final Exception | Error e) {
            throw new AssertionError("seed " + SEED + " round " + round, e);
        }
    }
}
