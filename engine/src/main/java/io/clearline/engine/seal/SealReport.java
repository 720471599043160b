package io.clearline.engine.seal;

import io.clearline.engine.journal.Damage;
import io.clearline.engine.journal.VerifyReport;
import java.util.List;

/**
 * What a check of the seals found.
 *
 * @param journal what the check of the journal itself found
 * @param blocks how many blocks have a head
 * @param soundBlocks how many blocks hold exactly the records that were sealed
 * @param missingBlocks how many blocks, from the first on, the journal no longer has as a whole,
 *     because older files were deleted behind snapshots
 * @param damagedBlock the block in which the journal is damaged, 0 if it is not or not there
 * @param last the last head that follows from all before it, null if there is none
 * @param skipped how many records stand before the first block that can be checked
 * @param unsealed how many records no head covers yet
 * @param tornBytes bytes of a head that was begun and never finished; no damage
 * @param faults what is not as it was sealed, and where; the first ones
 * @param moreFaults how many more there are
 * @param forks heads that others have and that are not here
 * @param matched how many heads that others have were found here as they are
 * @param witnesses the countersignatures that were found good, each with its block
 */
public record SealReport(
    VerifyReport journal, long blocks, long soundBlocks, long missingBlocks, long damagedBlock,
    SealHead last, long skipped, long unsealed, long tornBytes, List<Damage> faults,
    long moreFaults, List<ForkException> forks, long matched, List<Witnessed> witnesses) {

    /**
     * A block that another office has countersigned.
     *
     * @param head the block's head
     * @param witness the countersignature
     * @param trusted whether its key was given from elsewhere, not found in the directory
     */
    public record Witnessed(SealHead head, Witness witness, boolean trusted) {
    }

    /** Tells whether the journal and its seals are whole and contradict nobody. */
    public boolean sound() {
        return journal.sound() && faults.isEmpty() && forks.isEmpty();
    }
}
