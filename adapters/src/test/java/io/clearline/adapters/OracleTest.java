package io.clearline.adapters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import io.clearline.adapters.oracle.CommandStream;
import io.clearline.adapters.oracle.ReferenceCore;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The fast core against the reference core, answer by answer, on seeded streams of commands over
 * all flows, controls among them; every 1,000 commands the whole state. A million commands:
 * {@code mvn -pl engine,adapters test -Dtest=OracleTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Doracle.commands=50000 -Doracle.seeds=101-120}.
 */
class OracleTest {
    private static final Path REFERENCE = Path.of("src/test/resources/oracle/reference");
    private static final int COMMANDS = Integer.getInteger("oracle.commands", 20_000);
    private static final int STATE_EVERY = 1_000;

    private FastCore fast;

    /** Seeds 1 to 3, or the range that {@code -Doracle.seeds=FROM-TO} names. */
    static LongStream seeds() {
        final String[] range = System.getProperty("oracle.seeds", "1-3").split("-");
        return LongStream.rangeClosed(Long.parseLong(range[0]), Long.parseLong(range[1]));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void sameAnswersAndSameState(final long seed) {
        compare(seed, COMMANDS);
        assertTrue(COMMANDS < 20_000 || fast.pauses() > 0, "no harm guard tripped, seed " + seed);
    }

    /** Streams that found an error: 134, an amendment that left nothing to count took nothing back. */
    @ParameterizedTest
    @CsvSource("134, 4200")
    void streamsThatFoundErrors(final long seed, final int commands) {
        compare(seed, commands);
    }

    private void compare(final long seed, final int commands) {
        final CommandStream stream = new CommandStream(seed, REFERENCE);
        final ReferenceCore slow = new ReferenceCore(true);
        slow.load(REFERENCE);
        fast = new FastCore();
        fast.load(REFERENCE);
        for (int i = 1; i <= commands; i++) {
            final String line = stream.next();
            final JsonNode expected = Streams.comparable(slow.answer(i, line));
            final JsonNode actual = Streams.comparable(fast.answer(i, line));
            if (!expected.equals(actual)) {
                fail("seed " + seed + ", command " + i + "\n" + line + "\nexpected " + expected
                    + "\nactual   " + actual);
            }
            if (i % STATE_EVERY == 0) {
                assertEquals(String.join("\n", slow.state()),
                    String.join("\n", FastState.lines(fast.core().state())),
                    "state after command " + i + " of seed " + seed);
            }
        }
    }
}
