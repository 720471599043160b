package io.clearline.engine.recovery;

/**
 * What a replay found.
 *
 * @param fromSequence the first record that was to be decided again
 * @param records how many records were decided again
 * @param equal how many came out exactly as recorded
 * @param otherLogic how many were decided by another version of the logic than this release's;
 *     these need not come out the same, so they are counted neither as equal nor as mismatches
 * @param firstMismatch the first that came out otherwise, null if none did
 * @param durationNs how long it took, in ns
 */
public record ReplayReport(
    long fromSequence, long records, long equal, long otherLogic, Mismatch firstMismatch, long durationNs) {
    /** The part of a record that came out otherwise. */
    public enum Part {
        /** The hash of the rules and reference data in force. */
        POLICY,
        /** Whether there is a record at all. */
        JOURNALED,
        /** The engine time. */
        TIME,
        /** The answer message. */
        ANSWER,
        /** The packed effects. */
        EFFECTS
    }

    /**
     * One difference.
     *
     * @param sequence the record
     * @param part the first part that differs
     * @param at index of the first byte that differs, in that part
     * @param recorded what the journal holds: its length and some bytes from there, in hexadecimal
     * @param decided what was decided now, likewise
     */
    public record Mismatch(long sequence, Part part, int at, String recorded, String decided) {
    }

    /** Returns how many came out otherwise than recorded, by the same logic. */
    public long mismatches() {
        return records - equal - otherLogic;
    }
}
