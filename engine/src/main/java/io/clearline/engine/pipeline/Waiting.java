package io.clearline.engine.pipeline;

/** How a stage waits when it has nothing to do. */
public enum Waiting {
    /** Spins briefly, then blocks: the choice where cores are shared. */
    BACKOFF,
    /** Spins and yields; takes a whole core, gives it away when another thread wants it. */
    YIELDING,
    /** Spins; takes a whole core. For machines with a core for every stage and more. */
    BUSY_SPIN
}
