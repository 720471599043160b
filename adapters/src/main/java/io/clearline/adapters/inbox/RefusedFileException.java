package io.clearline.adapters.inbox;

import io.clearline.adapters.text.OneLine;

/** A file that cannot be sent as it is; the message says why, in one line. */
final class RefusedFileException extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedFileException(final String message) {
        super(OneLine.of(message));
    }

    RefusedFileException(final String message, final Throwable cause) {
        super(OneLine.of(message), cause);
    }
}
