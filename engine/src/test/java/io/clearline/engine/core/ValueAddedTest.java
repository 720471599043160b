package io.clearline.engine.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.clearline.engine.record.Scales;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Value added on the island (GAC-158 art. 4): compared exactly, to the fen. */
class ValueAddedTest {
    private static final long SEED = 0xADDE_2026L;
    private static final long THRESHOLD = Scales.RATE * 30 / 100;

    /** The press's example: beef for 356,000 yuan becomes jerky for 500,000. */
    @Test
    void theJerkyQualifies() {
        assertTrue(ValueAdded.qualifies(50_000_000, 35_600_000, 0, THRESHOLD));
        assertEquals(404_494, ValueAdded.rate(50_000_000, 35_600_000, 0));
    }

    /** The highest domestic input with which the jerky still qualifies is 28,615.38 yuan. */
    @Test
    void oneFenDecides() {
        assertTrue(ValueAdded.qualifies(50_000_000, 35_600_000, 2_861_538, THRESHOLD));
        assertFalse(ValueAdded.qualifies(50_000_000, 35_600_000, 2_861_539, THRESHOLD));
        assertTrue(ValueAdded.qualifies(13_000, 10_000, 0, THRESHOLD), "exactly 30 %");
        assertFalse(ValueAdded.qualifies(12_999, 10_000, 0, THRESHOLD), "a fen below");
        assertTrue(ValueAdded.qualifies(13_000, 4_000, 6_000, THRESHOLD));
        assertFalse(ValueAdded.qualifies(12_999, 4_000, 6_000, THRESHOLD));
    }

    @Test
    void withoutInputsThatCountItQualifies() {
        assertTrue(ValueAdded.qualifies(1, 0, 0, THRESHOLD));
        assertTrue(ValueAdded.qualifies(0, 0, 0, Long.MAX_VALUE));
    }

    @Test
    void aLossIsANegativeRate() {
        assertEquals(-500_000, ValueAdded.rate(50, 100, 0));
        assertFalse(ValueAdded.qualifies(50, 100, 0, 0));
        assertTrue(ValueAdded.qualifies(100, 100, 0, 0));
        assertEquals(-333_333, ValueAdded.rate(2, 3, 0));
    }

    @Test
    void agreesWithDecimals() {
        final SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 100_000; i++) {
            final long imported = random.nextLong(1L << random.nextInt(1, 55));
            final long domestic = 1 + random.nextLong(1L << random.nextInt(1, 55));
            final BigDecimal inputs = BigDecimal.valueOf(imported + domestic);
            // Around the threshold, where a rounded comparison would go wrong.
            final long price = inputs.multiply(new BigDecimal("1.3")).longValue()
                + random.nextLong(-2, 3);
            final BigDecimal added = BigDecimal.valueOf(price).subtract(inputs);
            assertEquals(added.compareTo(inputs.multiply(new BigDecimal("0.3"))) >= 0,
                ValueAdded.qualifies(price, imported, domestic, THRESHOLD), "seed " + SEED);
            assertEquals(added.divide(inputs, 6, RoundingMode.HALF_UP).unscaledValue().longValue(),
                ValueAdded.rate(price, imported, domestic), "seed " + SEED);
        }
    }

    @Test
    void overflowIsAnError() {
        final long most = Long.MAX_VALUE;
        assertThrows(ArithmeticException.class, () -> ValueAdded.qualifies(1, most, 1, THRESHOLD));
        assertThrows(ArithmeticException.class, () -> ValueAdded.rate(most, 1, 0));
        assertTrue(ValueAdded.qualifies(most, 1, 0, THRESHOLD), "a comparison never overflows");
    }
}
