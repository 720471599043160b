package io.clearline.engine.journal;

/**
 * What a verification found.
 *
 * @param records how many sound records there are, up to the first damage
 * @param firstSequence sequence of the first, 0 if there is none
 * @param lastSequence sequence of the last, 0 if there is none
 * @param lastTimeMs engine time of the last in ms since 1970-01-01T00:00Z, {@code Long.MIN_VALUE}
 *     if none
 * @param tornTailBytes bytes of a record that a killed engine had begun and never finished; no
 *     damage, as nothing was answered for it
 * @param damage the first damage, null if the journal is whole
 */
public record VerifyReport(
    long records, long firstSequence, long lastSequence, long lastTimeMs, long tornTailBytes,
    Damage damage) {
    /** Tells whether the journal is whole. */
    public boolean sound() {
        return damage == null;
    }
}
