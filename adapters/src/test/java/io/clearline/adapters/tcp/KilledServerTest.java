package io.clearline.adapters.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.adapters.client.ClientOptions;
import io.clearline.engine.record.sbe.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A server that is killed at random moments under load and started again ({@code -Dtcp.kills}):
 * afterwards every ref has one record, and the client has every answer once and in order.
 */
@Timeout(1200)
class KilledServerTest {
    private static final long SEED = 99;
    private static final int KILLS = Integer.getInteger("tcp.kills", 5);

    @TempDir
    private Path home;
    private int starts;
    private Process server;

    @ParameterizedTest
    @EnumSource(Way.class)
    void nothingIsLostOrDoneTwice(final Way way) throws Exception {
        final String token;
        try (Port port = Port.open(home)) {
            token = port.token("window", Role.PORT_SYSTEM);
        }
        final Load load;
        int kills = 0;
        try (Cable cable = new Cable(start(way))) {
            load = new Load(client(way, cable, token).withConnectTimeoutMs(60_000));
            try (load) {
                kills = killAgainAndAgain(way, cable, load);
                load.finish();
            }
            kill();
        } finally {
            if (server != null) {
                server.destroyForcibly();
            }
        }
        try (Port port = Port.open(home)) {
            final long resent = load.check("seed " + SEED, port.records(), port.sent());
            System.out.println(way + ": " + kills + " kills, " + load.answers() + " answers, "
                + resent + " of them resent");
            assertTrue(resent > 0, "nothing was in flight at any kill");
        }
    }

    private ClientOptions client(final Way way, final Cable cable, final String token)
        throws IOException {
        return switch (way) {
            case TCP -> ClientOptions.of("127.0.0.1", cable.port(), token);
            case IPC -> ClientOptions.ofIpc(home.resolve("data/aeron"), token);
            case UDP -> ClientOptions.ofUdp(Port.udp(home), token);
        };
    }

    private int killAgainAndAgain(final Way way, final Cable cable, final Load load)
        throws Exception {
        final SplittableRandom random = new SplittableRandom(SEED);
        int kills = 0;
        for (; load.wants(kills, KILLS); kills++) {
            load.awaitMore(1 + random.nextInt(600));
            kill();
            cable.target(start(way));
        }
        return kills;
    }

    private void kill() throws InterruptedException {
        server.toHandle().destroyForcibly();
        assertTrue(server.waitFor(60, TimeUnit.SECONDS));
        assertEquals(128 + 9, server.exitValue());
    }

    /** Starts a server and returns its port, 0 = none. */
    private int start(final Way way) throws Exception {
        final Path portFile = home.resolve("port-" + ++starts);
        server = Processes.start(home.resolve("log-" + starts), PortProcess.class,
            home.toString(), portFile.toString(), way.name());
        while (!Files.exists(portFile)) {
            assertTrue(server.isAlive(), () -> "the server did not start: " + log());
            Thread.sleep(5);
        }
        return Integer.parseInt(Files.readString(portFile));
    }

    private String log() {
        try {
            return Files.readString(home.resolve("log-" + starts));
        } catch (final IOException e) {
            return e.toString();
        }
    }
}
