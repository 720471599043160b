package io.clearline.bench.rig;

import org.agrona.DirectBuffer;

/** Binary commands encoded in advance, from the first that sets an engine up. */
public interface Commands {
    /** Sees to it that there are {@code commands} of them; may take its time. */
    void require(int commands);

    /** Returns how many commands of setup there are; they come first. */
    int setup();

    /** Returns how many commands behind the setup bring an engine to work. */
    int prelude();

    /** Returns the buffer with a command. */
    DirectBuffer buffer(int index);

    /** Returns where a command begins in its buffer. */
    int offset(int index);

    /** Returns the length of a command in bytes. */
    int length(int index);

    /** Returns how many declarations are among the commands from one index to before another. */
    int declarations(int from, int to);
}
