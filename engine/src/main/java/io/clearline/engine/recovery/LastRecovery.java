package io.clearline.engine.recovery;

import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.JournalException;
import io.clearline.engine.journal.SmallFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the last engine that started on a directory found there, for people: nothing rests on it.
 *
 * @param atMs when, in ms since 1970-01-01T00:00Z
 * @param snapshotSequence the record of the snapshot it began with, 0 if it began with record 1
 * @param records how many records were applied behind it
 * @param lastSequence sequence of the last record
 * @param tornTailBytes bytes of an unfinished record that were cut off
 * @param durationMs how long it took, in ms
 * @param unusableSnapshots snapshots that could not be used, and why
 */
public record LastRecovery(
    long atMs, long snapshotSequence, long records, long lastSequence, long tornTailBytes,
    long durationMs, List<String> unusableSnapshots) {
    private static final String FILE = "last-recovery";
    private static final String NAME = "clearline-last-recovery 1";
    private static final String UNUSABLE = "unusable ";

    private static Path file(final DataDirectory data) {
        return data.path().resolve(FILE);
    }

    static void write(final DataDirectory data, final RecoveryReport report) {
        final StringBuilder text = new StringBuilder(NAME).append('\n');
        line(text, "at", System.currentTimeMillis());
        line(text, "snapshot", report.snapshotSequence());
        line(text, "records", report.records());
        line(text, "last", report.lastSequence());
        line(text, "torn", report.tornTailBytes());
        line(text, "ms", report.durationNs() / 1_000_000);
        for (final String unusable : report.unusableSnapshots()) {
            text.append(UNUSABLE).append(unusable.replaceAll("\\R", " ")).append('\n');
        }
        try {
            SmallFile.writeSoon(data.machine(), file(data), text.toString());
        } catch (final IOException e) {
            throw new JournalException("cannot write " + file(data) + ": " + e.getMessage()
                + "; check its permissions and the free space", e);
        }
    }

    private static void line(final StringBuilder text, final String name, final long value) {
        text.append(name).append(' ').append(value).append('\n');
    }

    /** Reads what was kept; empty if there is nothing, or nothing of this release. */
    public static Optional<LastRecovery> read(final DataDirectory data) {
        try {
            final List<String> lines = Files.readAllLines(file(data));
            if (lines.isEmpty() || !lines.get(0).equals(NAME)) {
                return Optional.empty();
            }
            final Map<String, Long> values = new HashMap<>();
            final List<String> unusable = new ArrayList<>();
            for (final String line : lines.subList(1, lines.size())) {
                if (line.startsWith(UNUSABLE)) {
                    unusable.add(line.substring(UNUSABLE.length()));
                } else {
                    final int space = line.indexOf(' ');
                    values.put(line.substring(0, Math.max(0, space)),
                        Long.parseLong(line.substring(space + 1)));
                }
            }
            return Optional.of(new LastRecovery(values.getOrDefault("at", 0L),
                values.getOrDefault("snapshot", 0L), values.getOrDefault("records", 0L),
                values.getOrDefault("last", 0L), values.getOrDefault("torn", 0L),
                values.getOrDefault("ms", 0L), unusable));
        } catch (final NoSuchFileException | NumberFormatException none) {
            return Optional.empty();
        } catch (final IOException e) {
            throw new JournalException("cannot read " + file(data) + ": " + e.getMessage()
                + "; check its permissions", e);
        }
    }
}
