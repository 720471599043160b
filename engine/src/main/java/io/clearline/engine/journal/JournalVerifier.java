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
        return verify(DataDirectory.at(directory), progress);
    }

    /**
     * Reads the whole journal of a data directory.
     *
     * @param data opened or only looked at
     * @param progress called with each sound record
     */
    public static VerifyReport verify(final DataDirectory data, final RecordHandler progress) {
        try (JournalReader reader = JournalReader.open(data)) {
            return verify(data, reader, progress);
        }
    }

    /**
     * Reads the whole journal of a data directory.
     *
     * @param reader stands at its first record; tells {@code progress} where a record lies
     * @param progress called with each sound record
     */
    public static VerifyReport verify(
        final DataDirectory data, final JournalReader reader, final RecordHandler progress) {
        Damage damage = null;
        long tornTailBytes = 0;
        try {
            tornTailBytes = SoundJournal.read(data, reader, progress).end().tornTailBytes();
        } catch (final JournalDamagedException e) {
            damage = e.damage();
        }
        final long last = reader.nextSequence() - 1;
        final long first = reader.firstSequence();
        return new VerifyReport(last - first + 1, last < first ? 0 : first,
            last < first ? 0 : last, reader.lastTimeMs(), tornTailBytes, damage);
    }
}
