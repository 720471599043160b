package io.clearline.adapters.client;

import io.netty.channel.EventLoop;

/** Makes the lines of one client, on its own thread. */
interface Dialer extends AutoCloseable {
    /** Returns what all lines of the client run on. */
    EventLoop loop();

    /**
     * Makes a line, in its own time; {@link Conversation#onLine} or {@link Conversation#onRefused} comes of
     * it. On the loop.
     */
    void dial(Conversation conversation);

    /** Ends the thread. */
    @Override
    void close();
}
