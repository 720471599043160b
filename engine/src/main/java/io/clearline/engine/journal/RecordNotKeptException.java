package io.clearline.engine.journal;

/** A record that was asked for was in a file that has been deleted behind snapshots. */
public class RecordNotKeptException extends JournalException {
    private static final long serialVersionUID = 1L;

    /** Creates one. */
    public RecordNotKeptException(final String message) {
        super(message);
    }
}
