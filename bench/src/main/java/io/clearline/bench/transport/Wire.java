package io.clearline.bench.transport;

import io.clearline.adapters.binary.FrameBuffer;
import java.io.IOException;

/** The client's end of a line, polled by the thread that sends: nothing between it and the transport. */
interface Wire extends AutoCloseable {
    /** Copies bytes, to leave with {@link #poll}. */
    void write(byte[] bytes, int length);

    /**
     * Sends what is taken now and puts what has come into a buffer; never waits.
     *
     * @throws IOException if the line is gone
     */
    void poll(FrameBuffer in) throws IOException;

    @Override
    void close() throws IOException;
}
