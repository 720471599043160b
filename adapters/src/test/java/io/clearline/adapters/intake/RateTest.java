package io.clearline.adapters.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Buckets of tokens: filled at a rate, emptied by who takes. */
class RateTest {
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);

    private long nowNs = Long.MAX_VALUE - 5 * MS;
    private final Rate rate = new Rate(100, 3, () -> nowNs);

    @Test
    void aBurstAndThenTheRate() {
        for (int i = 0; i < 3; i++) {
            assertEquals(0, rate.tryTake(1, 1));
        }
        assertEquals(10 * MS, rate.tryTake(1, 1));
        // The clock may run over.
        nowNs += 10 * MS - 1;
        assertEquals(1, rate.tryTake(1, 1));
        nowNs += 1;
        assertEquals(0, rate.tryTake(1, 1));
        assertEquals(10 * MS, rate.tryTake(1, 1));
        assertEquals(0, rate.tryTake(2, 1), "another principal's");
        nowNs += 1000 * MS;
        assertEquals(0, rate.tryTake(1, 3), "no more than the burst is saved up");
        assertEquals(10 * MS, rate.tryTake(1, 1));
    }

    @Test
    void whatIsDearerThanTheBurstTakesAllOfIt() {
        assertEquals(0, rate.tryTake(1, 50));
        assertEquals(30 * MS, rate.tryTake(1, 50));
        nowNs += 30 * MS;
        assertEquals(0, rate.tryTake(1, 50));
    }

    @Test
    void whoIsNotRefusedIsTold() {
        assertEquals(0, rate.take(1));
        assertEquals(0, rate.take(1));
        assertEquals(0, rate.take(1));
        assertEquals(10 * MS, rate.take(1));
        assertEquals(20 * MS, rate.take(1));
        nowNs += 20 * MS;
        assertEquals(10 * MS, rate.tryTake(1, 1));
    }

    @Test
    void limitsAreAboveNought() {
        assertThrows(IllegalArgumentException.class, () -> new RateLimits(0, 1, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new RateLimits(1, 0, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new RateLimits(1, 1, Double.NaN, 1));
        assertThrows(IllegalArgumentException.class, () -> new RateLimits(1, 1, 1, -1));
    }
}
