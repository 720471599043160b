package io.clearline.engine.pipeline;

/** How stages share threads; the bytes are the same. */
public enum Preset {
    /** Core and journal in one thread, egress in another: up to four cores. */
    FUSED,
    /** Core, journal and egress each in a thread of its own: six cores and more. */
    STAGED
}
