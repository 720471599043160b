package io.clearline.adapters.json;

import io.clearline.engine.record.Alpha3;
import org.agrona.DirectBuffer;

/**
 * Values of a command message that {@link FieldReader} would take as they are, if they were spelled as
 * JSON. In doubt they are not: what is spelled otherwise than it was read, such as a control
 * character, and what has to be counted in characters in place of bytes. Stateless.
 */
final class SoundValues {
    /** The last day of the year 9999 is left out: which one that is depends on the offset. */
    private static final long TIME_MS_END = 253_402_214_400_000L;

    private static final int HS_SHORT_DIGITS = 8;
    private static final int HS_LONG_DIGITS = 10;
    private static final long HS_SHORT_END = 100_000_000L;
    private static final long HS_LONG_END = 10_000_000_000L;

    private SoundValues() {
    }

    static boolean time(final long timeMs) {
        return timeMs == FieldReader.NULL || timeMs >= 0 && timeMs < TIME_MS_END;
    }

    static boolean money(final long value) {
        return value > 0 && value < FieldReader.MONEY_END;
    }

    static boolean fen(final long value) {
        return value > 0 && value < FieldReader.FEN_END;
    }

    static boolean quantity(final long value) {
        return value > 0 && value < FieldReader.QUANTITY_END;
    }

    static boolean fourDigits(final int value) {
        return value < 10_000;
    }

    static boolean alpha3(final int value, final boolean required) {
        return value < Alpha3.SIZE || !required && value == Alpha3.ABSENT;
    }

    static boolean hs(final long value, final int digits, final boolean required) {
        if (value == FieldReader.NULL) {
            return !required && digits == 0;
        }
        return value >= 0 && (digits == HS_SHORT_DIGITS && value < HS_SHORT_END
            || digits == HS_LONG_DIGITS && value < HS_LONG_END);
    }

    /** Tells whether it is one of the words 1 to {@code most}, or absent where that may be. */
    static boolean word(final int value, final int most, final boolean required) {
        return value >= 1 && value <= most || !required && value == FieldReader.NULL_WORD;
    }

    static boolean character(final int codePoint) {
        return codePoint >= ' ' && codePoint <= '~';
    }

    /** Takes a text of at most {@code most} bytes that is known to be UTF-8. */
    static boolean text(final DirectBuffer buffer, final int at, final int length,
        final boolean required, final int most) {
        if (length == 0) {
            return !required;
        }
        return length <= most && isPrintable(buffer, at, at + length);
    }

    private static boolean isPrintable(final DirectBuffer buffer, final int from, final int end) {
        int at = from;
        while (at < end && (buffer.getByte(at) & 0xFF) >= ' ') {
            at++;
        }
        return at == end;
    }

    /** Takes printable ASCII, one character at least, and NULs up to {@code length}. */
    static boolean reference(final DirectBuffer buffer, final int from, final int length) {
        final int end = from + length;
        int at = from;
        while (at < end && buffer.getByte(at) >= ' ' && buffer.getByte(at) <= '~') {
            at++;
        }
        return at > from && isNothing(buffer, at, end);
    }

    /** Tells whether there are NULs alone. */
    static boolean isNothing(final DirectBuffer buffer, final int from, final int end) {
        int at = from;
        while (at < end && buffer.getByte(at) == 0) {
            at++;
        }
        return at == end;
    }

    /**
     * Takes 1 to 8 attributes, each parted from the next.
     *
     * @param relaxed what the message says of attribute 49 being among them
     */
    static boolean attributes(
        final DirectBuffer buffer, final int from, final int length, final int relaxed) {
        final int end = from + length;
        int count = 0;
        boolean found = false;
        for (int at = from; at < end; at++) {
            final int start = at;
            while (at < end && buffer.getByte(at) != ItemReader.ATTRIBUTE_SEPARATOR) {
                at++;
            }
            if (!text(buffer, start, at - start, true, FieldReader.TEXT_CHARACTERS)
                || at == end - 1) {
                return false;
            }
            found |= at - start == 2 && buffer.getByte(start) == '4'
                && buffer.getByte(start + 1) == '9';
            count++;
        }
        return count <= ItemReader.MOST_ATTRIBUTES && relaxed == (found ? 1 : 0);
    }
}
