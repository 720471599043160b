package io.clearline.adapters.inbox;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.agrona.MutableDirectBuffer;

/** The commands of one file, from its first to its last. One thread's. */
interface Commands extends Closeable {
    /** Opens a file's commands at the first; each time the same. */
    @FunctionalInterface
    interface Source {
        Commands open() throws IOException;
    }

    /** Moves to the next command; returns whether there is one. */
    boolean next() throws IOException;

    /** The line on which the command begins, from 1. */
    int number();

    /** Writes the command as a message to the front of a buffer and returns its length in bytes. */
    int decode(MutableDirectBuffer out);

    /** Writes, in place of a command that is too long for the engine, one that is no command. */
    int decodeTooLong(MutableDirectBuffer out);

    /** Returns what people are told of the file beside its answers, a line each. */
    List<String> remarks();
}
