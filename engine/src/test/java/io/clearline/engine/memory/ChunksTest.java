package io.clearline.engine.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Growing lists of numbers against the JDK's. */
class ChunksTest {
    private static final long SEED = 0xC4BC_2026L;

    private final SplittableRandom random = new SplittableRandom(SEED);

    @Test
    void intsStandUnderTheirIndexes() {
        final IntChunks chunks = new IntChunks();
        final int[] model = new int[300_000];
        for (int i = 0; i < model.length; i++) {
            model[i] = random.nextInt();
            chunks.add(model[i]);
            assertEquals(i + 1, chunks.size());
            final int changed = random.nextInt(i + 1);
            model[changed] = random.nextInt();
            chunks.set(changed, model[changed]);
        }
        for (int i = 0; i < model.length; i++) {
            assertEquals(model[i], chunks.get(i), "index " + i + " of seed " + SEED);
        }
    }

    @Test
    void longsAreZeroUntilSet() {
        final LongChunks chunks = new LongChunks();
        final long[] model = new long[100_000];
        for (int i = 0; i < 50_000; i++) {
            final int index = random.nextInt(model.length);
            assertEquals(model[index], chunks.get(index), "index " + index + " of seed " + SEED);
            if (random.nextBoolean()) {
                model[index] = random.nextLong();
                chunks.set(index, model[index]);
            } else {
                model[index] += i;
                chunks.add(index, i);
            }
        }
        for (int i = 0; i < model.length; i++) {
            assertEquals(model[i], chunks.get(i), "index " + i + " of seed " + SEED);
        }
        assertEquals(0, chunks.get(Integer.MAX_VALUE));
    }

    @Test
    void aLongListDoesWhatAListDoes() {
        final LongList list = new LongList();
        final List<Long> model = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            final long value = random.nextLong();
            final int at = random.nextInt(model.size() + 1);
            switch (model.isEmpty() ? 0 : random.nextInt(12)) {
                case 0, 1, 2, 3, 4 -> {
                    list.add(value);
                    model.add(value);
                }
                case 5, 6, 7 -> {
                    list.insert(at, value);
                    model.add(at, value);
                }
                case 8, 9 -> {
                    final int count = Math.min(random.nextInt(4), model.size() - at);
                    list.remove(at, count);
                    model.subList(at, at + count).clear();
                }
                case 10 -> {
                    final int index = random.nextInt(model.size());
                    list.set(index, value);
                    model.set(index, value);
                }
                default -> {
                    final int kept = Math.max(0, model.size() - random.nextInt(4));
                    list.truncate(kept);
                    model.subList(kept, model.size()).clear();
                }
            }
            assertEquals(model.size(), list.size(), "step " + i + " of seed " + SEED);
        }
        for (int i = 0; i < model.size(); i++) {
            assertEquals(model.get(i), list.get(i), "index " + i + " of seed " + SEED);
        }
        list.clear();
        assertEquals(0, list.size());
    }
}
