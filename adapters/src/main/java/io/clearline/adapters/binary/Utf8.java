package io.clearline.adapters.binary;

import org.agrona.DirectBuffer;

/** Tells UTF-8, as RFC 3629 has it, from other bytes. Stateless; allocates nothing. */
final class Utf8 {
    private static final int NEXT_LEAST = 0x80;
    private static final int NEXT_MOST = 0xBF;

    private Utf8() {
    }

    static boolean isValid(final DirectBuffer buffer, final int from, final int end) {
        int at = from;
        while (at < end) {
            final int size = buffer.getByte(at) >= 0 ? 1 : sequence(buffer, at, end);
            if (size == 0) {
                return false;
            }
            at += size;
        }
        return true;
    }

    /** Returns how many bytes the sequence of two or more has that begins here, 0 where it is none. */
    private static int sequence(final DirectBuffer buffer, final int at, final int end) {
        final int first = buffer.getByte(at) & 0xFF;
        final int size = first < 0xC2 || first > 0xF4 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        if (size == 0 || size > end - at) {
            return 0;
        }
        // No overlong forms, no surrogates, nothing above U+10FFFF.
        final int least = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : NEXT_LEAST;
        final int most = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : NEXT_MOST;
        boolean right = isBetween(buffer.getByte(at + 1), least, most);
        for (int i = 2; i < size; i++) {
            right &= isBetween(buffer.getByte(at + i), NEXT_LEAST, NEXT_MOST);
        }
        return right ? size : 0;
    }

    private static boolean isBetween(final byte value, final int least, final int most) {
        return (value & 0xFF) >= least && (value & 0xFF) <= most;
    }
}
