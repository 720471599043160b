package io.clearline.adapters.json;

import io.clearline.adapters.text.CheckDigits;
import io.clearline.adapters.text.Decimals;
import io.clearline.adapters.text.Times;
import io.clearline.engine.record.Alpha3;
import io.clearline.engine.record.Scales;
import io.clearline.engine.record.sbe.RejectCode;

/**
 * Reads the value of one field from a tape: absent or null is MISSING where the field is required,
 * a wrong type, pattern, word, length of text or number of decimals FORMAT, a number out of bounds
 * RANGE. What is faulty is noted and read as absent. Not thread-safe.
 */
final class FieldReader {
    /** Stands for an absent number. */
    static final long NULL = Long.MIN_VALUE;
    /** Stands for an absent integer. */
    static final int NULL_INT = Integer.MIN_VALUE;
    /** Stands for absent four digits or letters. */
    static final int NULL_SHORT = 65535;

    static final int CODE_CHARACTERS = 32;
    static final int TEXT_CHARACTERS = 255;

    /** Stands for an absent word. */
    static final int NULL_WORD = 255;

    /** Scaled money, payments and quantities are below. */
    static final long MONEY_END = 1_000_000_000_000L * Scales.MONEY;
    static final long FEN_END = 1_000_000_000_000L * Scales.FEN;
    static final long QUANTITY_END = 1_000_000_000L * Scales.QUANTITY;

    private final JsonTape tape;
    private final FormErrors errors;

    FieldReader(final JsonTape tape, final FormErrors errors) {
        this.tape = tape;
        this.errors = errors;
    }

    /** Notes a fault. */
    void fault(final long path, final RejectCode code) {
        errors.add(path, code);
    }

    /** Tells whether there is a value; notes MISSING where a required one is not there. */
    boolean present(final int token, final long path, final boolean required) {
        if (token != JsonTape.NONE && tape.kind(token) != JsonTape.NULL) {
            return true;
        }
        if (required) {
            fault(path, RejectCode.MISSING);
        }
        return false;
    }

    private boolean isText(final int token, final long path, final boolean required) {
        return present(token, path, required) && isKind(token, path, JsonTape.TEXT);
    }

    private boolean isKind(final int token, final long path, final byte kind) {
        if (tape.kind(token) == kind) {
            return true;
        }
        fault(path, RejectCode.FORMAT);
        return false;
    }

    /** Reads a text of 1 to {@code most} characters; returns its token or NONE. */
    int text(final int token, final long path, final boolean required, final int most) {
        if (!isText(token, path, required)) {
            return JsonTape.NONE;
        }
        final int bytes = tape.end(token) - tape.start(token);
        if (bytes == 0 || bytes > most && tape.characters(token) > most) {
            fault(path, RejectCode.FORMAT);
            return JsonTape.NONE;
        }
        return token;
    }

    /**
     * Reads a submitter's reference: 1 to 32 printable ASCII characters; returns its token or NONE.
     */
    int reference(final int token, final long path, final boolean required) {
        final int text = text(token, path, required, CODE_CHARACTERS);
        if (text == JsonTape.NONE) {
            return text;
        }
        final byte[] bytes = tape.bytes(text);
        for (int i = tape.start(text); i < tape.end(text); i++) {
            if (bytes[i] < ' ' || bytes[i] > '~') {
                fault(path, RejectCode.FORMAT);
                return JsonTape.NONE;
            }
        }
        return text;
    }

    /** Reads one of some words; returns its position or -1. */
    int word(final int token, final long path, final boolean required, final Names words) {
        if (!isText(token, path, required)) {
            return -1;
        }
        final int word = words.find(tape.bytes(token), tape.start(token), tape.end(token));
        if (word < 0) {
            fault(path, RejectCode.FORMAT);
        }
        return word;
    }

    /** Reads money above 0, scaled by {@link Scales#MONEY}, or NULL. */
    long money(final int token, final long path) {
        return positive(token, path, Scales.MONEY_DECIMALS, MONEY_END);
    }

    /** Reads a payment above 0 in fen, or NULL. */
    long fen(final int token, final long path) {
        return positive(token, path, 2, FEN_END);
    }

    /** Reads a quantity or weight above 0, scaled by {@link Scales#QUANTITY}, or NULL. */
    long quantity(final int token, final long path) {
        return positive(token, path, Scales.QUANTITY_DECIMALS, QUANTITY_END);
    }

    /** Reads a share of 0 to 1, scaled by {@link Scales#RATE}; absent is 1, faulty NULL. */
    long share(final int token, final long path) {
        if (!present(token, path, false)) {
            return Scales.RATE;
        }
        return between(token, path, true, Scales.RATE_DECIMALS, 0, Scales.RATE);
    }

    /** Reads a decimal between bounds, scaled by ten to the power of its decimals, or NULL. */
    long between(final int token, final long path, final boolean required, final int decimals,
        final long least, final long most) {
        if (!present(token, path, required)) {
            return NULL;
        }
        final long value = decimal(token, decimals);
        if (value >= least && value <= most) {
            return value;
        }
        fault(path, value == Decimals.MALFORMED ? RejectCode.FORMAT : RejectCode.RANGE);
        return NULL;
    }

    private long positive(
        final int token, final long path, final int decimals, final long limit) {
        if (!present(token, path, true)) {
            return NULL;
        }
        final long value = decimal(token, decimals);
        if (value > 0 && value < limit) {
            return value;
        }
        fault(path, value == Decimals.MALFORMED ? RejectCode.FORMAT : RejectCode.RANGE);
        return NULL;
    }

