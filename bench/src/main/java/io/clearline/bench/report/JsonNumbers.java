package io.clearline.bench.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The numbers of a JSON object by name; of objects inside as {@code outer.inner}, of lists none. */
public final class JsonNumbers {
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonNumbers() {
    }

    /**
     * Reads those of a file.
     *
     * @throws IOException if it cannot be read or holds no JSON object; the message names the file
     */
    public static Map<String, Double> of(final Path file) throws IOException {
        try {
            return of(Files.readString(file));
        } catch (final IOException unreadable) {
            throw new IOException(file + ": " + unreadable.getMessage(), unreadable);
        }
    }

    /**
     * Reads those of a text.
     *
     * @throws IOException if it holds no JSON object
     */
    public static Map<String, Double> of(final String text) throws IOException {
        final Map<String, Double> numbers = new LinkedHashMap<>();
        try (JsonParser in = FACTORY.createParser(text)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("no JSON object");
            }
            read(in, "", numbers);
        }
        return numbers;
    }

    private static void read(
        final JsonParser in, final String prefix, final Map<String, Double> into)
        throws IOException {
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            final String name = prefix + in.currentName();
            final JsonToken value = in.nextToken();
            if (value.isNumeric()) {
                into.put(name, in.getDoubleValue());
            } else if (value == JsonToken.START_OBJECT) {
                read(in, name + ".", into);
            } else {
                in.skipChildren();
            }
        }
    }
}
