package io.clearline.adapters;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A core that was restored, from effects alone or from a saved state, cannot be told from one that
 * never stopped: the same state where it was cut, and from there on the same answers and effects to
 * the byte.
 */
class RestoreTest {
    private static final int SHORT = 280;
    private static final int LONG = 2_500;
    private static final int CUTS = 8;

    /** An uninterrupted run; {@code hashes[i]} is the state's before step i. */
    private static final class Run {
        private final List<Recorder.Step> steps = new ArrayList<>();
        private final List<Long> hashes = new ArrayList<>();
        /** What the engine itself was to write before step i: the step, or null. */
        private final List<byte[]> due = new ArrayList<>();
        /** The whole state at the end, as it is saved. */
        private final byte[] saved;
        private final long seed;

        Run(final long seed, final int count) {
            this.seed = seed;
            final Recorder recorder = new Recorder();
            hashes.add(recorder.core().stateHash());
            for (final byte[] command : Recorder.commands(Recorder.lines(seed, count))) {
                for (byte[] own = recorder.due(); own != null; own = recorder.due()) {
                    take(recorder, own, own);
                }
                take(recorder, command, null);
            }
            assertNull(recorder.core().lastFailure(), "seed " + seed);
            // What is due is looked for at the end, too: the agenda remembers how far it looked.
            recorder.due();
            saved = StateBytes.of(recorder.core());
        }

        private void take(final Recorder recorder, final byte[] command, final byte[] own) {
            due.add(own);
            steps.add(recorder.take(command));
            hashes.add(recorder.core().stateHash());
        }

        private String at(final int step) {
            return "step " + step + " of seed " + seed;
        }

        void restoreAt(final int cut) {
            final Recorder restored = new Recorder();
            for (int i = 0; i < cut; i++) {
                restored.apply(steps.get(i));
            }
            goOn(restored, cut);
        }

        /** Saves at each of some cuts, loads that, goes on to the next, and at last to the end. */
        void reloadAt(final int... cuts) {
            Recorder recorder = new Recorder();
            int next = 0;
            for (final int cut : cuts) {
                for (; next < cut; next++) {
                    recorder.take(steps.get(next).command());
                }
                recorder = reloaded(recorder, cut);
            }
            goOn(recorder, next);
        }

        private Recorder reloaded(final Recorder saved, final int cut) {
            final byte[] bytes = StateBytes.of(saved.core());
            final Recorder loaded = new Recorder();
            StateBytes.load(bytes, loaded.core());
            assertArrayEquals(bytes, StateBytes.of(loaded.core()), () -> "saved again at " + at(cut));
            assertEquals(saved.core().lastSequence(), loaded.core().lastSequence(), () -> at(cut));
            assertEquals(saved.core().lastTimeMs(), loaded.core().lastTimeMs(), () -> at(cut));
            return loaded;
        }

        private void goOn(final Recorder restored, final int cut) {
            assertEquals(hashes.get(cut), restored.core().stateHash(), () -> at(cut));
            for (int i = cut; i < steps.size(); i++) {
                assertArrayEquals(due.get(i), restored.due(), at(i));
                final Recorder.Step again = restored.take(steps.get(i).command());
                if (!steps.get(i).isSameAs(again)) {
                    assertEquals(restored.json(steps.get(i)), restored.json(again), at(i));
                    throw new AssertionError("other effects, cut at " + cut + ", " + at(i));
                }
            }
            assertEquals(
                hashes.get(steps.size()), restored.core().stateHash(), "cut at " + at(cut));
            restored.due();
            assertArrayEquals(saved, StateBytes.of(restored.core()), "cut at " + at(cut));
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

    @Test
    void savedAfterEveryStepOfAShortStream() {
        final Run run = new Run(12, SHORT);
        for (int cut = 0; cut <= run.steps.size(); cut++) {
            run.reloadAt(cut);
        }
    }

    /** Each state is saved that was loaded before: what a load loses would add up. */
    @ParameterizedTest
    @ValueSource(longs = {24, 25, 26})
    void savedAndLoadedAgainAndAgain(final long seed) {
        final Run run = new Run(seed, LONG);
        final SplittableRandom random = new SplittableRandom(seed);
        run.reloadAt(random.ints(CUTS, 0, run.steps.size() + 1).sorted().toArray());
    }

    @Test
    void loadsOnlyIntoANewCore() {
        final Recorder saved = Recorder.opened();
        final byte[] bytes = StateBytes.of(saved.core());
        assertThrows(IllegalStateException.class, () -> StateBytes.load(bytes, saved.core()));
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
