package io.clearline.tools.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.engine.pipeline.Durability;
import io.clearline.tools.simulate.FaultKind.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A fixed set of seeds finds nothing, and goes through everything there is. */
class SimulationTest {
    private static final int SEEDS = Integer.getInteger("simulate.seeds", 40);

    @TempDir(factory = InMemory.class)
    private Path home;

    private Simulation simulation;

    @BeforeEach
    void create() throws IOException {
        simulation = Reference.simulation(home, new Wiring());
    }

    @Test
    void aSeedGivesTheWholeRun() {
        final Simulation.Result first = simulation.run(7, null);
        assertEquals(first.hash(), simulation.run(7, null).hash());
        assertNotEquals(first.hash(), simulation.run(8, null).hash());
    }

    /** A stale mark behind deleted files, a frame that was hit alone, clients that never end. */
    @ParameterizedTest
    @CsvSource({"393, GROUP", "658, GROUP", "280, PAGE_CACHE"})
    void whatWasFoundOnceIsNotFoundAgain(final long seed, final Durability durability) {
        final Simulation.Result result = simulation.run(seed, durability);
        assertNull(result.finding(), () -> String.join("\n", result.last()));
    }

    @ParameterizedTest
    @EnumSource(Durability.class)
    void nothingIsLostContradictedOrInvented(final Durability durability) throws IOException {
        final Tally tally = new Tally();
        for (long seed = 1; seed <= SEEDS; seed++) {
            final Simulation.Result result = simulation.run(seed, durability);
            assertNull(result.finding(), () -> "seed " + result.seed() + " in " + durability + ": "
                + result.finding() + "\n" + String.join("\n", result.last()));
            tally.add(result.tally());
        }
        assertEquals(SEEDS, tally.runs());
        for (final CrashPoint point : CrashPoint.values()) {
            // Page-cache forces at a close alone.
            assertTrue(durability == Durability.PAGE_CACHE && point.words().endsWith("a force")
                || tally.kills(point) + tally.powerCuts(point) > 0, point.words());
        }
        for (final FaultKind kind : FaultKind.values()) {
            long count = 0;
            for (final Outcome outcome : Outcome.values()) {
                count += tally.faults(kind, outcome);
            }
            assertTrue(count > 0, kind.words());
        }
        assertEquals(durability == Durability.GROUP, tally.windowed() == 0);
        try (var left = Files.list(home.resolve("simulations"))) {
            assertEquals(0, left.count(), "every run removes its directories");
        }
    }
}
