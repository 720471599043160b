package io.clearline.adapters.session;

import io.netty.util.concurrent.EventExecutor;
import java.util.Optional;

/**
 * The way to one peer as a session sees it, whatever carries it: a stream of bytes each way. All but
 * {@link #loop}, {@link #peer} and {@link #subject} is called on its loop.
 */
public interface Line {
    /** Returns what runs all that concerns the line, one thing after another. */
    EventExecutor loop();

    /** Returns where the peer is, for people. */
    String peer();

    /** Returns the distinguished name (RFC 2253) that the peer proved by a certificate, if any. */
    Optional<String> subject();

    /** Tells whether it takes bytes without keeping them long; its transport says when that changes. */
    boolean isWritable();

    /** Copies bytes, which leave with the next {@link #flush}; those of a line that is gone are dropped. */
    void write(byte[] bytes, int length);

    /** Sends what was written. */
    void flush();

    /** Says whether it is to hand on what comes. */
    void reading(boolean wanted);

    /** Tells whether it hands on what comes. */
    boolean isReading();

    /** Ends it at once; what still waits is lost. Does nothing the second time. */
    void close();
}
