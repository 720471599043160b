package io.clearline.engine.pipeline;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.engine.journal.ChildProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of an engine under load: the next one decides soon. Chronicle's lock, which the dead
 * one may have held inside an append, would cost 10 s and more if it were waited for.
 */
class KillRestartTest {
    private static final int KILLS = 4;
    /** Below what waiting for the lock of a dead process costs, which is 15 s by default. */
    private static final long STALL_MS = 10_000;

    @TempDir
    private Path directory;

    @Test
    void theFirstDecisionAfterAKillComesSoon() throws IOException, InterruptedException {
        final long seed = System.nanoTime();
        final SplittableRandom random = new SplittableRandom(seed);
        long last = 0;
        long untroubledMs = 0;
        for (int kill = 0; kill <= KILLS; kill++) {
            try (ChildProcess engine =
                ChildProcess.start(KilledEngine.class, directory.resolve("data"))) {
                final String line = engine.readLine();
                assertNotNull(line, "the engine ended by itself, seed " + seed);
                final String[] words = line.split(" ");
                final long withoutTailMs = Long.parseLong(words[0]) - Long.parseLong(words[1]);
                // How slow the machine is just now, the first start tells: nobody died before it.
                untroubledMs = kill == 0 ? withoutTailMs : untroubledMs;
                assertTrue(withoutTailMs < untroubledMs + STALL_MS,
                    line + " after kill " + kill + ", seed " + seed);
                assertTrue(kill == 0 || Long.parseLong(words[2]) > last, line);
                last = Long.parseLong(words[2]);
                Thread.sleep(20 + random.nextInt(200));
                assertTrue(engine.alive(), "the engine ended by itself, seed " + seed);
                engine.kill();
            }
        }
    }
}
