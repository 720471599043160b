package io.clearline.adapters.binary;

/** Bytes that are no sound command of the schema, or not one that a client sends. */
public final class BadCommandException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Creates one that says what is wrong. */
    public BadCommandException(final String message) {
        super(message);
    }
}
