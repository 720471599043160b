package io.clearline.adapters.text;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;

/** A text of TOML, and where each of its keys stands. Immutable. */
public final class TomlText {
    private final String name;
    private final String text;
    private final JsonNode root;

    private TomlText(final String name, final String text, final JsonNode root) {
        this.name = name;
        this.text = text;
        this.root = root;
    }

    /**
     * Parses a text.
     *
     * @param name the file's, for messages
     * @throws TomlException if it is no TOML
     */
    public static TomlText parse(final String name, final String text) throws TomlException {
        try {
            return new TomlText(name, text, new TomlMapper().readTree(text));
        } catch (final JacksonException e) {
            throw new TomlException(name + ":" + Math.max(1, e.getLocation() == null ? 1
                : e.getLocation().getLineNr()) + ": no TOML: " + e.getOriginalMessage(), e);
        } catch (final RuntimeException e) {
            // A date that is none, or a number beyond all bounds: the library says so by others.
            throw new TomlException(name + ": no TOML: " + e.getMessage(), e);
        }
    }

    /** Returns the top table. */
    public JsonNode root() {
        return root;
    }

    /**
     * Returns where a key stands, as a start of a message such as {@code clearline.toml:2: }: the parser
     * does not tell. Without the line where the key is spelled in a way of its own.
     *
     * @param key with its tables in front, a point between
     */
    public String where(final String key) {
        int number = 0;
        String table = "";
        for (final String line : text.split("\n", -1)) {
            number++;
            final String bare = line.strip();
            final int equals = bare.indexOf('=');
            if (bare.startsWith("[") && bare.indexOf(']') > 0) {
                table = bare.substring(bare.startsWith("[[") ? 2 : 1, bare.indexOf(']')).strip()
                    .replace("\"", "") + ".";
                if (table.startsWith(key + ".")) {
                    return name + ":" + number + ": ";
                }
            } else if (equals > 0 && (key + ".").startsWith(
                table + bare.substring(0, equals).strip().replace("\"", "") + ".")) {
                return name + ":" + number + ": ";
            }
        }
        return name + ": ";
    }
}
