package io.clearline.adapters.json;

/**
 * Reads one JSON object (RFC 8259) onto a {@link JsonTape}: strict grammar, strict UTF-8, one pass,
 * no recursion, nothing allocated. It says only yes or no, for a line that is no JSON object has
 * one answer whatever is wrong with it.
 *
 * <p>Written for this one job: the common streaming parsers allocate per document, take other
 * encodings than UTF-8 and forms of UTF-8 that are not valid, and refuse numbers for their length,
 * which here is a matter of a field's range. Not thread-safe.
 */
final class JsonScanner {
    /** Deeper nesting is no command: none of our messages is deeper than six. */
    static final int MAX_DEPTH = 256;

    /** What a byte is within a text: 0 = itself. */
    private static final byte[] TEXT_CLASS = new byte[256];
    private static final byte QUOTE = 1;
    private static final byte ESCAPE = 2;
    private static final byte CONTROL = 3;
    private static final byte MULTIBYTE = 4;

    static {
        for (int i = 0; i < 256; i++) {
            TEXT_CLASS[i] = i < 0x20 ? CONTROL : i >= 0x80 ? MULTIBYTE : 0;
        }
        TEXT_CLASS['"'] = QUOTE;
        TEXT_CLASS['\\'] = ESCAPE;
    }

    private final int[] open = new int[MAX_DEPTH];
    private final int[] counts = new int[MAX_DEPTH];
    private JsonTape tape;
    private byte[] line;
    private int at;
    private int end;
    private int depth;
    private int highSurrogate;

    /**
     * Reads a line; the object is token 0 of the tape. Returns false where it is no JSON object.
     */
    boolean scan(final byte[] bytes, final int offset, final int length, final JsonTape target) {
        tape = target;
        tape.reset(bytes);
        line = bytes;
        at = offset;
        end = offset + length;
        depth = 0;
        if (peek() != '{' || !push(JsonTape.OBJECT)) {
            return false;
        }
        while (depth > 0) {
            if (!member()) {
                return false;
            }
        }
        return peek() < 0;
    }

    /** Skips white space; returns the byte there, not yet taken, or -1 at the end. */
    private int peek() {
        while (at < end) {
            final int next = line[at];
            if (next != ' ' && next != '\t' && next != '\r' && next != '\n') {
                return next & 0xFF;
            }
            at++;
        }
        return -1;
    }

    private boolean push(final byte kind) {
        if (depth == MAX_DEPTH) {
            return false;
        }
        counts[depth] = 0;
        open[depth++] = tape.add(kind, at, 0);
        at++;
        return true;
    }

    /** Takes the end of the open container, or its next element. */
    private boolean member() {
        final int container = open[depth - 1];
        final boolean object = tape.kind(container) == JsonTape.OBJECT;
        int next = peek();
        if (next == (object ? '}' : ']')) {
            at++;
            tape.close(container, counts[--depth]);
            return true;
        }
        if (counts[depth - 1]++ > 0) {
            if (next != ',') {
                return false;
            }
            at++;
            next = peek();
        }
        if (object) {
            if (next != '"' || !text() || peek() != ':') {
                return false;
            }
            at++;
            next = peek();
        }
        return value(next);
    }

    private boolean value(final int next) {
        switch (next) {
            case '"':
                return text();
            case '{':
                return push(JsonTape.OBJECT);
            case '[':
                return push(JsonTape.ARRAY);
            case 't':
                return literal("true", JsonTape.TRUE);
            case 'f':
                return literal("false", JsonTape.FALSE);
            case 'n':
                return literal("null", JsonTape.NULL);
            default:
                return number();
        }
    }

    private boolean literal(final String word, final byte kind) {
        if (end - at < word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (line[at + i] != word.charAt(i)) {
                return false;
            }
        }
        tape.add(kind, at, at + word.length());
        at += word.length();
        return true;
    }

