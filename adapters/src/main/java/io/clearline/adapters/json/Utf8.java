package io.clearline.adapters.json;

/**
 * UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing above U+10FFFF. Stateless.
 */
final class Utf8 {
    private Utf8() {
    }

    /**
     * Returns how many bytes the sequence of two or more at {@code at} has, 0 where it is not
     * valid.
     */
    static int sequence(final byte[] bytes, final int at, final int end) {
        final int first = bytes[at] & 0xFF;
        final int size =
            first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
        if (size == 0 || end - at < size) {
            return 0;
        }
        for (int i = 1; i < size; i++) {
            if ((bytes[at + i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        final int second = bytes[at + 1] & 0xFF;
        final boolean wrong = first == 0xE0 && second < 0xA0 || first == 0xED && second >= 0xA0
            || first == 0xF0 && second < 0x90 || first == 0xF4 && second >= 0x90;
        return wrong ? 0 : size;
    }

    /** Appends a code point, no surrogate, to the tape's unescaped text. */
    static void put(final JsonTape tape, final int codePoint) {
        if (codePoint < 0x80) {
            tape.unescape(codePoint);
        } else if (codePoint < 0x800) {
            tape.unescape(0xC0 | codePoint >> 6);
            tape.unescape(0x80 | codePoint & 0x3F);
        } else if (codePoint < 0x10000) {
            tape.unescape(0xE0 | codePoint >> 12);
            tape.unescape(0x80 | codePoint >> 6 & 0x3F);
            tape.unescape(0x80 | codePoint & 0x3F);
        } else {
            tape.unescape(0xF0 | codePoint >> 18);
            tape.unescape(0x80 | codePoint >> 12 & 0x3F);
            tape.unescape(0x80 | codePoint >> 6 & 0x3F);
            tape.unescape(0x80 | codePoint & 0x3F);
        }
    }

    /** Returns the code point of a text of exactly one character, or -1. */
    static int single(final byte[] bytes, final int from, final int to) {
        if (from == to) {
            return -1;
        }
        final int first = bytes[from] & 0xFF;
        final int size = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        if (to - from != size) {
            return -1;
        }
        int codePoint = size == 1 ? first : first & 0x7F >> size;
        for (int i = 1; i < size; i++) {
            codePoint = codePoint << 6 | bytes[from + i] & 0x3F;
        }
        return codePoint;
    }
}
