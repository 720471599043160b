package io.clearline.adapters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import io.clearline.adapters.oracle.CommandStream;
import io.clearline.adapters.oracle.ReferenceCore;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The fast core against the reference core, answer by answer, on seeded streams of commands over
 * all flows, controls among them; every 1,000 commands the whole state.
 */
class OracleTest {
    private static final Path REFERENCE = Path.of("src/test/resources/oracle/reference");
    private static final int COMMANDS = Integer.getInteger("oracle.commands", 20_000);
    private static final int STATE_EVERY = 1_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void sameAnswersAndSameState(final long seed) {
        final CommandStream stream = new CommandStream(seed, REFERENCE);
        final ReferenceCore slow = new ReferenceCore(true);
        slow.load(REFERENCE);
        final FastCore fast = new FastCore();
        fast.load(REFERENCE);
        for (int i = 1; i <= COMMANDS; i++) {
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
