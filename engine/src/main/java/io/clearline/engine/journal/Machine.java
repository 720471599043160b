package io.clearline.engine.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;

/**
 * What durability rests on and a program can only ask for: files that are forced to the disk, names
 * that are given as one, room, whether the machine was restarted since, a clock that never steps
 * back, and somebody who works beside. Production asks the operating system; a simulated machine
 * forgets what was never forced.
 *
 * <p>Thread-safe.
 */
public interface Machine {
    /** Returns the machine this process runs on. */
    static Machine system() {
        return SystemMachine.THIS;
    }

    /**
     * Opens a file to be written or forced, or a directory to be forced.
     *
     * @throws IOException if it cannot be opened
     */
    FileChannel open(Path file, OpenOption... options) throws IOException;

    /**
     * Gives a file another name in the same directory, in the place of the file that has it: after
     * a crash there is the one or the other. Lasting once the directory was forced.
     *
     * @throws IOException if that cannot be done as one
     */
    void rename(Path from, Path to) throws IOException;

    /** Returns how many bytes this process may still take on the file system of a directory. */
    long freeBytes(Path directory) throws IOException;

    /** Returns how many bytes there are on the file system of a directory, taken or not. */
    long sizeBytes(Path directory) throws IOException;

    /** Prepares work that is to be done beside the caller, by one thread of that name. */
    Background background(String name, Runnable work);

    /** Returns what tells one start of the machine from another; 0 if that cannot be told. */
    long bootId();

    /** Returns a time in ns that never steps back; only differences mean something. */
    long nanoTime();
}
