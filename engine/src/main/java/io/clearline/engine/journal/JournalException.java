package io.clearline.engine.journal;

/**
 * The journal could not be written, read or opened; the message says what, where and what to do.
 */
public class JournalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates one with its message. */
    public JournalException(final String message) {
        super(message);
    }

    /** Creates one with its message and cause. */
    public JournalException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
