package io.clearline.engine.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.JournalOptions;
import io.clearline.engine.journal.JournalVerifier;
import io.clearline.engine.seal.KeyRing;
import io.clearline.engine.seal.LiveSeal;
import io.clearline.engine.seal.SealReport;
import io.clearline.engine.seal.SealVerifier;
import io.clearline.engine.seal.Sealer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sealing beside a running engine: it follows the disk, and the engine does without it. */
class SealingTest {
    @TempDir
    private Path directory;

    private final Answers answers = new Answers(0);

    private ClearanceEngine engine(final Durability durability) {
        return ClearanceEngine.open(directory,
            EngineConfig.defaults().withWaiting(Waiting.BACKOFF).withDurability(durability),
            new JournalOptions(1 << 20, () -> 1_764_000_000_000L), FakeCore::new, answers);
    }

    private static LiveSeal seal(final ClearanceEngine engine, final Durability durability) {
        final Sealer sealer = Sealer.open(engine.dataDirectory().orElseThrow(), engine::force);
        return LiveSeal.start(sealer, durability == Durability.GROUP
            ? engine::durableSequence : engine::lastSequence);
    }

    private SealReport verify() {
        final DataDirectory data = DataDirectory.at(directory);
        return new SealVerifier(data, KeyRing.in(data), Map.of()).verify(List.of(), "nobody");
    }

    @ParameterizedTest
    @EnumSource(Durability.class)
    void headsComeWhileTheEngineWritesAndCoverEverythingInTheEnd(final Durability durability)
        throws InterruptedException {
        final long fromNs = System.nanoTime();
        final long untilNs = fromNs + 2_000_000_000L;
        long sent = 0;
        final LiveSeal seal;
        try (ClearanceEngine engine = engine(durability)) {
            seal = seal(engine, durability);
            final Port port = new Port(engine);
            while (System.nanoTime() < untilNs || seal.blocks() < 2) {
                port.send(++sent);
                if (sent % 100 == 0) {
                    Thread.sleep(1);
                    assertTrue(seal.lastSequence() <= engine.durableSequence(),
                        "a head ran ahead of the disk");
                }
            }
        }
        final long writtenMs = (System.nanoTime() - fromNs) / 1_000_000;
        seal.close();
        assertTrue(seal.failure().isEmpty(), () -> "failed: " + seal.failure());
        assertEquals(sent, seal.lastSequence());
        final SealReport report = verify();
        assertTrue(report.sound(), () -> "faults: " + report.faults());
        assertEquals(report.blocks(), report.soundBlocks());
        assertEquals(0, report.unsealed());
        // One a second is promised and two are meant; a busy machine gets room for one in two.
        assertTrue(report.blocks() * 2_000 >= writtenMs, report.blocks() + " heads in "
            + writtenMs + " ms");
    }

    @Test
    void theEngineGoesOnWhereSealingCannot() throws InterruptedException {
        try (ClearanceEngine engine = engine(Durability.PAGE_CACHE)) {
            final Sealer sealer = Sealer.open(engine.dataDirectory().orElseThrow(), engine::force);
            try (LiveSeal seal = LiveSeal.start(sealer, () -> {
                throw new IllegalStateException("no more");
            })) {
                while (seal.failure().isEmpty()) {
                    Thread.sleep(1);
                }
                final Port port = new Port(engine);
                for (int i = 1; i <= 100; i++) {
                    port.send(i);
                }
            }
        }
        assertEquals(100, JournalVerifier.verify(directory).records());
    }

    @Test
    void forcingMovesWhatIsKnownToBeOnTheDisk() {
        final FakeJournal journal = new FakeJournal();
        try (ClearanceEngine engine = ClearanceEngine.open(
            EngineConfig.defaults().withWaiting(Waiting.BACKOFF)
                .withDurability(Durability.PAGE_CACHE), new FakeCore(), journal, answers)) {
            assertEquals(0, engine.force());
            assertEquals(0, journal.forces, "there is nothing to force");
            final Port port = new Port(engine);
            for (int i = 1; i <= 10; i++) {
                port.send(i);
            }
            while (engine.lastSequence() < 10) {
                Thread.yield();
            }
            assertEquals(0, engine.durableSequence());
            assertEquals(10, engine.force());
            assertEquals(10, engine.force());
            assertEquals(1, journal.forces);
            assertEquals(10, engine.durableSequence());
            journal.diskBroken = true;
            port.send(11);
            while (engine.lastSequence() < 11) {
                Thread.yield();
            }
            assertEquals(10, engine.force());
            assertEquals(EngineState.FAILED, engine.state());
        }
    }

    @Test
    void aClosedEngineForcesNothingMore() {
        final FakeJournal journal = new FakeJournal();
        final ClearanceEngine engine = ClearanceEngine.open(
            EngineConfig.defaults().withWaiting(Waiting.BACKOFF), new FakeCore(), journal, answers);
        new Port(engine).send(1);
        engine.close();
        final long forces = journal.forces;
        assertEquals(1, engine.force());
        assertEquals(forces, journal.forces);
        assertFalse(engine.failure().isPresent());
    }
}
