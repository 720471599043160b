package io.clearline.adapters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.engine.state.Conservation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing comes from nowhere and nothing is lost: the state adds up after every command. */
class ConservationTest {
    private static final int COMMANDS = 1_000;

    @ParameterizedTest
    @ValueSource(longs = {51, 52, 53})
    void whatComesInIsThereOrWasDrawn(final long seed) {
        final Recorder recorder = Recorder.opened();
        final List<String> lines = Recorder.lines(seed, COMMANDS);
        for (int i = 0; i < lines.size(); i++) {
            recorder.take(lines.get(i));
            assertEquals(Optional.empty(), Conservation.fault(recorder.core().state()),
                "command " + (i + 1) + " of seed " + seed);
        }
        assertTrue(recorder.core().state().declarations().size() > COMMANDS / 10);
    }
}
