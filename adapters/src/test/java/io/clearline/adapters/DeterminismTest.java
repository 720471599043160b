package io.clearline.adapters;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;

/** Same commands, same bytes: again, and where the machine speaks Turkish or stands in New York. */
class DeterminismTest {
    private static final long SEED = 41;
    private static final int COMMANDS = 2_500;

    private final List<String> lines = Recorder.lines(SEED, COMMANDS);

    /** Everything that leaves or is kept: the command, the answer in both forms, the effects. */
    private List<String> run() {
        final Recorder recorder = Recorder.opened();
        final List<String> run = new ArrayList<>();
        for (final String line : lines) {
            final Recorder.Step step = recorder.take(line);
            run.add(recorder.json(step) + Arrays.hashCode(step.command())
                + Arrays.toString(step.effects()));
        }
        run.add(Long.toString(recorder.core().stateHash()));
        return run;
    }

    private static void assertSame(final List<String> expected, final List<String> actual) {
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(expected.get(i), actual.get(i), "line " + (i + 1) + " of seed " + SEED);
        }
    }

    @Test
    void localeAndZoneOfTheMachineDoNotCount() {
        final List<String> first = run();
        assertSame(first, run());
        final Locale locale = Locale.getDefault();
        final TimeZone zone = TimeZone.getDefault();
        try {
            for (final String tag : new String[] {"tr-TR", "ar-EG-u-nu-arab"}) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
                assertSame(first, run());
            }
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }
}
