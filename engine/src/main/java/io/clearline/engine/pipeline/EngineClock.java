package io.clearline.engine.pipeline;

import io.clearline.engine.core.Core;
import java.util.function.LongSupplier;

/**
 * The one place where the time of day enters the engine. Read once per command, before it is
 * decided; from then on the record carries it. Used by the core's thread alone.
 */
public final class EngineClock {
    private final LongSupplier wallMs;
    private long lastMs;

    private EngineClock(final LongSupplier wallMs, final long lastMs) {
        this.wallMs = wallMs;
        this.lastMs = lastMs;
    }

    /** Returns a clock that leaves the time to the commands. */
    public static EngineClock declared() {
        return new EngineClock(null, Core.DECLARED_CLOCK);
    }

    /**
     * Returns a clock of wall time that never runs backwards, whatever the system's clock does.
     *
     * @param wallMs ms since 1970-01-01T00:00Z
     * @param lastMs the latest engine time of the journal, {@link Core#NO_TIME} if there is none
     */
    public static EngineClock wall(final LongSupplier wallMs, final long lastMs) {
        return new EngineClock(wallMs, lastMs);
    }

    /** Returns what the core is to be given as its clock. */
    public long readMs() {
        if (wallMs == null) {
            return Core.DECLARED_CLOCK;
        }
        lastMs = Math.max(lastMs, wallMs.getAsLong());
        return lastMs;
    }
}
