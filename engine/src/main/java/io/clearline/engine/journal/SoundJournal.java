package io.clearline.engine.journal;

import java.io.IOException;

/**
 * A journal that was read from its first record to its true end and found sound. The one way that
 * recovery, replay and verification read.
 *
 * @param records how many records there are
 * @param lastSequence sequence of the last one, 0 if there is none
 * @param lastTimeMs engine time of the last one in ms since 1970-01-01T00:00Z, {@code
 *     Long.MIN_VALUE} if there is none
 * @param tornTailBytes bytes of a record that was begun and never finished; no damage
 */
public record SoundJournal(long records, long lastSequence, long lastTimeMs, long tornTailBytes) {
    private static final int BATCH = 1 << 16;

    /**
     * Reads all of it.
     *
     * @param handler takes each record, in order, each found sound
     * @throws JournalDamagedException at the first damage; the handler has had every record before
     * it
     * @throws JournalException if it cannot be read
     */
    public static SoundJournal read(final DataDirectory data, final RecordHandler handler) {
        // Read first: an engine may go on writing meanwhile.
        final HighWater.Marks marks = marks(data);
        try (JournalReader reader = JournalReader.open(data, 1)) {
            return read(data, reader, marks, handler);
        }
    }

    static SoundJournal read(
        final DataDirectory data, final JournalReader reader, final HighWater.Marks marks,
        final RecordHandler handler) {
        if (marks != null && marks.required() != null) {
            reader.expect(marks.required());
        }
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
        return new SoundJournal(reader.nextSequence() - 1, reader.nextSequence() - 1,
            reader.lastTimeMs(), end.tornTailBytes());
    }

    static HighWater.Marks marks(final DataDirectory data) {
        try {
            return HighWater.read(data.highWater());
        } catch (final IOException e) {
            throw new JournalException("cannot read " + data.highWater() + ": " + e.getMessage()
                + "; check its permissions", e);
        }
    }
}
