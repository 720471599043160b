package io.clearline.engine.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The table against the JDK's map. */
class LongTableTest {
    private static final long SEED = 0x1A81_2026L;

    @Test
    void holdsWhatAMapHolds() {
        final SplittableRandom random = new SplittableRandom(SEED);
        final LongTable table = new LongTable();
        final Map<Long, Long> model = new HashMap<>();
        for (int i = 0; i < 200_000; i++) {
            final long key = random.nextBoolean() ? random.nextLong(60_000)
                : random.nextLong() << 1;
            assertEquals(model.getOrDefault(key, 0L), table.get(key), "key " + key);
            final long value = random.nextInt(4) == 0 ? 0 : random.nextLong();
            table.set(key, value);
            model.put(key, value);
        }
        model.forEach((key, value) -> assertEquals(value, table.get(key), "key " + key));
        table.forEach((key, value) -> assertEquals(model.remove(key), value, "key " + key));
        assertEquals(Map.of(), model, "seed " + SEED);
    }

    @Test
    void anEmptyOneHoldsNothing() {
        final LongTable table = new LongTable();
        assertEquals(0, table.get(-1));
        assertEquals(0, table.get(4711));
        table.forEach((key, value) -> {
            throw new AssertionError("key " + key);
        });
        assertThrows(IllegalArgumentException.class, () -> table.set(-1, 1));
    }
}
