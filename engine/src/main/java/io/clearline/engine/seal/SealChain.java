package io.clearline.engine.seal;

/**
 * How heads follow one another: each covers the one before it and the tree of all before it, and
 * blocks leave out no record behind the first that was sealed. Not thread-safe.
 */
final class SealChain {
    private final MerkleTree history;
    private SealHead last;

    private SealChain(final MerkleTree history, final SealHead last) {
        this.history = history;
        this.last = last;
    }

    /** Returns one that begins with block 1. */
    static SealChain whole() {
        return new SealChain(new MerkleTree(), null);
    }

    /** Returns one that begins behind a known head; the tree of all heads is not looked at. */
    static SealChain behind(final SealHead known) {
        return new SealChain(null, known);
    }

    /**
     * Makes the head of the next block.
     *
     * @param firstSequence its first record; in the first block any
     */
    SealHead next(
        final long firstSequence, final long records, final long timeMs, final long sealedAtMs,
        final Sha256 root, final Sha256 key) {
        final long before = last == null ? 0 : last.records();
        return new SealHead(blocks() + 1, firstSequence, firstSequence + records - 1,
            before + records, timeMs, sealedAtMs, root, previous(), history.root(), key);
    }

    /** Says why a head does not follow; null if it does. */
    String fault(final SealHead head) {
        if (head.block() != blocks() + 1) {
            return "the head of block " + head.block() + " stands where that of block "
                + (blocks() + 1) + " belongs";
        }
        if (!head.previous().equals(previous())) {
            return "it follows a head with hash " + head.previous().brief()
                + ", the one before it has " + previous().brief();
        }
        if (history != null && !head.history().equals(history.root())) {
            return "the tree of all heads before it has another root than it says";
        }
        final long first = last == null ? Math.max(1, head.firstSequence()) : lastSequence() + 1;
        if (head.firstSequence() != first || head.size() < 1) {
            return "it covers records " + head.firstSequence() + " to " + head.lastSequence()
                + ", the one before it ends with " + lastSequence();
        }
        if (head.records() != (last == null ? 0 : last.records()) + head.size()) {
            return "it counts " + head.records() + " records in all, which does not add up";
        }
        return last != null && head.timeMs() < last.timeMs()
            ? "its time is before that of the one before it" : null;
    }

    /** Goes on to the next head. */
    void add(final SealHead head) {
        if (history != null) {
            history.add(head.hash());
        }
        last = head;
    }

    /** Returns the last head, null before the first. */
    SealHead last() {
        return last;
    }

    long blocks() {
        return last == null ? 0 : last.block();
    }

    long lastSequence() {
        return last == null ? 0 : last.lastSequence();
    }

    private Sha256 previous() {
        return last == null ? Sha256.NONE : last.hash();
    }
}
