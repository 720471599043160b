package io.clearline.adapters.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalsTest {
    private static final long SEED = 41;

    private static long plain(final String text, final int decimals) {
        return parse(text, decimals, false);
    }

    private static long parse(final String text, final int decimals, final boolean exponent) {
        final byte[] bytes = ("xx" + text + "9").getBytes(StandardCharsets.UTF_8);
        return Decimals.parse(bytes, 2, bytes.length - 1, decimals, exponent);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1,10000", "-1,-10000", "1.5,15000", "0.0001,1", "007,70000",
        "99999999999.9999,999999999999999", "-0,0", "1.2300,12300"})
    void readsPlainDecimalsExactly(final String text, final long scaled) {
        assertEquals(scaled, plain(text, 4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", ".", ".5", "5.", "+5", "1e3", "1,5", " 1", "1 ", "--1", "1.-5",
        "1.2.3", "x", "0x10", "1.00000", "0.00001", "٣"})
    void refusesOtherSpellings(final String text) {
        assertEquals(Decimals.MALFORMED, plain(text, 4));
    }

    @ParameterizedTest
    @CsvSource({"1e3,10000000", "1.5E+1,150000", "1.5e-3,15", "12e-4,12", "0e999999999999,0",
        "1.23456e2,1234560", "1.0E-4,1",
        "0.0e-99,0", "-120000e-5,-12000"})
    void readsExponentsOfJsonNumbers(final String text, final long scaled) {
        assertEquals(scaled, parse(text, 4, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e-5", "1e", "1e+", "1ex", "1.5e-4", "1e-99999999999"})
    void refusesExponentsBeyondTheScale(final String text) {
        assertEquals(Decimals.MALFORMED, parse(text, 4, true));
    }

    @Test
    void sticksAtTheLimit() {
        assertEquals(Decimals.TOO_LARGE, plain("9".repeat(400), 4));
        assertEquals(Decimals.TOO_LARGE, plain("-" + "9".repeat(20), 4));
        assertEquals(Decimals.TOO_LARGE, parse("1e999999999999", 4, true));
        assertEquals(10_000, plain("0".repeat(400) + "1", 4));
    }

    @Test
    void agreesWithBigDecimal() {
        final SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 20_000; i++) {
            final int decimals = random.nextInt(9);
            final BigDecimal value =
                BigDecimal.valueOf(random.nextLong(-999_999_999L, 999_999_999L),
                    random.nextInt(decimals + 1));
            assertEquals(value.movePointRight(decimals).longValueExact(),
                plain(value.toPlainString(), decimals),
                () -> "seed " + SEED + ": " + value);
        }
    }
}
