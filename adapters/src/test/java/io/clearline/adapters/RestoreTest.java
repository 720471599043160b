package io.clearline.adapters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A core that was restored from effects alone cannot be told from one that never stopped: the same
 * state where it was cut, and from there on the same answers and effects to the byte.
 */
class RestoreTest {
    private static final int SHORT = 280;
    private static final int LONG = 2_500;
    private static final int CUTS = 8;

    /** An uninterrupted run; {@code hashes[i]} is the state's before step i. */
    private static final class Run {
        private final List<Recorder.Step> steps = new ArrayList<>();
        private final List<Long> hashes = new ArrayList<>();
        private final long seed;

        Run(final long seed, final int count) {
            this.seed = seed;
            final Recorder recorder = new Recorder();
            hashes.add(recorder.core().stateHash());
            for (final byte[] command : Recorder.commands(Recorder.lines(seed, count))) {
                steps.add(recorder.take(command));
                hashes.add(recorder.core().stateHash());
            }
            assertNull(recorder.core().lastFailure(), "seed " + seed);
        }

        private String at(final int step) {
            return "step " + step + " of seed " + seed;
        }

        void restoreAt(final int cut) {
            final Recorder restored = new Recorder();
            for (int i = 0; i < cut; i++) {
                restored.apply(steps.get(i));
            }
            assertEquals(hashes.get(cut), restored.core().stateHash(), () -> at(cut));
            for (int i = cut; i < steps.size(); i++) {
                final Recorder.Step again = restored.take(steps.get(i).command());
                if (!steps.get(i).isSameAs(again)) {
                    assertEquals(restored.json(steps.get(i)), restored.json(again), at(i));
                    throw new AssertionError("other effects, cut at " + cut + ", " + at(i));
                }
            }
            assertEquals(
                hashes.get(steps.size()), restored.core().stateHash(), "cut at " + at(cut));
        }
    }

    @Test
    void everyPrefixOfAShortStream() {
        final Run run = new Run(11, SHORT);
        for (int cut = 0; cut <= run.steps.size(); cut++) {
            run.restoreAt(cut);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void prefixesOfLongStreams(final long seed) {
        final Run run = new Run(seed, LONG);
        final SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < CUTS; i++) {
            run.restoreAt(random.nextInt(run.steps.size() + 1));
        }
    }

    /**
     * Deciding reads: whatever else is decided in between, and however often, nothing remains of
     * it.
     */
    @ParameterizedTest
    @ValueSource(longs = {31})
    void decidingAloneLeavesNoTrace(final long seed) {
        final Run run = new Run(seed, LONG);
        final SplittableRandom random = new SplittableRandom(seed);
        final Recorder disturbed = new Recorder();
        for (int i = 0; i < run.steps.size(); i++) {
            for (int other = random.nextInt(3); other > 0; other--) {
                disturbed.decide(run.steps.get(random.nextInt(run.steps.size())).command());
            }
            final Recorder.Step step = disturbed.decide(run.steps.get(i).command());
            assertTrue(run.steps.get(i).isSameAs(step), run.at(i));
            disturbed.apply(step);
        }
        assertEquals(run.hashes.get(run.steps.size()), disturbed.core().stateHash(),
            "seed " + seed);
    }
}
