package io.clearline.adapters.json;

import java.nio.charset.StandardCharsets;

/**
 * A fixed set of ASCII names, the fields of an object or the words of a field, found by their bytes
 * without making a string. Immutable.
 */
final class Names {
    private final byte[][] names;
    private final byte[] table;
    private final int mask;

    Names(final String... words) {
        names = new byte[words.length][];
        int capacity = 16;
        while (capacity < words.length * 4) {
            capacity *= 2;
        }
        table = new byte[capacity];
        mask = capacity - 1;
        for (int i = 0; i < words.length; i++) {
            names[i] = words[i].getBytes(StandardCharsets.US_ASCII);
            int place = hash(names[i], 0, names[i].length) & mask;
            while (table[place] != 0) {
                place = place + 1 & mask;
            }
            table[place] = (byte) (i + 1);
        }
    }

    /** Returns how many names there are. */
    int size() {
        return names.length;
    }

    /** Returns the position of a name, or -1. */
    int find(final byte[] bytes, final int from, final int to) {
        if (from == to) {
            return -1;
        }
        int place = hash(bytes, from, to) & mask;
        while (table[place] != 0) {
            final byte[] name = names[table[place] - 1];
            if (java.util.Arrays.equals(name, 0, name.length, bytes, from, to)) {
                return table[place] - 1;
            }
            place = place + 1 & mask;
        }
        return -1;
    }

    private static int hash(final byte[] bytes, final int from, final int to) {
        final int last = to - 1;
        final int mixed = bytes[from] * 31 + bytes[last] * 17 + (to - from) * 7
            + bytes[from + (last - from) / 2];
        return mixed ^ mixed >>> 5;
    }

    /**
     * Notes where the members of an object stand: {@code tokens[i]} becomes the value of name i, or
     * {@link JsonTape#NONE}. Other members are passed over; of equal names the last one counts.
     */
    void bind(final JsonTape tape, final int object, final int[] tokens) {
        java.util.Arrays.fill(tokens, 0, names.length, JsonTape.NONE);
        int key = object + 1;
        for (int i = tape.elements(object); i > 0; i--) {
            final int value = key + 1;
            final int name = tape.kind(key) == JsonTape.TEXT
                ? find(tape.bytes(key), tape.start(key), tape.end(key)) : -1;
            if (name >= 0) {
                tokens[name] = value;
            }
            key = tape.next(value);
        }
    }
}
