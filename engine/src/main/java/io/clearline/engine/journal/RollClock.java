package io.clearline.engine.journal;

import java.util.function.LongSupplier;
import net.openhft.chronicle.core.time.TimeProvider;

/**
 * The clock that rolls the files. Never steps back: Chronicle would append to a file of the past,
 * in front of records that are there already. Used by one thread at a time.
 */
final class RollClock implements TimeProvider {
    private final LongSupplier clockMs;
    private long lastMs;

    RollClock(final LongSupplier clockMs, final long floorMs) {
        this.clockMs = clockMs;
        this.lastMs = floorMs;
    }

    @Override
    public long currentTimeMillis() {
        lastMs = Math.max(lastMs, clockMs.getAsLong());
        return lastMs;
    }
}
