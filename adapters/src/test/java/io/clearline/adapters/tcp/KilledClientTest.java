package io.clearline.adapters.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.adapters.session.Limits;
import io.clearline.engine.pipeline.EngineConfig;
import io.clearline.engine.record.sbe.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A client that is killed at random moments under load and started again ({@code -Dtcp.clientKills}), with
 * nothing but the last sequence it noted: afterwards every ref has one record, every answer was noted once
 * and in order, and the server has let its lines go.
 */
@Timeout(1200)
class KilledClientTest {
    private static final long SEED = 55;
    private static final int KILLS = Integer.getInteger("tcp.clientKills", 4);
    private static final int HEARTBEAT_MS = 400;

    @TempDir
    private Path home;
    private Process client;

    @ParameterizedTest
    @EnumSource(value = Way.class, names = {"TCP", "IPC"})
    void everyAnswerIsNotedOnce(final Way way) throws Exception {
        final SplittableRandom random = new SplittableRandom(SEED);
        final Path notes = Files.createFile(home.resolve("notes"));
        try (Port port = Port.open(home, way,
            Limits.defaults().withTimes(5_000, HEARTBEAT_MS, 5_000), EngineConfig.defaults())) {
            final String token = port.token("window", Role.PORT_SYSTEM);
            port.warm();
            int kills = 0;
            // Whether anything is in flight at a kill is chance: on until it was.
            for (; kills < KILLS || resent(notes) == 0 && kills < 10 * KILLS; kills++) {
                start(way, port, token, notes);
                await(notes, lines(notes).size() + 1 + random.nextInt(1500));
                client.toHandle().destroyForcibly();
                assertTrue(client.waitFor(60, TimeUnit.SECONDS));
            }
            final long startNs = System.nanoTime();
            while (port.connections() > 0) {
                assertTrue(System.nanoTime() - startNs < 30_000_000_000L, "a line is left");
                Thread.sleep(5);
            }
            start(way, port, token, notes);
            await(notes, lines(notes).size() + 300);
            client.destroy();
            assertTrue(client.waitFor(60, TimeUnit.SECONDS));
            check(port, lines(notes));
            System.out.println(way + ": " + kills + " kills, " + heard(lines(notes)).size()
                + " answers, " + resent(notes) + " of them resent");
            assertTrue(resent(notes) > 0, "nothing was in flight at any kill");
        } finally {
            client.destroyForcibly();
        }
    }

    private void start(final Way way, final Port port, final String token, final Path notes)
        throws IOException {
        client = Processes.start(home.resolve("log"), ClientProcess.class, way.name(),
            way == Way.TCP ? Integer.toString(port.port())
                : port.data().resolve("aeron").toString(), token, notes.toString());
    }

    private void await(final Path notes, final int count) throws Exception {
        while (lines(notes).size() < count) {
            assertTrue(client.isAlive(), () -> "the client ended: " + log());
            Thread.sleep(2);
        }
    }

    private String log() {
        try {
            return Files.readString(home.resolve("log"));
        } catch (final IOException e) {
            return e.toString();
        }
    }

    /** Returns the whole lines; the kill may have cut the last one, which is then heard again. */
    private static List<String> lines(final Path notes) throws IOException {
        final String text = Files.readString(notes);
        final String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        return whole.lines().toList();
    }

    private static long resent(final Path notes) throws IOException {
        return lines(notes).stream().filter(line -> line.endsWith("true")).count();
    }

    /** Returns the sequences of the answers that have a record. */
    private static List<Long> heard(final List<String> lines) {
        return lines.stream().map(line -> Long.parseLong(line.split(" ")[0]))
            .filter(sequence -> sequence > 0).toList();
    }

    private static void check(final Port port, final List<String> lines) {
        port.records().forEach((ref, count) ->
            assertEquals(1, count, "seed " + SEED + ": records of " + ref));
        final List<Long> heard = heard(lines);
        assertEquals(port.sent().subList(0, heard.size()), heard,
            "seed " + SEED + ": every answer once, in order");
    }
}
