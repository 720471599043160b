package io.clearline.engine.journal;

import java.nio.file.Path;
import java.util.List;

/**
 * What a scan of a damaged journal found.
 *
 * @param firstSequence sequence of the first sound record, 0 if there is none
 * @param lastSequence sequence of the last sound record, 0 if there is none
 * @param records how many sound records there are
 * @param losses what is missing, in order
 * @param notes what else was met that is not as it should be, in words
 */
public record ScanReport(
    long firstSequence, long lastSequence, long records, List<Loss> losses, List<String> notes) {
    /**
     * Records that are missing between two sound ones, in front of the first or behind the last.
     *
     * @param from the first of them
     * @param to the last of them, included
     * @param file where they should be, as far as can be told
     * @param offset where in that file, in bytes
     * @param what what stands there instead, in words
     * @param headers headers among them that can still be read
     */
    public record Loss(
        long from, long to, Path file, long offset, String what, List<SeenHeader> headers) {
    }

    /**
     * The header of a record that is not sound; it need not be true either.
     *
     * @param sequence the record
     * @param kind SBE template id of the command
     * @param timeMs engine time in ms since 1970-01-01T00:00Z
     */
    public record SeenHeader(long sequence, int kind, long timeMs) {
    }
}
