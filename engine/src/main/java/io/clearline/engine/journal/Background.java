package io.clearline.engine.journal;

/** Work that is done beside the thread that asks for it. Thread-safe. */
public interface Background extends AutoCloseable {
    /** Begins; from now on the work is also done without being asked for, some times a second. */
    void start();

    /** Has the work done soon, once more if it is being done. Never blocks. */
    void ask();

    /** Waits a moment for work that was asked for; {@code ns} at most. */
    void pause(long ns);

    /** Ends it and waits until it has. */
    @Override
    void close();
}
