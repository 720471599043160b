package io.clearline.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @ParameterizedTest
    @ValueSource(strings = {"demo", "run", "replay", "verify", "dump", "explain", "status",
        "snapshot", "recover", "controls", "draws", "serve", "token", "webhook", "prove", "check-proof",
        "heads", "simulate"})
    void everyVerbHasHelp(final String verb) {
        final Verbs.Result result = Verbs.run(verb, "--help");
        assertEquals(0, result.status());
        assertTrue(result.out().startsWith("Usage: clearline " + verb), result.out());
        assertEquals("", result.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "run", "replay", "verify", "dump", "explain", "status",
        "snapshot", "recover", "controls", "draws", "serve", "token", "webhook", "prove", "check-proof",
        "heads", "simulate"})
    void everyVerbRefusesUnknownOptions(final String verb) {
        final Verbs.Result result = Verbs.run(verb, "--no-such-option");
        assertEquals(2, result.status());
        assertEquals(1, result.errLines().size(), result.err());
        assertEquals("", result.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"diff", "as-of"})
    void laterVerbsSayThatTheyAreNotThere(final String verb) {
        final Verbs.Result result = Verbs.run(verb, "--help");
        assertEquals(2, result.status());
        assertTrue(result.err().contains(verb + " is not there yet"), result.err());
        assertEquals("", result.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"seal", "list", "export", "import", "countersign"})
    void verbsBelowAVerbAreAlike(final String verb) {
        assertEquals(0, Verbs.run("heads", verb, "--help").status());
        final Verbs.Result wrong = Verbs.run("heads", verb, "--no-such-option");
        assertEquals(2, wrong.status());
        assertEquals(1, wrong.errLines().size(), wrong.err());
        assertTrue(wrong.err().startsWith("clearline heads " + verb + ": "), wrong.err());
        assertEquals(2, Verbs.run("heads").status());
        assertEquals(2, Verbs.run("heads", "tails").status());
    }

    @Test
    void aVerbIsNeededAndKnown() {
        assertEquals(2, Verbs.run().status());
        assertEquals(1, Verbs.run().errLines().size());
        assertEquals(2, Verbs.run("clear-everything").status());
        assertEquals(2, Verbs.run("--frobnicate").status());
    }

    @Test
    void namesTheBenchmarksAndWhereTheyAre() {
        assertTrue(Verbs.run("--help").out().contains("bench"));
        final Verbs.Result result = Verbs.run("bench", "latency");
        assertEquals(2, result.status());
        assertTrue(result.err().contains("./clearline bench"), result.err());
    }

    @Test
    void tellsItsVersion() {
        final Verbs.Result result = Verbs.run("--version");
        assertEquals(0, result.status());
        assertTrue(result.out().startsWith("clearline "), result.out());
    }
}
