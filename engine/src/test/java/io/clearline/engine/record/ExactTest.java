package io.clearline.engine.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Against numbers without bounds: the same result, or an exception where it does not fit a long.
 */
class ExactTest {
    private static final long SEED = 0x0EC1_2026L;
    private static final int ROUNDS = 1_000_000;

    /** One way to compute, possibly with an {@link ArithmeticException}. */
    @FunctionalInterface
    private interface Sum {
        long get();
    }

    private final SplittableRandom random = new SplittableRandom(SEED);

    private static BigInteger big(final long value) {
        return BigInteger.valueOf(value);
    }

    private static BigInteger rounded(final BigInteger dividend, final long divisor) {
        return new BigDecimal(dividend).divide(BigDecimal.valueOf(divisor), 0, RoundingMode.HALF_UP)
            .toBigInteger();
    }

    private static void check(
        final Supplier<String> what, final BigInteger expected, final Sum actual) {
        final long value;
        try {
            value = actual.get();
        } catch (final ArithmeticException e) {
            // The smallest long may be refused as a result: it has no counterpart above zero.
            if (expected.abs().bitLength() < Long.SIZE) {
                fail(what.get() + " of seed " + SEED + " fits, but threw", e);
            }
            return;
        }
        if (!expected.equals(big(value))) {
            fail(what.get() + " of seed " + SEED + ": expected " + expected + ", was " + value);
        }
    }

    @Test
    void mulDiv() {
        for (int i = 0; i < ROUNDS; i++) {
            final long a = Numbers.any(random);
            final long b = Numbers.any(random);
            final long d = Numbers.positive(random);
            check(() -> a + " * " + b + " / " + d, rounded(big(a).multiply(big(b)), d),
                () -> Exact.mulDiv(a, b, d));
        }
    }

    @Test
    void sumMulDiv() {
        for (int i = 0; i < ROUNDS; i++) {
            final long a = Numbers.any(random);
            final long b = Numbers.any(random);
            final long c = Numbers.any(random);
            final long d = Numbers.any(random);
            final long by = Numbers.positive(random);
            check(() -> "(" + a + " * " + b + " + " + c + " * " + d + ") / " + by,
                rounded(big(a).multiply(big(b)).add(big(c).multiply(big(d))), by),
                () -> Exact.sumMulDiv(a, b, c, d, by));
        }
    }

    @Test
    void divide() {
        for (int i = 0; i < ROUNDS; i++) {
            final long a = Numbers.signed(random);
            final long by = Numbers.positive(random);
            check(() -> a + " / " + by, rounded(big(a), by), () -> Exact.divide(a, by));
        }
    }

    @Test
    void signedMulDiv() {
        for (int i = 0; i < ROUNDS; i++) {
            final long a = Math.max(-Long.MAX_VALUE, Numbers.signed(random));
            final long b = Numbers.any(random);
            final long by = Numbers.positive(random);
            check(() -> a + " * " + b + " / " + by, rounded(big(a).multiply(big(b)), by),
                () -> Exact.signedMulDiv(a, b, by));
        }
    }

    @Test
    void compareProducts() {
        for (int i = 0; i < ROUNDS; i++) {
            final long a = Numbers.signed(random);
            final long b = Numbers.signed(random);
            final boolean same = random.nextInt(10) == 0;
            final long c = same ? b : Numbers.signed(random);
            final long d = same ? a : Numbers.signed(random);
            final int expected = big(a).multiply(big(b)).compareTo(big(c).multiply(big(d)));
            if (Integer.signum(Exact.compareProducts(a, b, c, d)) != expected) {
                fail(a + " * " + b + " against " + c + " * " + d + " of seed " + SEED);
            }
        }
    }

    /** Half a unit goes away from zero, a hair less goes towards it. */
    @ParameterizedTest
    @CsvSource({"1, 1, 2, 1", "1, 1, 3, 0", "5, 3, 10, 2", "149, 1, 100, 1", "150, 1, 100, 2",
        "9223372036854775807, 2, 4, 4611686018427387904"})
    void roundsHalfUp(final long a, final long b, final long by, final long expected) {
        assertEquals(expected, Exact.mulDiv(a, b, by));
        assertEquals(-expected, Exact.signedMulDiv(-a, b, by));
    }

    @Test
    void theSmallestLongIsDividedLikeAnyOther() {
        assertEquals(Long.MIN_VALUE, Exact.divide(Long.MIN_VALUE, 1));
        assertEquals(-92_233_720_368_547_758L, Exact.divide(Long.MIN_VALUE, 100));
    }

    @Test
    void argumentsOutOfRangeAreErrors() {
        assertThrows(ArithmeticException.class, () -> Exact.mulDiv(-1, 1, 1));
        assertThrows(ArithmeticException.class, () -> Exact.mulDiv(1, -1, 1));
        assertThrows(ArithmeticException.class, () -> Exact.mulDiv(1, 1, 0));
        assertThrows(ArithmeticException.class, () -> Exact.mulDiv(1, 1, -1));
        assertThrows(ArithmeticException.class, () -> Exact.sumMulDiv(1, 1, -1, 1, 1));
        assertThrows(ArithmeticException.class, () -> Exact.sumMulDiv(1, 1, 1, 1, 0));
        assertThrows(ArithmeticException.class, () -> Exact.divide(1, 0));
        assertThrows(ArithmeticException.class, () -> Exact.signedMulDiv(1, -1, 1));
    }

    @Test
    void whatDoesNotFitIsAnError() {
        final long most = Long.MAX_VALUE;
        assertThrows(ArithmeticException.class, () -> Exact.mulDiv(most, most, 1));
        assertThrows(ArithmeticException.class, () -> Exact.mulDiv(most, 3, 2));
        assertThrows(ArithmeticException.class, () -> Exact.sumMulDiv(most, 1, 1, 1, 1));
        assertThrows(
            ArithmeticException.class, () -> Exact.sumMulDiv(most, most, most, most, most));
        assertEquals(most, Exact.mulDiv(most, most, most));
    }
}
