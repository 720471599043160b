package io.clearline.adapters.text;

/**
 * Reads decimals exactly into scaled longs, never through binary floating point.
 *
 * <p>Two spellings: a plain decimal {@code -?digits[.digits]}, and a JSON number, which may have an
 * exponent. Of a plain decimal the decimals are counted as spelled ({@code 1.50} has two), so that
 * a wrong scale is seen even where its digits are zeros; with an exponent those count that the
 * value needs ({@code 1.50e-3} has four), for there the spelling is a machine's. Stateless.
 */
public final class Decimals {
    /** Not spelled as a decimal, or with too many decimals. */
    public static final long MALFORMED = Long.MIN_VALUE + 1;

    /** Spelled well, but beyond {@link #LIMIT} either way. */
    public static final long TOO_LARGE = Long.MIN_VALUE + 2;

    /** No scaled value is as large as this; larger ones are {@link #TOO_LARGE}. */
    public static final long LIMIT = 1_000_000_000_000_000_000L;

    private static final int EXPONENT_LIMIT = 1_000_000;
    private static final long[] POWERS = new long[19];

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = POWERS[i - 1] * 10;
        }
    }

    private Decimals() {
    }

    /**
     * Reads a decimal of either spelling.
     *
     * @param bytes holds the spelling in ASCII
     * @param from index of its first byte
     * @param to index behind its last byte
     * @param decimals how many decimals are allowed; the result is scaled by 10 to this power
     * @param exponent whether an exponent is allowed
     * @return the scaled value, {@link #MALFORMED} or {@link #TOO_LARGE}
     */
    public static long parse(
        final byte[] bytes, final int from, final int to, final int decimals,
        final boolean exponent) {
        int at = from;
        final boolean negative = at < to && bytes[at] == '-';
        if (negative) {
            at++;
        }
        final int whole = at;
        long value = 0;
        while (at < to && isDigit(bytes[at])) {
            value = append(value, bytes[at++] - '0');
        }
        if (at == whole) {
            return MALFORMED;
        }
        int fraction = 0;
        if (at < to && bytes[at] == '.') {
            final int point = at++;
            while (at < to && isDigit(bytes[at])) {
                value = append(value, bytes[at++] - '0');
            }
            fraction = at - point - 1;
            if (fraction == 0) {
                return MALFORMED;
            }
        }
        if (at < to) {
            final int power = exponent ? exponent(bytes, at, to) : Integer.MIN_VALUE;
            if (power == Integer.MIN_VALUE) {
                return MALFORMED;
            }
            fraction -= power;
            while (fraction > decimals && value < LIMIT && value % 10 == 0 && value != 0) {
                value /= 10;
                fraction--;
            }
            fraction = value == 0 ? 0 : fraction;
        }
        if (fraction > decimals) {
            return MALFORMED;
        }
        final long scaled = scale(value, decimals - fraction);
        return scaled == TOO_LARGE || !negative ? scaled : -scaled;
    }

    private static boolean isDigit(final byte value) {
        return value >= '0' && value <= '9';
    }

    /** Sticks at the limit, so that any number of digits is read without overflow. */
    private static long append(final long value, final int digit) {
        return value >= LIMIT / 10 ? LIMIT : value * 10 + digit;
    }

    private static long scale(final long value, final int power) {
        if (value == 0) {
            return 0;
        }
        if (value >= LIMIT || power >= POWERS.length || value >= LIMIT / POWERS[power]) {
            return TOO_LARGE;
        }
        return value * POWERS[power];
    }

    /**
     * Reads {@code e[+-]digits}; an absurd exponent sticks at a bound that is out of every scale.
     */
    private static int exponent(final byte[] bytes, final int from, final int to) {
        if (bytes[from] != 'e' && bytes[from] != 'E') {
            return Integer.MIN_VALUE;
        }
        int at = from + 1;
        final boolean negative = at < to && bytes[at] == '-';
        if (at < to && (bytes[at] == '-' || bytes[at] == '+')) {
            at++;
        }
        if (at == to) {
            return Integer.MIN_VALUE;
        }
        int value = 0;
        for (; at < to; at++) {
            if (!isDigit(bytes[at])) {
                return Integer.MIN_VALUE;
            }
            value = Math.min(EXPONENT_LIMIT, value * 10 + bytes[at] - '0');
        }
        return negative ? -value : value;
    }
}
