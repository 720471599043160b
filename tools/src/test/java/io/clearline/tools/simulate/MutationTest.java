package io.clearline.tools.simulate;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.clearline.engine.pipeline.Durability;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A fault that is planted on purpose is found by the simulator, and soon. */
class MutationTest {
    private static final int SEEDS = 1_000;

    @TempDir(factory = InMemory.class)
    private Path home;

    @TestFactory
    Stream<DynamicTest> eachPlantedFaultIsFound() {
        return Mutants.all().entrySet().stream().map(mutant -> DynamicTest.dynamicTest(
            mutant.getKey(), () -> {
                // A place of its own: what one engine left must not be found in another.
                final Simulation simulation = Reference.simulation(
                    Files.createTempDirectory(home, "mutant"), mutant.getValue().get());
                long seed = 1;
                Finding finding = simulation.run(seed, Durability.GROUP).finding();
                while (finding == null && seed < SEEDS) {
                    finding = simulation.run(++seed, Durability.GROUP).finding();
                }
                assertNotNull(finding, "not found in " + SEEDS + " seeds");
                System.out.println(mutant.getKey() + ": found with seed " + seed + ", "
                    + finding.kind() + ": " + finding.getMessage());
            }));
    }
}
