package io.clearline.engine.journal;

import org.agrona.DirectBuffer;

/** Takes journal records in order. The buffer is valid during the call alone. */
@FunctionalInterface
public interface RecordHandler {
    /**
     * Takes one record whose checksum, sequence and lengths were found sound.
     *
     * @param record holds the record
     * @param offset index of its header
     * @param length length of the whole record
     */
    void onRecord(DirectBuffer record, int offset, int length);
}
