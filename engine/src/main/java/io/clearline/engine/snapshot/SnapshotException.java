package io.clearline.engine.snapshot;

/** A snapshot cannot be used; the message says why, without its file's name. */
public final class SnapshotException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    SnapshotException(final String message) {
        super(message);
    }

    SnapshotException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
