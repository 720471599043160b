package io.clearline.adapters.json;

import io.clearline.engine.seal.SealFormatException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * One value of a JSON text, where ease counts more than speed: what is not there or of another kind
 * is an error at once.
 *
 * @param tape holds the text's tokens
 * @param token the value's
 */
record JsonNode(JsonTape tape, int token) {
    /** Returns the value of an object's first member of that name. */
    JsonNode member(final String name) {
        expect(JsonTape.OBJECT, "an object");
        int key = token + 1;
        for (int i = 0; i < tape.elements(token); i++) {
            if (new JsonNode(tape, key).string().equals(name)) {
                return new JsonNode(tape, key + 1);
            }
            key = tape.next(key + 1);
        }
        throw new SealFormatException("there is no '" + name + "' where one belongs");
    }

    /** Reads all elements of a list. */
    <T> List<T> elements(final Function<JsonNode, T> reader) {
        expect(JsonTape.ARRAY, "a list");
        final List<T> elements = new ArrayList<>();
        int element = token + 1;
        for (int i = 0; i < tape.elements(token); i++) {
            elements.add(reader.apply(new JsonNode(tape, element)));
            element = tape.next(element);
        }
        return elements;
    }

    /** Returns a text. */
    String text() {
        expect(JsonTape.TEXT, "a text");
        return string();
    }

    /** Returns an integer. */
    long integer() {
        expect(JsonTape.INTEGER, "an integer");
        try {
            return Long.parseLong(string());
        } catch (final NumberFormatException e) {
            throw new SealFormatException(string() + " is too large", e);
        }
    }

    private String string() {
        return new String(tape.bytes(token), tape.start(token), tape.end(token) - tape.start(token),
            StandardCharsets.UTF_8);
    }

    private void expect(final byte kind, final String what) {
        if (tape.kind(token) != kind) {
            throw new SealFormatException("there is something else where " + what + " belongs");
        }
    }
}
