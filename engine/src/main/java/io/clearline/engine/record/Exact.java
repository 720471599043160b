package io.clearline.engine.record;

/**
 * Exact arithmetic on longs with 128-bit intermediates. Every rounding is half up, away from zero.
 * A result that does not fit a long is an {@link ArithmeticException}, never a wrong number.
 */
public final class Exact {
    private static final long LOW = 0xFFFF_FFFFL;

    private Exact() {
    }

    /**
     * Returns {@code a * b / divisor} rounded half up.
     *
     * @param a 0 or above
     * @param b 0 or above
     * @param divisor above 0
     * @throws ArithmeticException if the result does not fit, or an argument is out of its range
     */
    public static long mulDiv(final long a, final long b, final long divisor) {
        if ((a | b) < 0 || divisor <= 0) {
            throw new ArithmeticException("mulDiv out of range");
        }
        final long high = Math.multiplyHigh(a, b);
        final long low = a * b;
        final long quotient;
        final long rest;
        if (high == 0 && low >= 0) {
            quotient = low / divisor;
            rest = low - quotient * divisor;
        } else {
            quotient = divide(high, low, divisor);
            rest = low - quotient * divisor;
        }
        return rest >= divisor - rest ? Math.incrementExact(quotient) : quotient;
    }

    /**
     * Returns {@code (a * b + c * d) / divisor} rounded half up once.
     *
     * @throws ArithmeticException as {@link #mulDiv}
     */
    public static long sumMulDiv(
        final long a, final long b, final long c, final long d, final long divisor) {
        if ((a | b | c | d) < 0 || divisor <= 0) {
            throw new ArithmeticException("sumMulDiv out of range");
        }
        final long low = a * b + c * d;
        final long carry = Long.compareUnsigned(low, a * b) < 0 ? 1 : 0;
        final long high = Math.multiplyHigh(a, b) + Math.multiplyHigh(c, d) + carry;
        final long quotient = divide(high, low, divisor);
        final long rest = low - quotient * divisor;
        return rest >= divisor - rest ? Math.incrementExact(quotient) : quotient;
    }

    /** Returns {@code a / divisor} rounded half up; {@code a} may be negative. */
    public static long divide(final long a, final long divisor) {
        // Not by the absolute value: the smallest long has none.
        final long quotient = a / divisor;
        final long rest = Math.abs(a % divisor);
        return rest >= divisor - rest ? quotient + Long.signum(a) : quotient;
    }

    /** Returns {@code a * b / divisor} as {@link #mulDiv}, for an {@code a} of either sign. */
    public static long signedMulDiv(final long a, final long b, final long divisor) {
        return a < 0 ? -mulDiv(-a, b, divisor) : mulDiv(a, b, divisor);
    }

    /** Compares {@code a * b} with {@code c * d}; any signs, nothing overflows. */
    public static int compareProducts(final long a, final long b, final long c, final long d) {
        final int byHigh = Long.compare(Math.multiplyHigh(a, b), Math.multiplyHigh(c, d));
        return byHigh != 0 ? byHigh : Long.compareUnsigned(a * b, c * d);
    }

    /** Divides an unsigned 128-bit number by a positive long, in base 2^32 (Knuth, 4.3.1, D). */
    private static long divide(final long high, final long low, final long divisor) {
        if (high >= divisor) {
            throw new ArithmeticException("quotient does not fit");
        }
        final int shift = Long.numberOfLeadingZeros(divisor);
        final long v = divisor << shift;
        final long v1 = v >>> 32;
        final long v0 = v & LOW;
        final long u32 = high << shift | (shift == 0 ? 0 : low >>> 64 - shift);
        final long u10 = low << shift;
        final long q1 = digit(u32, u10 >>> 32, v1, v0);
        final long u21 = (u32 << 32 | u10 >>> 32) - q1 * v;
        final long q0 = digit(u21, u10 & LOW, v1, v0);
        final long quotient = (q1 << 32) + q0;
        if (quotient < 0) {
            throw new ArithmeticException("quotient does not fit");
        }
        return quotient;
    }

    private static long digit(final long u, final long next, final long v1, final long v0) {
        long q = Long.divideUnsigned(u, v1);
        long r = u - q * v1;
        while (q > LOW || Long.compareUnsigned(q * v0, r << 32 | next) > 0) {
            q--;
            r += v1;
            if (r > LOW) {
                break;
            }
        }
        return q;
    }
}
