package io.clearline.engine.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The engine's calendar against the JDK's, day by day from 1900 to 2300. */
class ChinaTimeTest {
    private static final LocalDate FIRST = LocalDate.of(1900, 1, 1);
    private static final LocalDate LAST = LocalDate.of(2300, 12, 31);
    private static final long SEED = 0xCA1E_2026L;

    private final SplittableRandom random = new SplittableRandom(SEED);

    private static int day(final LocalDate date) {
        return (int) date.toEpochDay();
    }

    @Test
    void everyDayHasItsDateAndEveryDateItsDay() {
        for (LocalDate date = FIRST; !date.isAfter(LAST); date = date.plusDays(1)) {
            final int day = day(date);
            assertEquals(date.getYear(), ChinaTime.year(day), date::toString);
            assertEquals(date.getMonthValue(), ChinaTime.month(day), date::toString);
            assertEquals(date.getDayOfMonth(), ChinaTime.dayOfMonth(day), date::toString);
            assertEquals(day, ChinaTime.dayOf(
                date.getYear(), date.getMonthValue(), date.getDayOfMonth()), date::toString);
        }
    }

    @Test
    void theDayTurnsAtMidnightInChina() {
        final ZoneOffset china = ZoneOffset.ofHours(8);
        for (LocalDate date = FIRST; !date.isAfter(LAST); date = date.plusDays(13)) {
            final long midnight = date.atStartOfDay().toInstant(china).toEpochMilli();
            assertEquals(day(date), ChinaTime.day(midnight), date::toString);
            assertEquals(day(date) - 1, ChinaTime.day(midnight - 1), date::toString);
            final long inDay = midnight + random.nextLong(86_400_000L);
            assertEquals(
                (int) Instant.ofEpochMilli(inDay).atOffset(china).toLocalDate().toEpochDay(),
                ChinaTime.day(inDay), () -> inDay + " of seed " + SEED);
        }
    }

    @Test
    void monthsAreAddedAsTheJdkAddsThem() {
        for (LocalDate date = FIRST; !date.isAfter(LAST); date = date.plusDays(1)) {
            final LocalDate start = date;
            final int months = random.nextInt(-30, 100);
            assertEquals(day(date.plusMonths(months)), ChinaTime.plusMonths(day(date), months),
                () -> start + " plus " + months + " of seed " + SEED);
        }
    }

    @Test
    void aDayOfTheNextMonthIsClampedToItsEnd() {
        for (YearMonth month = YearMonth.from(FIRST); month.isBefore(YearMonth.from(LAST));
            month = month.plusMonths(1)) {
            final YearMonth next = month.plusMonths(1);
            final int within = random.nextInt(1, month.lengthOfMonth() + 1);
            for (int wanted = 1; wanted <= 31; wanted++) {
                assertEquals(day(next.atDay(Math.min(wanted, next.lengthOfMonth()))),
                    ChinaTime.inNextMonth(day(month.atDay(within)), wanted));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-31, 1, 2026-02-28", "2028-01-31, 1, 2028-02-29", "2024-02-29, 12, 2025-02-28",
        "2026-03-06, 12, 2027-03-06", "2026-12-31, 2, 2027-02-28", "2026-03-31, -1, 2026-02-28"})
    void monthEnds(final LocalDate from, final int months, final LocalDate to) {
        assertEquals(day(to), ChinaTime.plusMonths(day(from), months));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-15, 31, 2026-02-28", "2028-01-01, 31, 2028-02-29", "2026-12-05, 25, 2027-01-25",
        "2026-03-31, 31, 2026-04-30", "2026-11-30, 31, 2026-12-31"})
    void dueDays(final LocalDate from, final int wanted, final LocalDate due) {
        assertEquals(day(due), ChinaTime.inNextMonth(day(from), wanted));
    }
}
