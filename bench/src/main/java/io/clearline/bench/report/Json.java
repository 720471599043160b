package io.clearline.bench.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;

/** Writes maps, lists, texts, flags and numbers as JSON. */
public final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {
    }

    /** Returns an object as text, its keys in the order of the map. */
    public static String text(final Map<String, Object> object) {
        final StringWriter text = new StringWriter();
        try (JsonGenerator out =
            FACTORY.createGenerator(text).setPrettyPrinter(new DefaultPrettyPrinter())) {
            write(out, object);
        } catch (final IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private static void write(final JsonGenerator out, final Object value) throws IOException {
        if (value instanceof Map<?, ?> object) {
            out.writeStartObject();
            for (final Map.Entry<?, ?> entry : object.entrySet()) {
                out.writeFieldName((String) entry.getKey());
                write(out, entry.getValue());
            }
            out.writeEndObject();
        } else if (value instanceof Iterable<?> list) {
            out.writeStartArray();
            for (final Object element : list) {
                write(out, element);
            }
            out.writeEndArray();
        } else if (value instanceof Double || value instanceof Float) {
            out.writeNumber(Math.round(((Number) value).doubleValue() * 1000) / 1000.0);
        } else if (value instanceof Number number) {
            out.writeNumber(number.longValue());
        } else if (value instanceof Boolean flag) {
            out.writeBoolean(flag);
        } else if (value == null) {
            out.writeNull();
        } else {
            out.writeString(value.toString());
        }
    }
}
