package io.clearline.engine.journal;

import java.util.function.LongSupplier;

/**
 * How a journal is written.
 *
 * @param blockBytes how much of a file is mapped, and grows, at a time; from 128 KiB; a record may
 *     be as long as a quarter of it (half of the smallest), 16 MiB at most
 * @param clockMs the clock that starts a new file each day (UTC), in ms since 1970-01-01T00:00Z; it
 *     decides nothing else, and stepping back does no harm
 * @param aheadBytes how much room is taken on the disk ahead of the last record at most: it starts
 *     low and grows with the rate; never more than a sixteenth of the disk
 */
public record JournalOptions(long blockBytes, LongSupplier clockMs, long aheadBytes) {
    private static final long BLOCK_BYTES = 256L << 20;
    private static final long AHEAD_BYTES = 32L << 20;
    private static final long AHEAD_BYTES_MIN = 512L << 10;

    /** Creates one that takes an eighth of a block ahead, from 512 KiB to 32 MiB. */
    public JournalOptions(final long blockBytes, final LongSupplier clockMs) {
        this(blockBytes, clockMs,
            Math.min(AHEAD_BYTES, Math.max(AHEAD_BYTES_MIN, blockBytes / 8)));
    }

    /** Returns what production uses: blocks of 256 MiB and the wall clock. */
    public static JournalOptions defaults() {
        return new JournalOptions(BLOCK_BYTES, System::currentTimeMillis);
    }
}
