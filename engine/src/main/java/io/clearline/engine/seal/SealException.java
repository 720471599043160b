package io.clearline.engine.seal;

/**
 * Seals could not be read, written or made; the message says what, where and what to do.
 */
public class SealException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates one with its message. */
    public SealException(final String message) {
        super(message);
    }

    /** Creates one with its message and cause. */
    public SealException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
