package io.clearline.engine.recovery;

import io.clearline.engine.journal.JournalException;

/** A directory that was to be recovered is sound. */
public final class NothingLostException extends JournalException {
    private static final long serialVersionUID = 1L;

    NothingLostException(final String message) {
        super(message);
    }
}
