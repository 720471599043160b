package io.clearline.engine.follower;

import io.clearline.engine.record.sbe.Lane;
import io.clearline.engine.record.sbe.Outcome;
import java.util.List;

/**
 * How a declaration stands.
 *
 * @param declaration its number, 18 digits
 * @param ref the submitter's reference
 * @param outcome RELEASE, HOLD, RETURNED, DESTROYED or CANCELLED; never REJECT
 * @param lane null where there is none
 * @param receipt the Single Window letter, 0 where there is none
 * @param departed whether it went through a checkpoint
 * @param sequence the last record that changed it
 * @param timeMs engine time of that record, in ms since 1970-01-01T00:00Z
 * @param filing whose it is
 * @param records sequences of the records with a decision about it: the first and the latest seven
 * @param recordCount how many there are of them
 */
public record Status(
    String declaration, String ref, Outcome outcome, Lane lane, char receipt, boolean departed,
    long sequence, long timeMs, Filing filing, List<Long> records, int recordCount) {
}
