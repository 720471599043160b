package io.clearline.adapters.binary;

import io.clearline.engine.record.session.ByeReason;

/** Bytes on a line that are no message of a session, or not one that may stand there. */
public final class BadFrameException extends Exception {
    private static final long serialVersionUID = 1L;

    private final ByeReason reason;

    /** Creates one that says what is wrong, to people and to the other end. */
    public BadFrameException(final ByeReason reason, final String message) {
        super(message);
        this.reason = reason;
    }

    /** Returns what the other end is told. */
    public ByeReason reason() {
        return reason;
    }
}