    private long decimal(final int token, final int decimals) {
        final byte kind = tape.kind(token);
        final boolean number = kind == JsonTape.INTEGER || kind == JsonTape.NUMBER;
        return number || kind == JsonTape.TEXT
            ? Decimals.parse(
                tape.bytes(token), tape.start(token), tape.end(token), decimals, number)
            : Decimals.MALFORMED;
    }

    /** Reads a JSON integer of {@code least} to 2^31 - 1, or NULL_INT. */
    int integer(final int token, final long path, final boolean required, final int least) {
        final long value = anyInteger(token, path, required);
        if (value == NULL) {
            return NULL_INT;
        }
        if (value < least || value > Integer.MAX_VALUE) {
            fault(path, RejectCode.RANGE);
            return NULL_INT;
        }
        return (int) value;
    }

    /** Reads a JSON integer of any size, cut to 10^18 either way, or NULL. */
    long anyInteger(final int token, final long path, final boolean required) {
        if (!present(token, path, required) || !isKind(token, path, JsonTape.INTEGER)) {
            return NULL;
        }
        final long value =
            Decimals.parse(tape.bytes(token), tape.start(token), tape.end(token), 0, false);
        return value == Decimals.TOO_LARGE ? Decimals.LIMIT : value;
    }

    /** Reads true or false; absent and faulty are false. */
    boolean flag(final int token, final long path) {
        if (!present(token, path, false)) {
            return false;
        }
        final byte kind = tape.kind(token);
        if (kind != JsonTape.TRUE && kind != JsonTape.FALSE) {
            fault(path, RejectCode.FORMAT);
        }
        return kind == JsonTape.TRUE;
    }

    /** Reads four digits as a number, or NULL_SHORT. */
    int fourDigits(final int token, final long path, final boolean required) {
        final long value = digits(token, path, required, 4, 4);
        return value == NULL ? NULL_SHORT : (int) value;
    }

    /** Reads 8 or 10 digits as a number, or NULL. */
    long hs(final int token, final long path, final boolean required) {
        return digits(token, path, required, 8, 10);
    }

    /** Returns how many digits an hs that was read has. */
    int hsDigits(final long hs, final int token) {
        return hs == NULL ? 0 : tape.end(token) - tape.start(token);
    }

    private long digits(
        final int token, final long path, final boolean required, final int one, final int other) {
        if (!isText(token, path, required)) {
            return NULL;
        }
        final byte[] bytes = tape.bytes(token);
        final int length = tape.end(token) - tape.start(token);
        long value = length == one || length == other ? 0 : NULL;
        for (int i = tape.start(token); i < tape.end(token) && value != NULL; i++) {
            value = bytes[i] < '0' || bytes[i] > '9' ? NULL : value * 10 + bytes[i] - '0';
        }
        if (value == NULL) {
            fault(path, RejectCode.FORMAT);
        }
        return value;
    }

    /** Reads three capital letters as {@link Alpha3}, or NULL_SHORT. */
    int alpha3(final int token, final long path, final boolean required) {
        if (!isText(token, path, required)) {
            return NULL_SHORT;
        }
        final byte[] bytes = tape.bytes(token);
        final int start = tape.start(token);
        int value = tape.end(token) - start == 3 ? 0 : NULL_SHORT;
        for (int i = start; i < start + 3 && value != NULL_SHORT; i++) {
            value = bytes[i] < 'A' || bytes[i] > 'Z' ? NULL_SHORT : value * 26 + bytes[i] - 'A';
        }
        if (value == NULL_SHORT) {
            fault(path, RejectCode.FORMAT);
        }
        return value;
    }

    /** Reads one Unicode character as its code point, or 0. */
    int character(final int token, final long path) {
        if (!isText(token, path, true)) {
            return 0;
        }
        final int codePoint =
            Utf8.single(tape.bytes(token), tape.start(token), tape.end(token));
        if (codePoint <= 0) {
            fault(path, RejectCode.FORMAT);
            return 0;
        }
        return codePoint;
    }

    /** Reads a unified social credit code; returns its token or NONE. */
    int uscc(final int token, final long path, final boolean required) {
        return isText(token, path, required) && isRight(path, CheckDigits.uscc(
            tape.bytes(token), tape.start(token), tape.end(token))) ? token : JsonTape.NONE;
    }

    /** Reads a container number; returns its token or NONE. */
    int container(final int token, final long path) {
        return isText(token, path, true) && isRight(path, CheckDigits.container(
            tape.bytes(token), tape.start(token), tape.end(token))) ? token : JsonTape.NONE;
    }

    private boolean isRight(final long path, final RejectCode code) {
        if (code != null) {
            fault(path, code);
        }
        return code == null;
    }

    /** Reads a time with offset as milliseconds since 1970-01-01T00:00Z, or NULL. */
    long time(final int token, final long path, final boolean required) {
        if (!isText(token, path, required)) {
            return NULL;
        }
        final long time = Times.parse(tape.bytes(token), tape.start(token), tape.end(token));
        if (time == Times.MALFORMED) {
            fault(path, RejectCode.FORMAT);
        }
        return time;
    }

    /** Reads a list of at most {@code most} elements; returns its token or NONE. */
    int list(final int token, final long path, final boolean required, final int most) {
        if (!present(token, path, required) || !isKind(token, path, JsonTape.ARRAY)) {
            return JsonTape.NONE;
        }
        if (tape.elements(token) > most) {
            fault(path, RejectCode.RANGE);
            return JsonTape.NONE;
        }
        return token;
    }

    /** Reads an object, required; tells whether there is one. */
    boolean object(final int token, final long path) {
        return present(token, path, true) && isKind(token, path, JsonTape.OBJECT);
    }
}
