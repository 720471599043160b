package io.clearline.tools;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Builds a JSON text member by member, in the order of the calls. For what people and scripts look
 * at now and then; answers of a run have their own, faster way.
 */
final class JsonText {
    private static final DateTimeFormatter TIME =
        DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxxx", Locale.ROOT);
    private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);

    private final StringBuilder text = new StringBuilder(512);

    /** Returns a time in milliseconds as the contract writes it, in UTC+8. */
    static String time(final long timeMs) {
        return TIME.format(Instant.ofEpochMilli(timeMs).atOffset(CHINA));
    }

    JsonText open() {
        separate();
        text.append('{');
        return this;
    }

    JsonText close() {
        text.append('}');
        return this;
    }

    JsonText open(final String name) {
        name(name);
        text.append('{');
        return this;
    }

    JsonText openList(final String name) {
        name(name);
        text.append('[');
        return this;
    }

    JsonText closeList() {
        text.append(']');
        return this;
    }

    JsonText number(final String name, final long value) {
        name(name);
        text.append(value);
        return this;
    }

    JsonText flag(final String name, final boolean value) {
        name(name);
        text.append(value);
        return this;
    }

    /** Adds a text, or null. */
    JsonText text(final String name, final String value) {
        name(name);
        quoted(value);
        return this;
    }

    /** Adds a text where there is one. */
    JsonText textIfAny(final String name, final String value) {
        return value == null || value.isEmpty() ? this : text(name, value);
    }

    /** Adds a scaled number as a text without trailing zeros, where it is not {@code nullValue}. */
    JsonText scaled(final String name, final long value, final long nullValue, final int decimals) {
        return value == nullValue ? this
            : text(name, value == 0 ? "0"
                : BigDecimal.valueOf(value, decimals).stripTrailingZeros().toPlainString());
    }

    /** Adds a JSON text as it is. */
    JsonText raw(final String name, final String json) {
        name(name);
        text.append(json);
        return this;
    }

    /** Adds an element to a list. */
    JsonText element(final String value) {
        separate();
        quoted(value);
        return this;
    }

    private void name(final String name) {
        separate();
        quoted(name);
        text.append(':');
    }

    private void separate() {
        if (!text.isEmpty() && "{[:".indexOf(text.charAt(text.length() - 1)) < 0) {
            text.append(',');
        }
    }

    private void quoted(final String value) {
        if (value == null) {
            text.append("null");
            return;
        }
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            final char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < 0x20) {
                text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
