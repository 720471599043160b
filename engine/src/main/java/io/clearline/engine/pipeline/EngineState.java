package io.clearline.engine.pipeline;

/** Where an engine stands in its life. */
public enum EngineState {
    /** Takes offers and answers them. */
    RUNNING,
    /** Takes no more offers, answers what it took. */
    CLOSING,
    /** Answered everything it took, forced it and let go of the journal. */
    CLOSED,
    /** Stopped by a fatal error: takes nothing, nothing more leaves. */
    FAILED
}
