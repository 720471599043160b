package io.clearline.adapters.session;

/** Whom the lines of a server lead to; a server closes its host. Thread-safe. */
public interface LineHost extends AutoCloseable {
    /** Returns what takes a new line. */
    LineListener listener(Line line);

    /** Returns how many lines there are. */
    int lines();

    /** Says bye and ends all lines; returns when they are gone. */
    void drain();

    /** Ends what it runs on; no line may be left. */
    @Override
    void close();
}
