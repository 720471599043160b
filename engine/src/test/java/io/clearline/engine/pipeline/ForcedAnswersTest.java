package io.clearline.engine.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.ForceWatch;
import io.clearline.engine.journal.JournalOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Forces of real files, counted against the answers that left. */
class ForcedAnswersTest {
    private static final long DAY_MS = 86_400_000L;
    private static final long START_MS = 1_772_000_000_000L;
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(60);

    @TempDir
    private Path directory;

    private final AtomicLong clock = new AtomicLong(START_MS);
    private final JournalOptions options = new JournalOptions(1, clock::get);

    @ParameterizedTest
    @EnumSource(Preset.class)
    void everyAnswerWasForcedByAForceThatBeganAfterItsAppend(final Preset preset)
        throws InterruptedException {
        final int commands = 6_000;
        final AtomicLong early = new AtomicLong();
        final AtomicReference<ClearanceEngine> opened = new AtomicReference<>();
        try (DataDirectory data = DataDirectory.open(directory)) {
            final ForceWatch journal = new ForceWatch(data, options);
            final Answers answers = new Answers(commands, sequence -> {
                if (sequence > journal.covered
                    || sequence > opened.get().durableSequence()) {
                    early.incrementAndGet();
                }
            });
            try (ClearanceEngine engine =
                ClearanceEngine.open(config(preset), new FakeCore(), journal, answers)) {
                opened.set(engine);
                final Port port = new Port(engine);
                for (int i = 1; i <= commands; i++) {
                    clock.set(START_MS + i / 1_500 * DAY_MS);
                    port.send(i, 400);
                }
                answers.await();
                assertEquals(0, early.get(), "answers ahead of their force");
                final int forces = journal.begun;
                Thread.sleep(50);
                assertEquals(forces, journal.begun, "forces without anything to force");
                assertTrue(2L * forces < commands, forces + " forces for " + commands);
            }
            checkFiles(journal.all(), ForceWatch.lastInFiles(data));
        }
    }

    /** What a call of force promises of a file, one left behind included, was forced by then. */
    private static void checkFiles(
        final List<ForceWatch.Forced> all, final Map<String, Long> lastInFiles) {
        assertTrue(lastInFiles.size() >= 3, "files " + lastInFiles);
        final int rounds = all.get(all.size() - 1).round();
        for (int round = 1; round <= rounds; round++) {
            final int until = round;
            final long promised = all.stream().filter(forced -> forced.round() == until)
                .mapToLong(ForceWatch.Forced::begun).min().orElse(0);
            long firstInFile = 1;
            for (final Map.Entry<String, Long> file : lastInFiles.entrySet()) {
                final long forcedUpTo = all.stream()
                    .filter(forced -> forced.round() <= until
                        && forced.file().equals(file.getKey()))
                    .mapToLong(ForceWatch.Forced::begun).max().orElse(0);
                if (firstInFile <= promised) {
                    assertTrue(forcedUpTo >= Math.min(promised, file.getValue()),
                        "round " + round + " promises " + promised + ", " + file + " was forced up"
                            + " to " + forcedUpTo);
                }
                firstInFile = file.getValue() + 1;
            }
        }
    }

    @Test
    void theEgressStandsStillAsLongAsAForceDoes() throws InterruptedException {
        try (DataDirectory data = DataDirectory.open(directory)) {
            final ForceWatch journal = new ForceWatch(data, options);
            journal.permits = new Semaphore(0);
            final Answers answers = new Answers(3);
            try (ClearanceEngine engine =
                ClearanceEngine.open(config(Preset.FUSED), new FakeCore(), journal, answers)) {
                try {
                    checkStandingStill(engine, journal, answers);
                } finally {
                    journal.permits.release(100);
                }
                answers.await();
            }
        }
    }

    private static void checkStandingStill(
        final ClearanceEngine engine, final ForceWatch journal, final Answers answers)
        throws InterruptedException {
        final Port port = new Port(engine);
        port.send(1);
        await(() -> journal.begun == 1);
        port.send(2);
        port.send(3);
        await(() -> engine.lastSequence() == 3);
        Thread.sleep(30);
        assertEquals(0, answers.count());
        assertEquals(0, engine.durableSequence());
        // The force that stood still began before 2 and 3 were appended.
        journal.permits.release();
        await(() -> answers.count() >= 1);
        await(() -> journal.begun >= 2);
        Thread.sleep(30);
        assertEquals(1, answers.count());
        assertEquals(1, engine.durableSequence());
    }

    private static EngineConfig config(final Preset preset) {
        return EngineConfig.defaults().withPreset(preset).withWaiting(Waiting.BACKOFF)
            .withDurability(Durability.GROUP).withRing(256, 512).withFreeFloorBytes(0);
    }

    private static void await(final BooleanSupplier condition) throws InterruptedException {
        final long deadlineNs = System.nanoTime() + PATIENCE_NS;
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - deadlineNs < 0, "waited in vain");
            Thread.sleep(1);
        }
    }
}
