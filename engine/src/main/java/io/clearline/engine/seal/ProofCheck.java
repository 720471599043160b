package io.clearline.engine.seal;

import io.clearline.engine.record.RecordHeader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Goes through a proof without the journal: every byte that its reader could be told about is bound
 * to a signature.
 */
public final class ProofCheck {
    private final Proof proof;
    private final KeyRing keys;
    private final Map<Long, SignedHead> blocks = new HashMap<>();

    private ProofCheck(final Proof proof, final KeyRing keys) {
        this.proof = proof;
        this.keys = keys;
    }

    /**
     * Checks a proof.
     *
     * @param keys keys that the office has sealed with, from elsewhere
     * @throws SealBrokenException if it proves nothing
     */
    public static void check(final Proof proof, final KeyRing keys) {
        new ProofCheck(proof, keys).check();
    }

    /**
     * Holds the heads of a proof that was checked against heads that somebody kept.
     *
     * @param holder who kept them, for messages
     * @return the highest block whose head both have
     * @throws ForkException if they have different heads of one block
     * @throws SealBrokenException if they have no block in common
     */
    public static long against(
        final Proof proof, final KeyRing keys, final List<SignedHead> known,
        final String holder) {
        final Map<Long, SignedHead> heads = new HashMap<>();
        proof.blocks().forEach(head -> heads.put(head.head().block(), head));
        proof.anchors().forEach(anchor -> heads.put(anchor.head().head().block(), anchor.head()));
        long highest = 0;
        for (final SignedHead each : known) {
            final SignedHead here = heads.get(each.head().block());
            if (here == null) {
                continue;
            }
            believed(each, keys, "the head of block " + each.head().block() + " of " + holder);
            if (!here.head().hash().equals(each.head().hash())) {
                throw new ForkException("the head of block " + each.head().block()
                    + " in the proof is not the one that " + holder
                    + " has: one of the two histories is false", each, here);
            }
            highest = Math.max(highest, each.head().block());
        }
        if (highest == 0) {
            throw new SealBrokenException("the proof leads to none of the heads of " + holder
                + "; ask for one with ./clearline prove --to BLOCK, a block of those");
        }
        return highest;
    }

    private void check() {
        if (proof.records().isEmpty() || proof.anchors().isEmpty()) {
            throw new SealBrokenException("there is no record in it, or no head to trust");
        }
        for (final SignedHead head : proof.blocks()) {
            if (blocks.put(head.head().block(), head) != null) {
                throw new SealBrokenException("it has two heads of block " + head.head().block());
            }
        }
        long before = 0;
        for (final Proof.ProvenRecord each : proof.records()) {
            before = checkRecord(each, before);
        }
        proof.anchors().forEach(this::checkLinks);
        // Last, for they take a thousand times as long as hashes.
        proof.blocks().forEach(this::checkSignature);
        proof.anchors().forEach(anchor -> checkSignature(anchor.head()));
        proof.anchors().forEach(this::checkCountersignatures);
    }

    private void checkSignature(final SignedHead head) {
        believed(head, keys, "the head of block " + head.head().block());
    }

    private static void believed(
        final SignedHead head, final KeyRing keys, final String which) {
        final String fault = keys.fault(head);
        if (fault != null) {
            throw new SealBrokenException(which + " is not to be believed: " + fault);
        }
    }

    private long checkRecord(final Proof.ProvenRecord proven, final long before) {
        final UnsafeBuffer record = new UnsafeBuffer(proven.bytes());
        if (record.capacity() < RecordHeader.LENGTH
            || RecordHeader.magic(record, 0) != RecordHeader.MAGIC
            || RecordHeader.version(record, 0) != RecordHeader.VERSION) {
            throw new SealBrokenException("there are bytes in it that are no record");
        }
        final long sequence = RecordHeader.sequence(record, 0);
        final SignedHead signed = blocks.get(proven.block());
        if (signed == null || !signed.head().holds(sequence) || sequence <= before) {
            throw new SealBrokenException("record " + sequence + " is not one of block "
                + proven.block() + ", or stands twice");
        }
        final SealHead head = signed.head();
        final Sha256 root = MerklePath.root(new TreeHasher().leaf(proven.bytes()),
            sequence - head.firstSequence(), head.size(), proven.path());
        if (!head.root().equals(root)) {
            throw new SealBrokenException("record " + sequence
                + " or its path is not what block " + head.block() + " sealed");
        }
        return sequence;
    }

    private void checkLinks(final Proof.Anchor anchor) {
        final SealHead head = anchor.head().head();
        if (anchor.links().size() != blocks.size()) {
            throw new SealBrokenException("not every block is linked to the head of block "
                + head.block());
        }
        for (final Proof.Link link : anchor.links()) {
            final SignedHead from = blocks.get(link.block());
            if (from == null || !linked(from.head(), head, link.path())) {
                throw new SealBrokenException("the head of block " + link.block()
                    + " is not covered by that of block " + head.block());
            }
        }
    }

    private void checkCountersignatures(final Proof.Anchor anchor) {
        final SealHead head = anchor.head().head();
        final KeyRing ring = KeyRing.of(proof.keys());
        for (final Countersignature each : anchor.countersignatures()) {
            final VerifyKey key = ring.find(each.key());
            if (key == null || !each.head().equals(head.hash()) || !each.signedBy(key)) {
                throw new SealBrokenException("a countersignature in it is not one of the head of"
                    + " block " + head.block() + " by the key that it names");
            }
        }
    }

    private static boolean linked(
        final SealHead from, final SealHead to, final List<Sha256> path) {
        if (from.block() == to.block()) {
            return path.isEmpty() && from.hash().equals(to.hash());
        }
        return to.history().equals(
            MerklePath.root(from.hash(), from.block() - 1, to.block() - 1, path));
    }
}
