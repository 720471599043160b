package io.clearline.adapters.text;

/**
 * Times and dates: ISO 8601 in, ISO 8601 out in China's offset, UTC+8. Stateless.
 */
public final class Times {
    /** Stands for a time or day that could not be read. */
    public static final long MALFORMED = Long.MIN_VALUE;

    /** Length of what {@link #put} writes. */
    public static final int LENGTH = "2026-03-02T09:30:00.000+08:00".length();

    private static final long DAY_MS = 86_400_000L;
    private static final long CHINA_OFFSET_MS = 8 * 3_600_000L;
    private static final int[] MONTH_DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private Times() {
    }

    /**
     * Reads {@code YYYY-MM-DDThh:mm[:ss[.fraction]]} with an offset {@code Z}, {@code +hh},
     * {@code +hh:mm} or {@code +hhmm}; of the fraction milliseconds count, the rest is cut.
     *
     * @return milliseconds since 1970-01-01T00:00Z, or {@link #MALFORMED}
     */
    public static long parse(final byte[] bytes, final int from, final int to) {
        final long day = to - from < 17 ? MALFORMED : parseDay(bytes, from, from + 10);
        final int hour = day == MALFORMED ? -1 : twoDigits(bytes, from + 11, to);
        final int minute = day == MALFORMED ? -1 : twoDigits(bytes, from + 14, to);
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59
            || bytes[from + 10] != 'T' || bytes[from + 13] != ':') {
            return MALFORMED;
        }
        int at = from + 16;
        int second = 0;
        int milli = 0;
        if (bytes[at] == ':') {
            second = twoDigits(bytes, at + 1, to);
            if (second < 0 || second > 59) {
                return MALFORMED;
            }
            at += 3;
            if (at < to && (bytes[at] == '.' || bytes[at] == ',')) {
                final int end = skipDigits(bytes, at + 1, to);
                if (end == at + 1) {
                    return MALFORMED;
                }
                milli = millis(bytes, at + 1, end);
                at = end;
            }
        }
        final int offsetMinutes = offset(bytes, at, to);
        return offsetMinutes == Integer.MIN_VALUE ? MALFORMED
            : day * DAY_MS + ((hour * 60L + minute - offsetMinutes) * 60 + second) * 1000 + milli;
    }

    private static int millis(final byte[] bytes, final int from, final int end) {
        int value = 0;
        for (int i = from; i < from + 3; i++) {
            value = value * 10 + (i < end ? bytes[i] - '0' : 0);
        }
        return value;
    }

    private static int skipDigits(final byte[] bytes, final int from, final int to) {
        int at = from;
        while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        return at;
    }

    private static int offset(final byte[] bytes, final int at, final int to) {
        final int length = to - at;
        if (length == 1 && bytes[at] == 'Z') {
            return 0;
        }
        if (length != 3 && length != 5 && length != 6 || bytes[at] != '+' && bytes[at] != '-'
            || length == 6 && bytes[at + 3] != ':') {
            return Integer.MIN_VALUE;
        }
        final int hours = twoDigits(bytes, at + 1, to);
        final int minutes = length == 3 ? 0 : twoDigits(bytes, to - 2, to);
        if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
            return Integer.MIN_VALUE;
        }
        return (hours * 60 + minutes) * (bytes[at] == '-' ? -1 : 1);
    }

    private static int twoDigits(final byte[] bytes, final int at, final int to) {
        return at + 2 <= to && skipDigits(bytes, at, at + 2) == at + 2
            ? (bytes[at] - '0') * 10 + bytes[at + 1] - '0' : -1;
    }

    /**
     * Reads {@code YYYY-MM-DD}, a day of the Gregorian calendar.
     *
     * @return the day, counted from 1970-01-01, or {@link #MALFORMED}
     */
    public static long parseDay(final byte[] bytes, final int from, final int to) {
        if (to - from != 10 || bytes[from + 4] != '-' || bytes[from + 7] != '-') {
            return MALFORMED;
        }
        final int century = twoDigits(bytes, from, to);
        final int rest = twoDigits(bytes, from + 2, to);
        final int month = twoDigits(bytes, from + 5, to);
        final int day = twoDigits(bytes, from + 8, to);
        if (century < 0 || rest < 0 || month < 1 || month > 12 || day < 1) {
            return MALFORMED;
        }
        final int year = century * 100 + rest;
        return year == 0 || day > daysOf(year, month) ? MALFORMED : dayOf(year, month, day);
    }

    private static int daysOf(final int year, final int month) {
        final boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        return month == 2 && leap ? 29 : MONTH_DAYS[month - 1];
    }

    /** Counts days in years that begin in March, so that the leap day is the last of its year. */
    private static long dayOf(final int year, final int month, final int day) {
        final long marchYear = month <= 2 ? year - 1L : year;
        final long era = Math.floorDiv(marchYear, 400L);
        final long yearOfEra = marchYear - era * 400;
        final long dayOfYear = (153L * ((month + 9) % 12) + 2) / 5 + day - 1;
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
            - 719_468;
    }

    /**
     * Writes a time as {@code 2026-03-02T09:30:00.000+08:00}, {@link #LENGTH} bytes of ASCII.
     *
     * @param timeMs milliseconds since 1970-01-01T00:00Z, of a year 0 to 9999
     */
    public static void put(final byte[] bytes, final int at, final long timeMs) {
        final long local = timeMs + CHINA_OFFSET_MS;
        putDay(bytes, at, Math.floorDiv(local, DAY_MS));
        final int ms = (int) Math.floorMod(local, DAY_MS);
        bytes[at + 10] = 'T';
        putDigits(bytes, at + 11, ms / 3_600_000, 2);
        bytes[at + 13] = ':';
        putDigits(bytes, at + 14, ms / 60_000 % 60, 2);
        bytes[at + 16] = ':';
        putDigits(bytes, at + 17, ms / 1000 % 60, 2);
        bytes[at + 19] = '.';
        putDigits(bytes, at + 20, ms % 1000, 3);
        bytes[at + 23] = '+';
        putDigits(bytes, at + 24, 8, 2);
        bytes[at + 26] = ':';
        putDigits(bytes, at + 27, 0, 2);
    }

    /** Writes a day, counted from 1970-01-01, as {@code YYYY-MM-DD}. */
    public static void putDay(final byte[] bytes, final int at, final long epochDay) {
        final long shifted = epochDay + 719_468;
        final long era = Math.floorDiv(shifted, 146_097L);
        final long dayOfEra = shifted - era * 146_097;
        final long yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        final long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        final long marchMonth = (5 * dayOfYear + 2) / 153;
        final int day = (int) (dayOfYear - (153 * marchMonth + 2) / 5 + 1);
        final int month = (int) (marchMonth < 10 ? marchMonth + 3 : marchMonth - 9);
        final int year = (int) (yearOfEra + era * 400 + (month <= 2 ? 1 : 0));
        putDigits(bytes, at, year, 4);
        bytes[at + 4] = '-';
        putDigits(bytes, at + 5, month, 2);
        bytes[at + 7] = '-';
        putDigits(bytes, at + 8, day, 2);
    }

    private static void putDigits(
        final byte[] bytes, final int at, final int value, final int digits) {
        int rest = value;
        for (int i = at + digits - 1; i >= at; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
