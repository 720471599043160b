package io.clearline.engine.counter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How windows are cut, and that they are exact to one bucket, to the millisecond. */
class WindowTest {
    private static final long HOUR_MS = 3_600_000;
    /** 2026-03-02T00:00+08:00. */
    private static final long MIDNIGHT_MS = 1_772_380_800_000L;

    @ParameterizedTest
    @CsvSource({"1,1,60", "2,2,60", "3,2,90", "8,5,96", "12,10,72", "24,15,96", "25,20,75",
        "48,30,96", "72,60,72", "96,60,96", "168,120,84", "336,240,84", "720,480,90",
        "768,480,96", "2160,1440,90"})
    void theBucketsOfALength(final int hours, final int bucketMinutes, final int buckets) {
        final Window window = Window.ofHours(hours);
        assertEquals(hours, window.hours());
        assertEquals(bucketMinutes * 60_000L, window.bucketMs());
        assertEquals(buckets, window.buckets());
    }

    @Test
    void everyLengthIsExactToOneBucketThatBeginsAtMidnight() {
        for (int hours = Window.LEAST_HOURS; hours <= Window.MOST_HOURS; hours++) {
            final Window window = Window.ofHours(hours);
            final long bucketMs = window.bucketMs();
            assertTrue(window.buckets() <= Window.MOST_BUCKETS, hours + " hours");
            assertTrue(window.buckets() >= 45, hours + " hours");
            assertEquals(0, 24 * HOUR_MS % bucketMs, hours + " hours");
            assertEquals(1, window.bucket(MIDNIGHT_MS) - window.bucket(MIDNIGHT_MS - 1));
            final long windowMs = window.buckets() * bucketMs;
            assertTrue(windowMs - hours * HOUR_MS < bucketMs, hours + " hours");
            for (final long now : new long[] {MIDNIGHT_MS, MIDNIGHT_MS + bucketMs - 1,
                MIDNIGHT_MS + bucketMs / 2}) {
                assertTrue(window.bucket(now - hours * HOUR_MS) >= window.oldest(now));
                assertTrue(window.bucket(now - windowMs - bucketMs) < window.oldest(now));
            }
        }
    }

    /** The first and the last millisecond in which what is declared at 12:00:00.000 counts. */
    @Test
    void whatIsDeclaredLeavesOnTheMillisecond() {
        final Window window = Window.ofHours(24);
        final long at = MIDNIGHT_MS + 12 * HOUR_MS;
        final long last = at + 24 * HOUR_MS + 15 * 60_000 - 1;
        assertTrue(window.bucket(at) >= window.oldest(last));
        assertTrue(window.bucket(at) < window.oldest(last + 1));
        // Declared a millisecond earlier it is in the bucket before, and leaves with that.
        assertTrue(window.bucket(at - 1) >= window.oldest(last - 15 * 60_000));
        assertTrue(window.bucket(at - 1) < window.oldest(last - 15 * 60_000 + 1));
    }

    @Test
    void timesBefore1970AreInOrder() {
        final Window window = Window.ofHours(1);
        assertEquals(1, window.bucket(0) - window.bucket(-1));
        assertEquals(-1, window.bucket(-8 * HOUR_MS - 1));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 2161, Long.MAX_VALUE})
    void otherLengthsAreNone(final long hours) {
        assertThrows(IllegalArgumentException.class, () -> Window.ofHours(hours));
    }
}
