package io.clearline.engine.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

/** Keys and commitments are what docs/draws.md says; the literals were made with Python's hashlib. */
class DayKeyTest {
    private static final int DAY = 20_514;

    @Test
    void theKeyOfADay() {
        final DayKey key = new DayKey().derive(0x1234, 0x5678, DAY);
        assertEquals(-1165984527441923166L, key.low());
        assertEquals(4778191900108745668L, key.high());
        assertEquals(-1266606765359876986L, key.commitment(key.low(), key.high(), 0));
        assertEquals(670941268665396195L, key.commitment(key.low(), key.high(), 1));
        assertEquals(3918699003369212642L, key.commitment(key.low(), key.high(), 2));
        assertEquals(-79112399613824712L, key.commitment(key.low(), key.high(), 3));
    }

    @Test
    void everyDayAndSecretHasItsOwn() {
        final DayKey key = new DayKey();
        final long first = key.derive(1, 2, DAY).low();
        assertNotEquals(first, key.derive(1, 2, DAY + 1).low());
        assertNotEquals(first, key.derive(1, 3, DAY).low());
        assertNotEquals(first, key.derive(2, 2, DAY).low());
        assertEquals(first, key.derive(1, 2, DAY).low());
    }
}
