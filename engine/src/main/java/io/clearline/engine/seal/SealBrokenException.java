package io.clearline.engine.seal;

/** Something is not what was sealed, or contradicts a head that somebody knows. */
public class SealBrokenException extends SealException {
    private static final long serialVersionUID = 1L;

    /** Creates one with its message. */
    public SealBrokenException(final String message) {
        super(message);
    }
}
