package io.clearline.engine.recovery;

/**
 * What a recovery did.
 *
 * @param records how many records were applied
 * @param lastSequence sequence of the last one, 0 if there is none
 * @param lastTimeMs engine time of the last one in ms since 1970-01-01T00:00Z,
 *     {@link io.clearline.engine.core.Core#NO_TIME} if there is none
 * @param tornTailBytes bytes of a record that a killed engine had begun and never finished; it was
 *     never answered and is cleared away by the next append
 * @param durationNs how long it took, in ns
 */
public record RecoveryReport(
    long records, long lastSequence, long lastTimeMs, long tornTailBytes, long durationNs) {
}
