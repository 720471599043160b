package io.clearline.engine.journal;

import io.clearline.engine.record.RecordHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The end of a journal, once a reader found no more: whether it is the true one. A reader stops
 * alike at the end and at damage, so the high-water mark must not be ahead and no record may lie
 * behind. After a power cut some may: what was never forced is there in part, and was promised to
 * nobody.
 *
 * @param file the file it is in, null if the journal is empty
 * @param at where in that file, in bytes
 * @param tornTailBytes how many bytes of records that were never finished lie behind the end, in
 *     this file; no damage
 */
public record JournalEnd(Path file, long at, long tornTailBytes) {
    private static final int CHUNK = 1 << 20;

    /**
     * Judges the place where a reader stopped.
     *
     * @param marks as read before the reader started, null if there were none
     * @throws JournalDamagedException if the journal must go on from here
     */
    static JournalEnd check(
        final DataDirectory data, final JournalReader reader, final HighWater.Marks marks) {
        final long last = reader.nextSequence() - 1;
        if (marks == null || marks.required() == null) {
            if (last == 0 && marks == null) {
                return new JournalEnd(null, 0, 0);
            }
            throw new JournalDamagedException(new Damage(reader.nextSequence(), data.highWater(), 0,
                marks == null
                ? "the high-water mark is missing, so nothing tells where the journal ends"
                    : "the high-water mark is damaged, so nothing tells where the journal ends"));
        }
        final long required = marks.required().sequence();
        final Path path = reader.path() == null ? data.journal() : reader.path();
        if (required > last) {
            throw new JournalDamagedException(new Damage(reader.nextSequence(), path,
                reader.position(),
                "the journal ends with record " + last + ", the high-water mark stands at "
                + required));
        }
        if (reader.path() == null || !marks.sameBoot() && reader.lastPath() == null) {
            return new JournalEnd(null, 0, 0);
        }
        if (!marks.sameBoot()) {
            return tail(reader);
        }
        final boolean ended = reader.stop() == DocumentFile.ENDED;
        final long from = reader.position() + (ended ? DocumentFile.HEADER_LENGTH : 0);
        return scan(reader, reader.path(), from, true);
    }

    /** Returns what lies behind the last record and the end of its file, whatever it is. */
    static JournalEnd tail(final JournalReader reader) {
        final Path path = reader.lastPath();
        try (DocumentFile file = new DocumentFile(path, reader.last().documentAt())) {
            file.next();
            final long from = switch (file.next()) {
                case DocumentFile.RECORD -> file.documentAt();
                case DocumentFile.ENDED -> file.position() + DocumentFile.HEADER_LENGTH;
                default -> file.position();
            };
            return scan(reader, path, from, false);
        } catch (final IOException e) {
            throw unreadable(path, e);
        }
    }

    private static JournalException unreadable(final Path path, final IOException e) {
        return new JournalException("cannot read journal file " + path + ": " + e.getMessage()
            + "; check the disk", e);
    }

    /** Looks how far from a place on there are bytes; in no record, if that is asked for. */
    private static JournalEnd scan(
        final JournalReader reader, final Path path, final long from, final boolean noRecord) {
        final ByteBuffer bytes = ByteBuffer.allocateDirect(CHUNK + RecordHeader.LENGTH);
        final ByteBuffer zeros = ByteBuffer.allocateDirect(bytes.capacity());
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        long nonZeroEnd = from;
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            final long size = channel.size();
            // Chunks overlap by a header, so that a record's header is seen whole in one of them.
            for (long at = from; at < size; at += CHUNK) {
                bytes.clear();
                while (bytes.hasRemaining() && channel.read(bytes, at + bytes.position()) > 0) {
                    Thread.onSpinWait();
                }
                final int length = Math.min(bytes.position(), CHUNK);
                if (bytes.flip().mismatch(zeros.limit(bytes.limit())) < 0) {
                    continue;
                }
                buffer.setMemory(bytes.limit(), bytes.capacity() - bytes.limit(), (byte) 0);
                final int lastAt = lastNonZero(buffer, length);
                if (lastAt >= 0) {
                    nonZeroEnd = at + lastAt + 1;
                    if (noRecord) {
                        checkNoRecord(reader, buffer, at, length);
                    }
                }
            }
        } catch (final IOException e) {
            throw unreadable(path, e);
        }
        return new JournalEnd(path, from, nonZeroEnd - from);
    }

    private static int lastNonZero(final UnsafeBuffer buffer, final int length) {
        for (int i = length - 1 & -Long.BYTES; i >= 0; i -= Long.BYTES) {
            if (buffer.getLong(i) != 0) {
                int last = Math.min(i + Long.BYTES, length) - 1;
                while (last >= i && buffer.getByte(last) == 0) {
                    last--;
                }
                if (last >= i) {
                    return last;
                }
            }
        }
        return -1;
    }

    private static void checkNoRecord(
        final JournalReader reader, final UnsafeBuffer buffer, final long at, final int length) {
        final long tornAt = reader.position() + DocumentFile.HEADER_LENGTH;
        for (int i = 0; i < length; i += DocumentFile.HEADER_LENGTH) {
            if (buffer.getInt(i, ByteOrder.LITTLE_ENDIAN) != RecordHeader.MAGIC
                || RecordHeader.version(buffer, i) != RecordHeader.VERSION) {
                continue;
            }
            // The one that was being written when the process died is no damage.
            final long sequence = RecordHeader.sequence(buffer, i);
            final boolean torn = at + i == tornAt && sequence == reader.nextSequence();
            if (!torn && sequence >= reader.nextSequence()) {
                throw new JournalDamagedException(new Damage(reader.nextSequence(), reader.path(),
                    reader.position(), "records cannot be reached: record " + sequence
                        + " lies behind this place, at byte " + (at + i)));
            }
        }
    }
}
