package io.clearline.adapters.json;

import io.clearline.adapters.text.RowText;
import io.clearline.engine.record.Alpha3;
import io.clearline.engine.record.Scales;

/**
 * Writes members of JSON objects one by one, absent values not at all. For dumps, where ease counts
 * more than speed. Not thread-safe.
 */
final class ObjectWriter {
    private final JsonWriter json;
    private boolean first = true;

    ObjectWriter(final JsonWriter json) {
        this.json = json;
    }

    /** Begins an object or, with its bracket, a list. */
    ObjectWriter open(final char bracket) {
        json.raw(bracket);
        first = true;
        return this;
    }

    /** Begins the next element of a list. */
    ObjectWriter element() {
        if (!first) {
            json.raw(',');
        }
        first = false;
        return this;
    }

    /** Ends an object or a list. */
    ObjectWriter close(final char bracket) {
        json.raw(bracket);
        first = false;
        return this;
    }

    /** Writes a key; its value comes next. */
    ObjectWriter key(final String name) {
        element();
        json.text(name).raw(':');
        return this;
    }

    /** Writes a text, unless it is empty. */
    ObjectWriter text(final String name, final String value) {
        if (!value.isEmpty()) {
            key(name);
            json.text(value);
        }
        return this;
    }

    /** Writes a constant of an enum, unless it is absent. */
    ObjectWriter word(final String name, final Enum<?> value) {
        return "NULL_VAL".equals(value.name()) ? this : text(name, value.name());
    }

    /** Writes an integer, unless it is absent. */
    ObjectWriter integer(final String name, final long value, final long absent) {
        if (value != absent) {
            key(name);
            json.number(value);
        }
        return this;
    }

    ObjectWriter flag(final String name, final boolean value) {
        key(name);
        json.raw(JsonWriter.ascii(Boolean.toString(value)));
        return this;
    }

    ObjectWriter money(final String name, final long value) {
        return text(name, RowText.decimal(value, Scales.MONEY_DECIMALS));
    }

    ObjectWriter quantity(final String name, final long value) {
        return text(name, RowText.decimal(value, Scales.QUANTITY_DECIMALS));
    }

    ObjectWriter fourDigits(final String name, final int value) {
        return value == FieldReader.NULL_SHORT ? this : text(name, RowText.padded(value, 4));
    }

    ObjectWriter alpha3(final String name, final int value) {
        return value == Alpha3.ABSENT ? this : text(name, Alpha3.text(value));
    }

    ObjectWriter hs(final String name, final long value, final int digits) {
        return value == FieldReader.NULL ? this : text(name, RowText.padded(value, digits));
    }

    ObjectWriter character(final String name, final int codePoint) {
        return codePoint == 0 ? this : text(name, Character.toString(codePoint));
    }

    ObjectWriter time(final String name, final long timeMs) {
        if (timeMs != FieldReader.NULL) {
            key(name);
            json.time(timeMs);
        }
        return this;
    }
}
