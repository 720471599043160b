package io.clearline.engine.journal;

import java.io.IOException;
import org.agrona.DirectBuffer;

/**
 * Where records go. {@link #append} is called by one thread; {@link #force} may be called by
 * another.
 */
public interface Journal extends AutoCloseable {
    /**
     * Appends one whole record, header and checksum included. When it returns, the record survives
     * the end of this process, but not yet a power cut.
     *
     * @throws JournalException if it could not be appended; nothing is left half-written
     */
    void append(DirectBuffer record, int offset, int length);

    /**
     * Forces everything appended before the call to the disk, across block and cycle rolls.
     *
     * @throws IOException if the disk refused; what is durable is then unknown and the engine must
     * stop
     */
    void force() throws IOException;

    /**
     * Tells whether so many bytes of records can be appended for certain, whatever becomes of the
     * disk meanwhile; where not, sees to it that they soon can, if the disk has room. Any thread;
     * costs no look at the disk.
     */
    default boolean hasRoom(final long bytes) {
        return true;
    }

    /**
     * Returns how many bytes the disk has free for more records, as last seen, 0 if it refuses to
     * give any. Any thread; costs no look at the disk.
     */
    default long diskFreeBytes() {
        return Long.MAX_VALUE;
    }

    /** Returns how many bytes the disk has in all. Any thread. */
    default long diskSizeBytes() {
        return Long.MAX_VALUE;
    }

    @Override
    void close();
}