    private boolean number() {
        final int start = at;
        if (at < end && line[at] == '-') {
            at++;
        }
        final int whole = at;
        if (!digits() || line[whole] == '0' && at - whole > 1) {
            return false;
        }
        final int integerEnd = at;
        if (at < end && line[at] == '.') {
            at++;
            if (!digits()) {
                return false;
            }
        }
        if (at < end && (line[at] == 'e' || line[at] == 'E')) {
            at++;
            if (at < end && (line[at] == '+' || line[at] == '-')) {
                at++;
            }
            if (!digits()) {
                return false;
            }
        }
        tape.add(at == integerEnd ? JsonTape.INTEGER : JsonTape.NUMBER, start, at);
        return true;
    }

    private boolean digits() {
        final int start = at;
        while (at < end && line[at] >= '0' && line[at] <= '9') {
            at++;
        }
        return at > start;
    }

    /** Takes a text from its opening quote. */
    private boolean text() {
        final int start = ++at;
        while (at < end) {
            final byte kind = TEXT_CLASS[line[at] & 0xFF];
            if (kind == 0) {
                at++;
            } else if (kind == QUOTE) {
                tape.add(JsonTape.TEXT, start, at++);
                return true;
            } else if (kind == MULTIBYTE) {
                final int size = Utf8.sequence(line, at, end);
                if (size == 0) {
                    return false;
                }
                at += size;
            } else {
                return kind == ESCAPE && escapedText(start);
            }
        }
        return false;
    }

    /** Goes on with a text at its first escape. */
    private boolean escapedText(final int textStart) {
        final int unescapedStart = tape.unescapedLength();
        int start = textStart;
        boolean broken = false;
        highSurrogate = 0;
        while (at < end) {
            final byte kind = TEXT_CLASS[line[at] & 0xFF];
            if (kind == CONTROL) {
                return false;
            }
            if (kind == MULTIBYTE && Utf8.sequence(line, at, end) == 0) {
                return false;
            }
            if (kind == ESCAPE) {
                broken |= at > start && highSurrogate != 0;
                highSurrogate = at > start ? 0 : highSurrogate;
                tape.unescape(start, at);
                final int unit = escape();
                if (unit < 0) {
                    return false;
                }
                broken |= appendUnit(unit);
                start = at;
            } else if (kind == QUOTE) {
                tape.unescape(start, at++);
                tape.addUnescaped(
                    broken || highSurrogate != 0 ? JsonTape.BROKEN_TEXT : JsonTape.TEXT,
                    unescapedStart);
                return true;
            } else {
                at += kind == MULTIBYTE ? Utf8.sequence(line, at, end) : 1;
            }
        }
        return false;
    }

    /** Appends a UTF-16 unit, the second of a pair with the first; true where it has no partner. */
    private boolean appendUnit(final int unit) {
        final int high = highSurrogate;
        highSurrogate = 0;
        if (Character.isLowSurrogate((char) unit)) {
            if (high != 0) {
                Utf8.put(tape, Character.toCodePoint((char) high, (char) unit));
            }
            return high == 0;
        }
        if (Character.isHighSurrogate((char) unit)) {
            highSurrogate = unit;
        } else {
            Utf8.put(tape, unit);
        }
        return high != 0;
    }

    /** Takes an escape; returns the UTF-16 unit that it names, or -1. */
    private int escape() {
        if (end - at < 2) {
            return -1;
        }
        final int letter = line[at + 1];
        at += 2;
        switch (letter) {
            case '"':
            case '\\':
            case '/':
                return letter;
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u':
                return hexUnit();
            default:
                return -1;
        }
    }

    private int hexUnit() {
        if (end - at < 4) {
            return -1;
        }
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            final int digit = line[at] < 0 ? -1 : Character.digit(line[at], 16);
            if (digit < 0) {
                return -1;
            }
            unit = unit << 4 | digit;
            at++;
        }
        return unit;
    }
}
