package io.clearline.engine.pipeline;

/** What became of an offer to the ring. */
public enum Offer {
    /** Taken: it will be answered in its turn, if the engine does not fail first. */
    ACCEPTED,
    /**
     * The ring is full, or the disk is ({@link ClearanceEngine#busyReason}): offer the same command
     * again later.
     */
    BUSY,
    /** The engine is closing or has failed: nothing is taken any more. */
    CLOSED
}
