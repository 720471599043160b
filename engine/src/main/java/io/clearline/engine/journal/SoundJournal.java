package io.clearline.engine.journal;

import java.io.IOException;

/**
 * A journal that was read to its true end and found sound. The one way that recovery, replay and
 * verification read.
 *
 * @param records how many records were handed out
 * @param lastSequence sequence of the last one, 0 if there is none
 * @param lastTimeMs engine time of the last one in ms since 1970-01-01T00:00Z, {@code
 *     Long.MIN_VALUE} if there is none
 * @param end where it ends, and what lies behind
 */
public record SoundJournal(long records, long lastSequence, long lastTimeMs, JournalEnd end) {
    private static final int BATCH = 1 << 16;

    /**
     * Reads all there is.
     *
     * @param handler takes each record, in order, each found sound
     * @throws JournalDamagedException at the first damage; the handler has had every record before
     * it
     * @throws JournalException if it cannot be read
     */
    public static SoundJournal read(final DataDirectory data, final RecordHandler handler) {
        // Read first: an engine may go on writing meanwhile.
        final HighWater.Marks marks = marks(data);
        try (JournalReader reader = JournalReader.open(data)) {
            return read(data, reader, marks, handler);
        }
    }

    /**
     * Reads what a reader has not read yet.
     *
     * @param reader stays the caller's, and can be asked for more as the journal grows
     * @throws JournalDamagedException as the other
     * @throws JournalException as the other
     */
    public static SoundJournal read(
        final DataDirectory data, final JournalReader reader, final RecordHandler handler) {
        return read(data, reader, marks(data), handler);
    }

    static SoundJournal read(
        final DataDirectory data, final JournalReader reader, final HighWater.Marks marks,
        final RecordHandler handler) {
        if (marks != null && marks.required() != null) {
            reader.expect(marks);
        }
        final long first = reader.nextSequence();
        JournalEnd end = null;
        while (end == null) {
            int count = BATCH;
            while (count > 0) {
                count = reader.poll(handler, BATCH);
            }
            try {
                end = JournalEnd.check(data, reader, marks);
            } catch (final JournalDamagedException e) {
                // Records behind the end are damage, or were appended just now by a running engine.
                if (reader.poll(handler, BATCH) == 0) {
                    throw e;
                }
            }
        }
        return new SoundJournal(reader.nextSequence() - first, reader.nextSequence() - 1,
            reader.lastTimeMs(), end);
    }

    /** Returns the record that the journal must reach, without reading it; 0 where nothing tells. */
    public static long promised(final DataDirectory data) {
        final HighWater.Marks marks = marks(data);
        return marks == null || marks.required() == null ? 0 : marks.required().sequence();
    }

    static HighWater.Marks marks(final DataDirectory data) {
        try {
            return HighWater.read(data.highWater(), data.machine().bootId());
        } catch (final IOException e) {
            throw new JournalException("cannot read " + data.highWater() + ": " + e.getMessage()
                + "; check its permissions", e);
        }
    }
}
