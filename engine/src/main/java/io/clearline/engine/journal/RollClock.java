package io.clearline.engine.journal;

import java.util.function.LongSupplier;
import net.openhft.chronicle.core.time.TimeProvider;

/**
 * The clock that rolls the files. Never steps back: Chronicle would append to a file of the past,
 * in front of records that are there already. Chronicle is shown a time only when it is told to
 * {@link #advance}, so that it begins no day whose file is not ready. Used by one thread at a time.
 */
final class RollClock implements TimeProvider {
    private final LongSupplier clockMs;
    private long lastMs;
    private long shownMs;

    RollClock(final LongSupplier clockMs, final long floorMs) {
        this.clockMs = clockMs;
        this.lastMs = floorMs;
        this.shownMs = floorMs;
    }

    /** Looks at the time; returns the cycle that it falls into. */
    int cycle() {
        lastMs = Math.max(lastMs, clockMs.getAsLong());
        return (int) (lastMs / JournalFiles.CYCLE_MS);
    }

    /** Has Chronicle see the time that was looked at last. */
    void advance() {
        shownMs = lastMs;
    }

    @Override
    public long currentTimeMillis() {
        return shownMs;
    }
}
