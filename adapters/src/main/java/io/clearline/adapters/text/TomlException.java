package io.clearline.adapters.text;

/** A text that is no TOML; the message names file and line. */
public final class TomlException extends Exception {
    private static final long serialVersionUID = 1L;

    TomlException(final String message, final Throwable cause) {
        super(OneLine.of(message), cause);
    }
}
