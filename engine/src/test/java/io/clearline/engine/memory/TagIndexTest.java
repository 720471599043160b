package io.clearline.engine.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The index against a map, under hashes that collide in part, in all, or hardly ever. */
class TagIndexTest {
    private static final long SEED = 0x7A61_2026L;
    private static final int KEYS = 20_000;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final TagIndex index = new TagIndex();
    private final Map<Long, Integer> model = new HashMap<>();
    private final List<Long> keyOfNumber = new ArrayList<>();

    private int find(final long key, final long mask) {
        return index.find(hash(key, mask), number -> keyOfNumber.get(number) == key);
    }

    private static long hash(final long key, final long mask) {
        return key * 0x9E37_79B9_7F4A_7C15L & mask;
    }

    /** Which bits of the hash tell keys apart: all, the slot's, the segment's, few of both. */
    @ParameterizedTest
    @ValueSource(longs = {-1L, 0xFFFFL, 0xFF00_0000_0000_0000L, 0x0F00_0000_0000_00FFL,
        0x00FF_FFFF_0000_03FFL})
    void findsWhatWasAddedAndNothingElse(final long mask) {
        final int keys = Long.bitCount(mask) < 20 ? KEYS / 20 : KEYS;
        for (int i = 0; i < keys; i++) {
            final long key = random.nextLong(keys * 4L);
            final int expected = model.getOrDefault(key, -1);
            assertEquals(expected, find(key, mask), "key " + key + " of seed " + SEED);
            final int number = keyOfNumber.size();
            if (expected < 0) {
                index.add(hash(key, mask), number);
            } else if (random.nextBoolean()) {
                index.replace(hash(key, mask), expected, number);
            } else {
                continue;
            }
            keyOfNumber.add(key);
            model.put(key, number);
        }
        for (long key = 0; key < keys * 4L; key++) {
            assertEquals(model.getOrDefault(key, -1), find(key, mask),
                "key " + key + " of seed " + SEED);
        }
    }

    /** What is taken out is gone, and nothing else is: neither before nor behind it. */
    @ParameterizedTest
    @ValueSource(longs = {-1L, 0xFFFFL, 0xFF00_0000_0000_0000L, 0x0F00_0000_0000_00FFL,
        0x00FF_FFFF_0000_03FFL, 0x3FL})
    void losesWhatIsTakenOutAlone(final long mask) {
        final int keys = Long.bitCount(mask) < 20 ? 200 : 2_000;
        for (int i = 0; i < keys * 10; i++) {
            final long key = random.nextLong(keys);
            final Integer known = model.remove(key);
            if (known != null) {
                index.remove(hash(key, mask), known);
            } else {
                model.put(key, keyOfNumber.size());
                index.add(hash(key, mask), keyOfNumber.size());
                keyOfNumber.add(key);
            }
            final long other = random.nextLong(keys);
            assertEquals(model.getOrDefault(other, -1), find(other, mask),
                "key " + other + " of seed " + SEED);
        }
        int there = 0;
        for (int segment = 0; segment < TagIndex.SEGMENTS; segment++) {
            for (int slot = 0; slot < index.slots(segment); slot++) {
                final int number = index.number(segment, slot);
                if (number >= 0) {
                    there++;
                    assertEquals(number, model.get(keyOfNumber.get(number)), "of seed " + SEED);
                }
            }
        }
        assertEquals(model.size(), there);
    }

    @Test
    void theSameHashHoldsManyNumbers() {
        for (int i = 0; i < 1_000; i++) {
            index.add(0, i);
        }
        for (int i = 0; i < 1_000; i++) {
            final int wanted = i;
            assertEquals(i, index.find(0, number -> number == wanted));
        }
        assertEquals(-1, index.find(0, number -> false));
    }

    @Test
    void emptyFindsNothingAndTakesNothing() {
        assertEquals(-1, index.find(0, number -> true));
        assertEquals(0, index.bytes());
        index.add(0, 0);
        assertTrue(index.bytes() > 0);
        assertEquals(0, index.find(0, number -> true));
        assertEquals(-1, index.find(-1, number -> true));
    }
}
