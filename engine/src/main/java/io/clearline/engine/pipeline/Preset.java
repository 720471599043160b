package io.clearline.engine.pipeline;

/** How stages share threads; the bytes are the same. */
public enum Preset {
    /**
     * Everything in one thread: the shortest way to an answer where handing it out takes next to nothing
     * and cores are few. With group durability another thread forces and answers all the same.
     */
    SINGLE,
    /** Core and journal in one thread, egress and forces in another: up to four cores. */
    FUSED,
    /** Core, journal, egress and forces each in a thread of its own: six cores and more. */
    STAGED;

    private static final int STAGED_CORES_MIN = 6;

    /**
     * Returns the preset for a machine.
     *
     * @param cores processors this process may use, containers' limits counted in
     */
    public static Preset forCores(final int cores) {
        return cores >= STAGED_CORES_MIN ? STAGED : FUSED;
    }

    /** Returns how its stages wait: where there are fewer cores than threads none may keep one. */
    Waiting waiting(final int cores) {
        return this == STAGED && cores >= STAGED_CORES_MIN ? Waiting.YIELDING : Waiting.BACKOFF;
    }
}
