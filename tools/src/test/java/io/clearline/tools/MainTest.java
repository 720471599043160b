package io.clearline.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @ParameterizedTest
    @ValueSource(strings = {"demo", "run", "replay", "verify", "dump", "explain", "status"})
    void everyVerbHasHelp(final String verb) {
        final Verbs.Result result = Verbs.run(verb, "--help");
        assertEquals(0, result.status());
        assertTrue(result.out().startsWith("Usage: clearline " + verb), result.out());
        assertEquals("", result.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "run", "replay", "verify", "dump", "explain", "status"})
    void everyVerbRefusesUnknownOptions(final String verb) {
        final Verbs.Result result = Verbs.run(verb, "--no-such-option");
        assertEquals(2, result.status());
        assertEquals(1, result.errLines().size(), result.err());
        assertEquals("", result.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve", "snapshot", "recover", "prove", "check-proof", "heads",
        "controls",
        "simulate", "bench", "token", "diff", "as-of"})
    void laterVerbsSayThatTheyAreNotThere(final String verb) {
        final Verbs.Result result = Verbs.run(verb, "--help");
        assertEquals(2, result.status());
        assertTrue(result.err().contains(verb + " is not there yet"), result.err());
        assertEquals("", result.out());
    }

    @Test
    void aVerbIsNeededAndKnown() {
        assertEquals(2, Verbs.run().status());
        assertEquals(1, Verbs.run().errLines().size());
        assertEquals(2, Verbs.run("clear-everything").status());
        assertEquals(2, Verbs.run("--frobnicate").status());
    }

    @Test
    void tellsItsVersion() {
        final Verbs.Result result = Verbs.run("--version");
        assertEquals(0, result.status());
        assertTrue(result.out().startsWith("clearline "), result.out());
    }
}
