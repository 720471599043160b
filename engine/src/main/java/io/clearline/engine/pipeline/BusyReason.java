package io.clearline.engine.pipeline;

/** Why an offer was answered BUSY. */
public enum BusyReason {
    /**
     * The ring is full, or room for the journal is just being made: that takes milliseconds, the
     * same command can be offered again.
     */
    RING_FULL,
    /** The disk has too little free: someone has to make space before anything is taken again. */
    NO_ROOM
}
