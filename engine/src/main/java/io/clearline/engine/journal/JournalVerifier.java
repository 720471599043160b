package io.clearline.engine.journal;

import java.nio.file.Path;

/**
 * Says whether a journal is exactly what was written: every record's checksum, sequence and time,
 * and that it reaches its high-water mark. Only reads, takes no lock and changes nothing, so it may
 * look at a copy, at a directory it has no permission to write, or beside a running engine.
 */
public final class JournalVerifier {
    private JournalVerifier() {
    }

    /**
     * Reads the whole journal of a data directory.
     *
     * @param directory the {@code --data} directory
     * @return what was found; damage is a finding, no exception
     * @throws JournalException if there is no such directory or it cannot be read
     */
    public static VerifyReport verify(final Path directory) {
        return verify(directory, (record, offset, length) -> { });
    }

    /**
     * Reads the whole journal of a data directory.
     *
     * @param progress called with each sound record
     */
    public static VerifyReport verify(final Path directory, final RecordHandler progress) {
        final DataDirectory data = DataDirectory.at(directory);
        final HighWater.Marks marks = SoundJournal.marks(data);
        try (JournalReader reader = JournalReader.open(data, 1)) {
            Damage damage = null;
            long tornTailBytes = 0;
            try {
                tornTailBytes = SoundJournal.read(data, reader, marks, progress).tornTailBytes();
            } catch (final JournalDamagedException e) {
                damage = e.damage();
            }
            final long last = reader.nextSequence() - 1;
            return new VerifyReport(
                last, Math.min(last, 1), last, reader.lastTimeMs(), tornTailBytes, damage);
        }
    }
}
