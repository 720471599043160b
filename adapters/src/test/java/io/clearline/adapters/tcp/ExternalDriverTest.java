package io.clearline.adapters.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.adapters.client.ClearlineClient;
import io.clearline.adapters.client.ClearlineException;
import io.clearline.adapters.client.ClientOptions;
import io.clearline.adapters.session.Limits;
import io.clearline.engine.record.sbe.Outcome;
import io.clearline.engine.record.sbe.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Server and client through a media driver in a process of its own, that comes later, is killed, goes. */
@Timeout(600)
class ExternalDriverTest {
    private static final long SEED = 21;
    private static final int KILLS = Integer.getInteger("aeron.driverKills", 3);
    private static final int HEARTBEAT_MS = 400;
    private static final Limits LIMITS =
        Limits.defaults().withTimes(5_000, HEARTBEAT_MS, 5_000);
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
        PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE,
        PosixFilePermission.OTHERS_EXECUTE);

    @TempDir
    private Path home;
    private Process driver;

    private Path directory() {
        return home.resolve("driver");
    }

    /** Starts one as docs/integration.md does, and waits until it runs. */
    private void start() throws Exception {
        driver = Processes.startDriver(home.resolve("log"), directory());
        final Path ready = directory().resolve("cnc.dat");
        while (!Files.exists(ready)) {
            assertTrue(driver.isAlive(), () -> "the driver did not start: " + log());
            Thread.sleep(5);
        }
    }

    private String log() {
        try {
            return Files.readString(home.resolve("log"));
        } catch (final IOException e) {
            return e.toString();
        }
    }

    private void kill() throws InterruptedException {
        driver.toHandle().destroyForcibly();
        assertTrue(driver.waitFor(60, TimeUnit.SECONDS));
    }

    @AfterEach
    void stop() {
        if (driver != null) {
            driver.toHandle().destroyForcibly();
        }
    }

    @Test
    void nothingIsLostOrDoneTwiceWhereItIsKilled() throws Exception {
        final SplittableRandom random = new SplittableRandom(SEED);
        start();
        try (Port port = Port.open(home, directory(), LIMITS);
            Load load = new Load(port.client(port.token("window", Role.PORT_SYSTEM)))) {
            int kills = 0;
            for (; load.wants(kills, KILLS); kills++) {
                load.awaitMore(1 + random.nextInt(600));
                kill();
                start();
            }
            load.finish();
            final long resent = load.check("seed " + SEED, port.records(), port.sent());
            System.out.println(kills + " kills of the media driver, " + load.lines() + " lines, "
                + load.answers() + " answers, " + resent + " of them resent");
            assertTrue(resent > 0, "nothing was in flight at any kill");
        }
    }

    /** Nobody is told that it is gone: both miss it. */
    @Test
    void aDriverThatComesBackLateIsTakenUpAgain() throws Exception {
        start();
        try (Port port = Port.open(home, directory(), LIMITS)) {
            final String token = port.token("window", Role.PORT_SYSTEM);
            try (ClearlineClient client = port.connect(token)) {
                assertEquals(Optional.of(Outcome.RELEASE), client.send(Port.free("A")).outcome());
                kill();
                final long startNs = System.nanoTime();
                while (port.connections() > 0 || client.isOpen()) {
                    assertTrue(System.nanoTime() - startNs < 30_000_000_000L, "nobody misses it");
                    Thread.sleep(5);
                }
                final ClearlineException none = assertThrows(ClearlineException.class, () ->
                    ClearlineClient.connect(port.client(token).withConnectTimeoutMs(6_000)));
                assertTrue(none.getMessage().contains("no media driver runs in " + directory()),
                    none.getMessage());
                assertEquals(Optional.of(Outcome.RELEASE), sendAndStart(client));
            }
        }
    }

    private Optional<Outcome> sendAndStart(final ClearlineClient client) throws Exception {
        final var answer = client.submit(Port.free("B"));
        start();
        return answer.get(60, TimeUnit.SECONDS).outcome();
    }

    /** What a client of another user needs: all that it maps is its group's to write, and nobody else's. */
    @Test
    void itsFilesAreItsGroups() throws Exception {
        start();
        try (Port port = Port.open(home, directory(), LIMITS);
            ClearlineClient client = port.connect(port.token("window", Role.PORT_SYSTEM));
            Stream<Path> all = Files.walk(directory())) {
            assertEquals(Optional.of(Outcome.RELEASE), client.send(Port.free("A")).outcome());
            final List<Path> files = all.toList();
            assertTrue(files.stream().anyMatch(file -> file.toString().endsWith(".logbuffer")));
            for (final Path file : files) {
                final Set<PosixFilePermission> may = Files.getPosixFilePermissions(file);
                assertTrue(may.contains(PosixFilePermission.GROUP_READ)
                    && may.contains(PosixFilePermission.GROUP_WRITE), file + " " + may);
                assertFalse(may.removeAll(OTHERS), file + " is everybody's");
            }
        }
    }
}
