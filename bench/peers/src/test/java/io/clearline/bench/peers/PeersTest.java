package io.clearline.bench.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.tools.Streams;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PeersTest {
    private String out;
    private String err;

    private int peers(final String... args) {
        final ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
        final ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
        final int status = Main.run(args, new Streams(InputStream.nullInputStream(),
            new PrintStream(outBytes, false, StandardCharsets.UTF_8),
            new PrintStream(errBytes, true, StandardCharsets.UTF_8), false));
        out = outBytes.toString(StandardCharsets.UTF_8);
        err = errBytes.toString(StandardCharsets.UTF_8);
        return status;
    }

    /** The peer decides what the engine decides; every family of rules is met. */
    @Test
    void droolsAndTheControlsHaveEqualOutcomes() {
        try (Contest contest = new Contest(2_000, 1_500)) {
            final Contest.Outcomes outcomes = contest.compare();
            assertEquals("", outcomes.first());
            assertEquals(0, outcomes.different());
            assertEquals(1_500, outcomes.declarations());
            assertTrue(outcomes.hit() > 100, outcomes.toString());
            final Contest.Costs costs = contest.measure(1, 2);
            assertEquals(2, costs.drools().ns().length);
            assertTrue(costs.drools().bytes() > 0, "Drools allocates, so the meter works");
        }
    }

    @Test
    void tellsOutcomesAndRatio() {
        assertEquals(0, peers("drools", "--declarations", "300", "--rounds", "2", "--json"), err);
        assertTrue(out.contains("\"different\" : 0,"), out);
        assertTrue(out.contains("\"ratio\" : "), out);
    }

    @Test
    void postgresIsMeasuredOrSaidToBeMissing() {
        assertEquals(0, peers("postgres", "--seconds", "1", "--runs", "1"), err);
        assertTrue(Postgres.isInstalled() ? out.contains("commit each, 1 client(s)")
            : out.startsWith("skipped: PostgreSQL is not installed"), out);
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertEquals(2, peers());
        assertEquals(2, peers("oracle"));
        assertEquals(2, peers("drools", "--rounds", "0"));
        assertEquals(2, peers("postgres", "--bytes", "0"));
        assertEquals(0, peers("drools", "--help"));
    }
}
