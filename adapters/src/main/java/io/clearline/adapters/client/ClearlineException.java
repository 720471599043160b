package io.clearline.adapters.client;

import io.clearline.engine.record.session.ByeReason;

/** Why a client cannot go on, or a command has no answer. What was sent may have been taken. */
public final class ClearlineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ByeReason reason;

    /** Creates one that says what happened and, where it can be helped, what to do. */
    public ClearlineException(final ByeReason reason, final String message) {
        super(message);
        this.reason = reason;
    }

    /** Returns what the server said, {@code NULL_VAL} where it was not asked or did not answer. */
    public ByeReason reason() {
        return reason;
    }
}
