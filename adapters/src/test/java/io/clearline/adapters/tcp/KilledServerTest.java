package io.clearline.adapters.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.adapters.client.ClientOptions;
import io.clearline.engine.record.sbe.Role;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

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

    @Test
    void nothingIsLostOrDoneTwice() throws Exception {
        final SplittableRandom random = new SplittableRandom(SEED);
        final String token;
        try (Port port = Port.open(home)) {
            token = port.token("window", Role.PORT_SYSTEM);
        }
        final Load load;
        int kills = 0;
        try (Cable cable = new Cable(start())) {
            load = new Load(ClientOptions.of("127.0.0.1", cable.port(), token)
                .withConnectTimeoutMs(60_000));
            try (load) {
                // Whether anything is in flight at a kill is chance: on until it was.
                for (; kills < KILLS || !load.hasResent() && kills < 10 * KILLS; kills++) {
                    final int until = load.answers() + 1 + random.nextInt(600);
                    while (load.answers() < until) {
                        Thread.sleep(1);
                    }
                    kill();
                    cable.target(start());
                }
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
            System.out.println(kills + " kills, " + load.answers() + " answers, " + resent
                + " of them resent");
            assertTrue(resent > 0, "nothing was in flight at any kill");
        }
    }

    private void kill() throws InterruptedException {
        server.toHandle().destroyForcibly();
        assertTrue(server.waitFor(60, TimeUnit.SECONDS));
        assertEquals(128 + 9, server.exitValue());
    }

    /** Starts a server and returns its port. */
    private int start() throws Exception {
        final Path portFile = home.resolve("port-" + ++starts);
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (final String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (flag.startsWith("--") || flag.startsWith("-Dchronicle")) {
                command.add(flag);
            }
        }
        command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            PortProcess.class.getName(), home.toString(), portFile.toString()));
        server = new ProcessBuilder(command)
            .redirectOutput(home.resolve("log-" + starts).toFile())
            .redirectErrorStream(true).start();
        while (!Files.exists(portFile)) {
            assertTrue(server.isAlive(), () -> "the server did not start: " + log());
            Thread.sleep(5);
        }
        return Integer.parseInt(Files.readString(portFile));
    }

    private String log() {
        try {
            return Files.readString(home.resolve("log-" + starts));
        } catch (final java.io.IOException e) {
            return e.toString();
        }
    }
}
