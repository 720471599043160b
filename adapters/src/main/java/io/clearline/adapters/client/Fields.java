package io.clearline.adapters.client;

import io.clearline.engine.record.Alpha3;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/** Turns values into the numbers of the schema, exactly or not at all. Stateless. */
final class Fields {
    static final int NO_SHORT = 65_535;

    private Fields() {
    }

    /** Returns a decimal as a scaled number. */
    static long scaled(final String field, final BigDecimal value, final int decimals) {
        try {
            return value.setScale(decimals).unscaledValue().longValueExact();
        } catch (final ArithmeticException e) {
            throw new IllegalArgumentException(
                field + " has at most " + decimals + " decimals and a bounded size: " + value, e);
        }
    }

    /** Returns three letters packed. */
    static int alpha3(final String field, final String value) {
        final int code = Alpha3.of(value);
        if (code == Alpha3.ABSENT) {
            throw new IllegalArgumentException(field + " is three capital letters: " + value);
        }
        return code;
    }

    /** Returns digits as a number. */
    static long digits(final String field, final String value) {
        if (!value.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException(field + " is digits: " + value);
        }
        return Long.parseLong(value);
    }

    /** Returns four digits as a number. */
    static int four(final String field, final String value) {
        if (!value.matches("[0-9]{4}")) {
            throw new IllegalArgumentException(field + " is four digits: " + value);
        }
        return Integer.parseInt(value);
    }

    /** Returns ASCII of a fixed length, padded with NULs; too long or other characters are refused. */
    static byte[] padded(final String field, final String value, final int length) {
        final byte[] ascii = value.getBytes(StandardCharsets.US_ASCII);
        if (ascii.length > length || !value.equals(new String(ascii, StandardCharsets.US_ASCII))) {
            throw new IllegalArgumentException(
                field + " is at most " + length + " characters of ASCII: " + value);
        }
        return java.util.Arrays.copyOf(ascii, length);
    }
}
