package io.clearline.engine.seal;

import java.util.List;

/**
 * Two heads that cannot both be of one journal: whoever signed both has written two histories, or
 * cut one.
 */
public final class ForkException extends SealBrokenException {
    private static final long serialVersionUID = 1L;

    private final transient List<SignedHead> heads;

    /** Creates one of a head that was known and one that was found, or none in its place. */
    ForkException(final String message, final SignedHead known, final SignedHead found) {
        super(message);
        this.heads = found == null ? List.of(known) : List.of(known, found);
    }

    /**
     * Compares a head that somebody holds with the head of the same block in a file.
     *
     * @param holder who holds it
     * @return null if they are the same
     */
    static ForkException of(final HeadFile heads, final SignedHead known, final String holder) {
        final long block = known.head().block();
        if (block > heads.blocks()) {
            return new ForkException(holder + " has the head of block " + block + ", up to record "
                + known.head().lastSequence() + ", but the heads here end with block "
                + heads.blocks() + ": the tail is missing", known,
                heads.blocks() == 0 ? null : heads.head(heads.blocks()));
        }
        final SignedHead here = heads.head(block);
        return here.head().hash().equals(known.head().hash()) ? null
            : new ForkException("the head of block " + block + " here is not the one that "
                + holder + " has: history was rewritten", known, here);
    }

    /** Returns the head that was known, and behind it, if there is one, what contradicts it. */
    public List<SignedHead> heads() {
        return heads;
    }
}
