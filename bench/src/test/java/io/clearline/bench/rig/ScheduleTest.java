package io.clearline.bench.rig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

    @ParameterizedTest
    @ValueSource(longs = {1, 3, 7, 100_000, 333_333, 3_000_001})
    void constantGapsDoNotDrift(final long perSecond) {
        final Schedule schedule = Schedule.constant(perSecond);
        schedule.restart(1_000);
        long before = schedule.nextNs();
        assertEquals(1_000, before);
        final long gapNs = SECOND_NS / perSecond;
        for (long i = 1; i < perSecond; i++) {
            final long next = schedule.nextNs();
            assertTrue(next - before == gapNs || next - before == gapNs + 1, "command " + i);
            before = next;
        }
        assertEquals(1_000 + SECOND_NS, schedule.nextNs(), "a second later to the nanosecond");
    }

    @Test
    void startsAnew() {
        final Schedule schedule = Schedule.constant(10);
        schedule.restart(0);
        schedule.nextNs();
        schedule.nextNs();
        schedule.restart(5);
        assertEquals(5, schedule.nextNs());
        assertEquals(5 + SECOND_NS / 10, schedule.nextNs());
    }

    @Test
    void poissonArrivalsHaveTheMeanAndTheShape() {
        final long perSecond = 10_000;
        final double meanNs = (double) SECOND_NS / perSecond;
        final Schedule schedule = Schedule.poisson(perSecond, 42);
        schedule.restart(0);
        final int count = 1_000_000;
        long before = 0;
        int longer = 0;
        double squares = 0;
        for (int i = 0; i < count; i++) {
            final long next = schedule.nextNs();
            assertTrue(next >= before);
            longer += next - before > meanNs ? 1 : 0;
            squares += Math.pow((next - before) / meanNs - 1, 2);
            before = next;
        }
        // Three standard deviations of the mean of a million are 0.3 %.
        assertEquals(meanNs, (double) before / count, meanNs * 0.003);
        assertEquals(1 / Math.E, (double) longer / count, 0.002, "share longer than the mean");
        assertEquals(1, squares / count, 0.01, "as far from the mean as the mean itself");
    }

    @Test
    void poissonArrivalsAreTheSameForTheSameSeed() {
        final Schedule one = Schedule.poisson(1_000, 7);
        final Schedule two = Schedule.poisson(1_000, 7);
        final Schedule other = Schedule.poisson(1_000, 8);
        one.restart(0);
        two.restart(0);
        other.restart(0);
        int equal = 0;
        for (int i = 0; i < 1_000; i++) {
            final long next = one.nextNs();
            assertEquals(next, two.nextNs());
            equal += next == other.nextNs() ? 1 : 0;
        }
        assertTrue(equal < 10, equal + " arrivals in common with another seed");
    }
}
