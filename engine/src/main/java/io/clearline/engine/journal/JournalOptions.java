package io.clearline.engine.journal;

import java.util.function.LongSupplier;

/**
 * How a journal is written.
 *
 * @param blockBytes how much of a file is mapped, and grows, at a time; from 128 KiB; a record may
 *     be as long as a quarter of it (half of the smallest), 16 MiB at most
 * @param clockMs the clock that starts a new file each day (UTC), in ms since 1970-01-01T00:00Z; it
 *     decides nothing else, and stepping back does no harm
 */
public record JournalOptions(long blockBytes, LongSupplier clockMs) {
    private static final long BLOCK_BYTES = 256L << 20;

    /** Returns what production uses: blocks of 256 MiB and the wall clock. */
    public static JournalOptions defaults() {
        return new JournalOptions(BLOCK_BYTES, System::currentTimeMillis);
    }
}
