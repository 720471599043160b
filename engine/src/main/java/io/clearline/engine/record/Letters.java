package io.clearline.engine.record;

import org.agrona.DirectBuffer;

/**
 * Sets of letters and digits as bits of a long, in ASCII order: 0-9, A-Z, a-z. Supervision-condition
 * letters and inspection categories are such sets (domain facts, section 4).
 */
public final class Letters {
    private Letters() {
    }

    /** Returns the bit of one letter or digit, 0 for any other character. */
    public static long bit(final int c) {
        if (c >= '0' && c <= '9') {
            return 1L << c - '0';
        }
        if (c >= 'A' && c <= 'Z') {
            return 1L << c - 'A' + 10;
        }
        return c >= 'a' && c <= 'z' ? 1L << c - 'a' + 36 : 0;
    }

    /** Returns the set of the letters and digits of a text; all else is passed over. */
    public static long of(final CharSequence text) {
        long set = 0;
        for (int i = 0; i < text.length(); i++) {
            set |= bit(text.charAt(i));
        }
        return set;
    }

    /** Returns the set of the letters and digits of ASCII bytes. */
    public static long of(final DirectBuffer buffer, final int offset, final int length) {
        long set = 0;
        for (int i = 0; i < length; i++) {
            set |= bit(buffer.getByte(offset + i));
        }
        return set;
    }

    /** Returns the first letter of a set that is not empty. */
    public static char first(final long set) {
        final int index = Long.numberOfTrailingZeros(set);
        if (index < 10) {
            return (char) ('0' + index);
        }
        return index < 36 ? (char) ('A' + index - 10) : (char) ('a' + index - 36);
    }
}
