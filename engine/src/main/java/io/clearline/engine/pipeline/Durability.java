package io.clearline.engine.pipeline;

/** What an answer that left promises of its record (docs/durability.md). */
public enum Durability {
    /** It survives the end of the process, not a power cut. */
    PAGE_CACHE,
    /** It was forced to the disk, together with its neighbours. */
    GROUP
}
