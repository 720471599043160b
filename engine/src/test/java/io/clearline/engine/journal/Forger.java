package io.clearline.engine.journal;

import io.clearline.engine.record.RecordHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Somebody who can write to a data directory and knows all of our formats: puts another journal in
 * the place of the true one, with everything right that is not signed.
 */
public final class Forger {
    private static final int SEQUENCE_AT = 8;
    private static final int TIME_AT = 16;

    private Forger() {
    }

    /** Writes these records, numbered anew, in the place of a directory's journal. */
    public static void rewrite(final Path directory, final List<byte[]> records)
        throws IOException {
        final Path workshop = directory.resolveSibling(directory.getFileName() + ".forged");
        try (DataDirectory data = DataDirectory.open(workshop);
            ChronicleJournal journal = ChronicleJournal.open(data, Records.options())) {
            final CRC32C checksum = new CRC32C();
            long timeMs = Long.MIN_VALUE;
            for (final byte[] each : records) {
                final byte[] record = each.clone();
                final UnsafeBuffer buffer = new UnsafeBuffer(record);
                timeMs = Math.max(timeMs, buffer.getLong(TIME_AT));
                buffer.putLong(SEQUENCE_AT, journal.lastSequence() + 1);
                buffer.putLong(TIME_AT, timeMs);
                RecordHeader.crc(buffer, 0,
                    RecordHeader.crc(ByteBuffer.wrap(record), 0, record.length, checksum));
                journal.append(buffer, 0, record.length);
            }
        }
        remove(directory.resolve("journal"));
        Files.move(workshop.resolve("journal"), directory.resolve("journal"));
        Files.delete(directory.resolve("high-water"));
        Files.move(workshop.resolve("high-water"), directory.resolve("high-water"));
        remove(workshop);
    }

    /** Removes a directory and all that is in it. */
    public static void remove(final Path directory) throws IOException {
        try (Stream<Path> entries = Files.walk(directory)) {
            for (final Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        }
    }

    /** Copies a directory and all that is in it, but for its locks. */
    public static void copy(final Path from, final Path to) throws IOException {
        try (Stream<Path> entries = Files.walk(from)) {
            for (final Path entry : (Iterable<Path>) entries::iterator) {
                Files.copy(entry, to.resolve(from.relativize(entry).toString()));
            }
        }
    }
}
