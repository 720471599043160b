package io.clearline.adapters.intake;

import org.agrona.DirectBuffer;

/**
 * Takes the answers to one sender's commands, in the order in which they were offered. Called on the
 * engine's egress thread: it copies and returns, and never waits for the sender.
 */
@FunctionalInterface
public interface Channel {
    /**
     * Takes one answer; the bytes are good for the time of the call.
     *
     * @param number what the sender called the command, 0 to 2^31 - 1
     * @param sequence journal sequence, 0 if nothing was journaled
     * @param timeMs engine time in ms since 1970-01-01T00:00Z
     */
    void onAnswer(
        int number, long sequence, long timeMs, DirectBuffer answer, int offset, int length);
}
