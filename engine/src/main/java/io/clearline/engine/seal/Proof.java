package io.clearline.engine.seal;

import java.util.List;

/**
 * That records stand in a sealed journal: the records themselves, what leads from each to the head
 * of its block, and from there to heads that somebody may trust. Says nothing until {@link
 * ProofCheck} has gone through it.
 *
 * @param records the records, in the order of their sequences
 * @param blocks the heads of the blocks that they are in, in order
 * @param anchors later heads that cover all of these blocks
 * @param keys public keys of the countersignatures
 */
public record Proof(
    List<ProvenRecord> records, List<SignedHead> blocks, List<Anchor> anchors,
    List<VerifyKey> keys) {

    /**
     * A record and its place in its block.
     *
     * @param block number of the block
     * @param bytes the record as it lies in the journal, not to be changed
     * @param path audit path from the record to the root of its block
     */
    public record ProvenRecord(long block, byte[] bytes, List<Sha256> path) {
    }

    /**
     * A head that covers the blocks.
     *
     * @param head the head
     * @param links what leads from each block to it, in the order of the blocks
     * @param countersignatures what other offices said of it
     */
    public record Anchor(
        SignedHead head, List<Link> links, List<Countersignature> countersignatures) {
    }

    /**
     * The way from a block's head to an anchor.
     *
     * @param block number of the block
     * @param path audit path to the root of the anchor's tree of heads; empty if the anchor is the
     *     block's own head
     */
    public record Link(long block, List<Sha256> path) {
    }
}
