package io.clearline.adapters.json;

/** Hands texts of a tape to the encoders of messages, absent ones as NULs of no length. */
final class Wire {
    /** The bytes of an absent text: enough NULs for the longest field of fixed length. */
    private static final byte[] ABSENT = new byte[32];

    private Wire() {
    }

    static byte[] bytes(final JsonTape tape, final int token) {
        return token == JsonTape.NONE ? ABSENT : tape.bytes(token);
    }

    static int start(final JsonTape tape, final int token) {
        return token == JsonTape.NONE ? 0 : tape.start(token);
    }

    static int length(final JsonTape tape, final int token) {
        return token == JsonTape.NONE ? 0 : tape.end(token) - tape.start(token);
    }

    /** Fills a target with a text that fits it, padded with NULs; returns the target. */
    static byte[] padded(final JsonTape tape, final int token, final byte[] target) {
        final int length = length(tape, token);
        System.arraycopy(bytes(tape, token), start(tape, token), target, 0, length);
        java.util.Arrays.fill(target, length, target.length, (byte) 0);
        return target;
    }

    /** Joins the texts of a list with a separator; returns how many bytes were written. */
    static int join(
        final JsonTape tape, final int list, final byte separator, final byte[] target) {
        int length = 0;
        int element = list + 1;
        for (int i = 0; i < tape.elements(list); i++) {
            if (i > 0) {
                target[length++] = separator;
            }
            final int size = length(tape, element);
            System.arraycopy(tape.bytes(element), tape.start(element), target, length, size);
            length += size;
            element = tape.next(element);
        }
        return length;
    }
}
