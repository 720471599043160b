package io.clearline.engine.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Presets share threads in another way; nothing else may differ. */
class PresetTest {
    private static final long SEED = 20260302;
    private static final int SHIPS = 2;
    private static final int COMMANDS = 200_000;

    @ParameterizedTest
    @EnumSource(value = Preset.class, mode = EnumSource.Mode.EXCLUDE, names = "FUSED")
    void sameCommandsSameBytes(final Preset other) {
        final FakeJournal fused = new FakeJournal();
        final FakeJournal others = new FakeJournal();
        final Answers fusedAnswers = run(Preset.FUSED, fused);
        final Answers otherAnswers = run(other, others);
        assertArrayEquals(fused.content(), others.content(), "seed " + SEED);
        assertArrayEquals(fusedAnswers.correlations(), otherAnswers.correlations());
        assertArrayEquals(fusedAnswers.sequences(), otherAnswers.sequences());
        assertArrayEquals(fusedAnswers.numbers(), otherAnswers.numbers());
        assertArrayEquals(fusedAnswers.times(), otherAnswers.times());
    }

    @Test
    void upToFourCoresShareAThread() {
        assertEquals(Preset.FUSED, Preset.forCores(1));
        assertEquals(Preset.FUSED, Preset.forCores(4));
        assertEquals(Preset.STAGED, Preset.forCores(6));
    }

    @Test
    void onlyWhoHasACoreKeepsIt() {
        assertEquals(Waiting.YIELDING, Preset.STAGED.waiting(6));
        assertEquals(Waiting.BACKOFF, Preset.STAGED.waiting(2));
        assertEquals(Waiting.BACKOFF, Preset.FUSED.waiting(6));
        assertEquals(Waiting.BACKOFF, Preset.SINGLE.waiting(6));
        assertEquals(
            Preset.STAGED.waiting(Runtime.getRuntime().availableProcessors()),
            EngineConfig.defaults().withPreset(Preset.STAGED).waiting());
    }

    @ParameterizedTest
    @EnumSource(Preset.class)
    void twoShipsInAHurryKeepTheirOwnOrder(final Preset preset) throws InterruptedException {
        final Answers answers = new Answers(0);
        final FakeJournal journal = new FakeJournal(false);
        final AtomicReference<Throwable> wrong = new AtomicReference<>();
        try (ClearanceEngine engine = ClearanceEngine.open(
            EngineConfig.defaults().withPreset(preset).withWaiting(Waiting.BACKOFF)
                .withRing(256, 128), new FakeCore(), journal, answers)) {
            final Thread[] ships = new Thread[SHIPS];
            for (int s = 0; s < SHIPS; s++) {
                final long first = (long) s << 32;
                ships[s] = new Thread(() -> {
                    final Port port = new Port(engine);
                    for (int i = 0; i < COMMANDS; i++) {
                        port.send(first + i);
                    }
                });
                ships[s].setUncaughtExceptionHandler((t, thrown) -> wrong.set(thrown));
                ships[s].start();
            }
            for (final Thread ship : ships) {
                ship.join();
            }
        }
        assertEquals(null, wrong.get());
        final long[] next = new long[SHIPS];
        for (final long correlation : answers.correlations()) {
            final int ship = (int) (correlation >> 32);
            assertEquals(next[ship]++, (int) correlation, "ship " + ship);
        }
        assertEquals(SHIPS * COMMANDS, answers.count());
        assertEquals(SHIPS * COMMANDS, journal.appended);
    }

    private static Answers run(final Preset preset, final FakeJournal journal) {
        final Answers answers = new Answers(0);
        try (ClearanceEngine engine = ClearanceEngine.open(
            EngineConfig.defaults().withPreset(preset).withWaiting(Waiting.BACKOFF)
                .withRing(128, 256), new FakeCore(), journal, answers)) {
            final Port port = new Port(engine);
            final SplittableRandom random = new SplittableRandom(SEED);
            for (int i = 0; i < 5_000; i++) {
                if (random.nextInt(10) == 0) {
                    port.sendMalformed(random.nextLong());
                } else {
                    port.send(random.nextLong(), 16 + random.nextInt(600));
                }
            }
        }
        return answers;
    }
}
