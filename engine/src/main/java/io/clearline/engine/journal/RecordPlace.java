package io.clearline.engine.journal;

/**
 * A record and where it lies, so that a reader that has come so far can go on there later. The
 * sequence and the checksum say which record it is; the place alone is good for finding it fast.
 *
 * @param sequence its sequence, 0 = before the first
 * @param crc its checksum
 * @param cycle the day its file is of, in days since 1970-01-01
 * @param documentAt where in that file its document starts, in bytes
 */
public record RecordPlace(long sequence, int crc, int cycle, long documentAt) {
    /** Before the first record. */
    public static final RecordPlace NONE = new RecordPlace(0, 0, 0, 0);
}
