package io.clearline.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulateVerbTest {
    @TempDir
    private Path home;

    @Test
    void runsASeedOfEitherMode() {
        for (final String mode : new String[] {"group", "page-cache"}) {
            final Verbs.Result result = Verbs.run(
                "simulate", "--seed", "3", "--durability", mode, "--dir", home.toString());
            assertEquals(0, result.status(), result.out());
            assertTrue(result.out().startsWith("seeds 3 to 3 in "), result.out());
            assertTrue(result.out().contains("0 lost, 0 contradicted, 0 invented, 0 broken"),
                result.out());
        }
    }

    @Test
    void stopsWhenTimeIsOut() {
        final Verbs.Result result =
            Verbs.run("simulate", "--seed", "5", "--for", "1s", "--dir", home.toString());
        assertEquals(0, result.status(), result.out());
        assertTrue(result.out().startsWith("seeds 5 to "), result.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--for 60", "--for 0s", "--for soon", "--seeds 7", "--seeds 9-3",
        "--seeds 1-2 --seed 1", "--seed x", "--durability none", "--dir /no/such/place"})
    void refusesWhatMakesNoSense(final String options) {
        final String[] args = ("simulate " + options).split(" ");
        final Verbs.Result result = Verbs.run(args);
        assertEquals(2, result.status());
        assertEquals(1, result.errLines().size(), result.err());
        assertEquals("", result.out());
    }
}
