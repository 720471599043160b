package io.clearline.adapters.json;

import java.util.Arrays;

/**
 * The tokens of one JSON text, in order, in flat arrays that are reused: kind, bytes, and where the
 * next sibling begins. A key is a token before its value. Texts with escapes are held unescaped in
 * a buffer of their own; all others are read where they stand in the line, which must not change
 * meanwhile.
 *
 * <p>Grows with the longest line and is never shrunk, so a warm tape allocates nothing. Not
 * thread-safe.
 */
final class JsonTape {
    /** Stands for no token. */
    static final int NONE = -1;

    static final byte OBJECT = 1;
    static final byte ARRAY = 2;
    static final byte TEXT = 3;
    /** A text that is no Unicode text: it names half of a surrogate pair. */
    static final byte BROKEN_TEXT = 4;
    /** A number without fraction and exponent. */
    static final byte INTEGER = 5;
    static final byte NUMBER = 6;
    static final byte TRUE = 7;
    static final byte FALSE = 8;
    static final byte NULL = 9;

    private byte[] line;
    private byte[] unescaped = new byte[256];
    private int unescapedLength;
    private byte[] kinds = new byte[256];
    private boolean[] escaped = new boolean[256];
    private int[] starts = new int[256];
    private int[] ends = new int[256];
    private int[] nexts = new int[256];
    private int size;

    /** Forgets all tokens and points at a new line. */
    void reset(final byte[] newLine) {
        line = newLine;
        size = 0;
        unescapedLength = 0;
    }

    /** Appends a token and returns its number. */
    int add(final byte kind, final int start, final int end) {
        if (size == kinds.length) {
            grow();
        }
        kinds[size] = kind;
        escaped[size] = false;
        starts[size] = start;
        ends[size] = end;
        nexts[size] = size + 1;
        return size++;
    }

    /** Appends a text that stands unescaped in this tape's own buffer from {@code start}. */
    int addUnescaped(final byte kind, final int start) {
        final int token = add(kind, start, unescapedLength);
        escaped[token] = true;
        return token;
    }

    /** Ends a container: its next sibling is the token that is appended next. */
    void close(final int container, final int elements) {
        nexts[container] = size;
        ends[container] = elements;
    }

    private void grow() {
        final int capacity = size * 2;
        kinds = Arrays.copyOf(kinds, capacity);
        escaped = Arrays.copyOf(escaped, capacity);
        starts = Arrays.copyOf(starts, capacity);
        ends = Arrays.copyOf(ends, capacity);
        nexts = Arrays.copyOf(nexts, capacity);
    }

    /** Returns how many bytes of unescaped text there are. */
    int unescapedLength() {
        return unescapedLength;
    }

    /** Appends one byte of unescaped text. */
    void unescape(final int value) {
        if (unescapedLength == unescaped.length) {
            unescaped = Arrays.copyOf(unescaped, unescapedLength * 2);
        }
        unescaped[unescapedLength++] = (byte) value;
    }

    /** Appends bytes of the line to the unescaped text. */
    void unescape(final int from, final int to) {
        final int length = to - from;
        if (unescapedLength + length > unescaped.length) {
            unescaped = Arrays.copyOf(unescaped, (unescapedLength + length) * 2);
        }
        System.arraycopy(line, from, unescaped, unescapedLength, length);
        unescapedLength += length;
    }

    /** Returns the kind of a token. */
    byte kind(final int token) {
        return kinds[token];
    }

    /** Returns the token behind a value and all that is in it. */
    int next(final int token) {
        return nexts[token];
    }

    /** Returns how many elements an array has, or how many members an object. */
    int elements(final int container) {
        return ends[container];
    }

    /** Returns the array that holds the bytes of a text, key or number. */
    byte[] bytes(final int token) {
        return escaped[token] ? unescaped : line;
    }

    /** Returns the index of the first byte of a text, key or number. */
    int start(final int token) {
        return starts[token];
    }

    /** Returns the index behind the last byte of a text, key or number. */
    int end(final int token) {
        return ends[token];
    }

    /** Counts the Unicode characters of a text. */
    int characters(final int token) {
        final byte[] bytes = bytes(token);
        int count = 0;
        for (int i = starts[token]; i < ends[token]; i++) {
            count += (bytes[i] & 0xC0) == 0x80 ? 0 : 1;
        }
        return count;
    }
}
