package io.clearline.engine.seal;

/** A text that was given is not in the form of a key, head, countersignature or proof. */
public final class SealFormatException extends SealException {
    private static final long serialVersionUID = 1L;

    /** Creates one with its message. */
    public SealFormatException(final String message) {
        super(message);
    }

    /** Creates one with its message and cause. */
    public SealFormatException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
