package io.clearline.tools.simulate;

import io.clearline.tools.Setup;
import io.clearline.tools.demo.BundledReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Simulations over the bundled reference data. */
final class Reference {
    private Reference() {
    }

    static Simulation simulation(final Path home, final Wiring wiring) throws IOException {
        final Path reference = Files.createTempDirectory(home, "reference");
        BundledReference.copyTo(reference);
        final List<byte[]> setup = Setup.read(reference).commands(true, true);
        return new Simulation(Files.createDirectories(home.resolve("simulations")), setup, wiring);
    }
}
