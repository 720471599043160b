package io.clearline.engine.record;

/**
 * Days and dates of China, UTC+8, as plain arithmetic: the core must not touch time-zone data, which
 * differ between JDKs. Days count from 1970-01-01. Proleptic Gregorian.
 */
public final class ChinaTime {
    private static final long OFFSET_MS = 8 * 3_600_000L;
    private static final long DAY_MS = 86_400_000L;

    private ChinaTime() {
    }

    /** Returns the day in China of an engine time in milliseconds since 1970-01-01T00:00Z. */
    public static int day(final long timeMs) {
        return (int) Math.floorDiv(timeMs + OFFSET_MS, DAY_MS);
    }

    /** Returns the first moment of a day in China in milliseconds since 1970-01-01T00:00Z. */
    public static long startMs(final int day) {
        return day * DAY_MS - OFFSET_MS;
    }

    /** Returns the year of a day. */
    public static int year(final int day) {
        return (int) (civil(day) >> 16);
    }

    /** Returns the month of a day, 1 to 12. */
    public static int month(final int day) {
        return (int) (civil(day) >> 8 & 0xFF);
    }

    /** Returns the day of the month of a day, 1 to 31. */
    public static int dayOfMonth(final int day) {
        return (int) (civil(day) & 0xFF);
    }

    /** Returns the day of a date; a day of the month behind the month's end is its last. */
    public static int dayOf(final int year, final int month, final int dayOfMonth) {
        final int clamped = Math.min(dayOfMonth, lengthOf(year, month));
        final int y = month <= 2 ? year - 1 : year;
        final int era = Math.floorDiv(y, 400);
        final int yearOfEra = y - era * 400;
        final int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + clamped - 1;
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468;
    }

    /** Returns the day that is {@code months} later, or the last of that month where it has no such day. */
    public static int plusMonths(final int day, final int months) {
        final long civil = civil(day);
        final int index = (int) (civil >> 8 & 0xFF) - 1 + months;
        final int year = (int) (civil >> 16) + Math.floorDiv(index, 12);
        return dayOf(year, Math.floorMod(index, 12) + 1, (int) (civil & 0xFF));
    }

    /** Returns day {@code dayOfMonth} of the month after the one of {@code day}. */
    public static int inNextMonth(final int day, final int dayOfMonth) {
        final long civil = civil(day);
        final int month = (int) (civil >> 8 & 0xFF);
        final int year = (int) (civil >> 16);
        return month == 12 ? dayOf(year + 1, 1, dayOfMonth) : dayOf(year, month + 1, dayOfMonth);
    }

    private static int lengthOf(final int year, final int month) {
        if (month == 2) {
            return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
        }
        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    }

    /** Packs year, month and day of the month; the calendar's year is counted from 1 March. */
    private static long civil(final int day) {
        final int z = day + 719_468;
        final int era = Math.floorDiv(z, 146_097);
        final int dayOfEra = z - era * 146_097;
        final int yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        final int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        final int shifted = (5 * dayOfYear + 2) / 153;
        final int month = shifted < 10 ? shifted + 3 : shifted - 9;
        final long year = yearOfEra + era * 400L + (month <= 2 ? 1 : 0);
        return year << 16 | (long) month << 8 | dayOfYear - (153 * shifted + 2) / 5 + 1;
    }
}
