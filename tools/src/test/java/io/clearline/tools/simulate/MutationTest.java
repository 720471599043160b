package io.clearline.tools.simulate;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.clearline.engine.pipeline.Durability;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A fault that is planted on purpose is found by the simulator, and soon. */
class MutationTest {
    private static final Logger LOG = LoggerFactory.getLogger(MutationTest.class);
    private static final int SEEDS = 1_000;

    @TempDir(factory = InMemory.class)
    private Path home;

    @TestFactory
    Stream<DynamicTest> eachPlantedFaultIsFound() {
        return Mutants.all().entrySet().stream().map(mutant -> DynamicTest.dynamicTest(
            mutant.getKey(), () -> {
                final Simulation simulation =
                    Reference.simulation(home, mutant.getValue().get());
                long seed = 1;
                Finding finding = simulation.run(seed, Durability.GROUP).finding();
                while (finding == null && seed < SEEDS) {
                    finding = simulation.run(++seed, Durability.GROUP).finding();
                }
                assertNotNull(finding, "not found in " + SEEDS + " seeds");
                LOG.info("{}: found by seed {}, {}: {}",
                    mutant.getKey(), seed, finding.kind(), finding.getMessage());
            }));
    }
}
