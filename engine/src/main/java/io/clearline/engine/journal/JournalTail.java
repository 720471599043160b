package io.clearline.engine.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Makes the end of a journal ready for appending, before Chronicle sees it: what a killed writer
 * left half done is cleared away, so that Chronicle needs no guess and no waiting of its own. Only
 * for the owner of the directory.
 *
 * @param last the last record, {@link HighWater.Mark#NONE} if there is none
 * @param path the file it is in, null if there is none
 * @param floorMs the roll clock must not be before this
 * @param unforced the files from the last forced record on
 */
record JournalTail(
    HighWater.Mark last, Path path, long floorMs, List<Path> unforced) {
    private static final int ZEROS = 1 << 16;

    /**
     * Finds the end, starting from the high-water mark, and clears what lies torn behind it.
     *
     * @throws JournalDamagedException if the journal must not be appended to
     */
    static JournalTail prepare(final DataDirectory data, final HighWater mark) throws IOException {
        final HighWater.Marks marks = HighWater.read(data.highWater());
        final Path directory = data.journal();
        if (marks == null || marks.required() == null) {
            // Says which of the two it is.
            try (JournalReader reader = JournalReader.open(data, 1)) {
                reader.poll((record, offset, length) -> { }, 1);
                JournalEnd.check(data, reader, marks);
            }
        }
        try (JournalReader reader = JournalReader.openAt(directory, marks.required())) {
            reader.expect(marks.required());
            readAll(reader);
            final JournalEnd end = JournalEnd.check(data, reader, marks);
            mark.reset(reader.last());
            if (reader.path() != null && !reader.path().equals(reader.lastPath())) {
                // A file without a record was being created when its writer died.
                deleteAfter(directory, reader.lastPath());
            } else if (end.tornTailBytes() > 0) {
                final boolean ended = reader.stop() == DocumentFile.ENDED;
                final long from = reader.position() + (ended ? DocumentFile.HEADER_LENGTH : 0);
                clear(reader.path(), from, end.tornTailBytes());
            }
            if (!marks.sameBoot() && !marks.forced().equals(marks.appended())) {
                endLastFile(reader);
            }
            // Chronicle keeps a lock with a process id here, and rebuilds the file; ours is the
            // lock.
            Files.deleteIfExists(directory.resolve("metadata.cq4t"));
            return found(directory, reader, marks);
        }
    }

    /**
     * Has the next record go to a new file. After a power cut Chronicle's own write position may be
     * on the disk while records before it are not: it would append behind a hole that no reader
     * crosses.
     */
    private static void endLastFile(final JournalReader reader) throws IOException {
        if (reader.lastPath() == null) {
            return;
        }
        try (DocumentFile file = new DocumentFile(reader.lastPath(), reader.last().documentAt())) {
            file.next();
            if (file.next() != DocumentFile.ENDED) {
                DocumentFile.end(reader.lastPath(), file.position());
            }
        }
    }

    private static JournalTail found(
        final Path directory, final JournalReader reader, final HighWater.Marks marks)
        throws IOException {
        final HighWater.Mark last = reader.last();
        if (reader.lastPath() == null) {
            return new JournalTail(last, null, Long.MIN_VALUE, List.of());
        }
        final int forcedCycle = marks.forced() == null ? -1 : marks.forced().cycle();
        final List<Path> unforced = JournalFiles.list(directory);
        unforced.removeIf(file -> JournalFiles.cycle(file) < forcedCycle);
        try (DocumentFile file = new DocumentFile(reader.lastPath(), last.documentAt())) {
            file.next();
            final long cycle = (long) last.cycle() + (file.next() == DocumentFile.ENDED ? 1 : 0);
            return new JournalTail(
                last, reader.lastPath(), cycle * JournalFiles.CYCLE_MS, unforced);
        }
    }

    /** Returns where a reader that comes from the last record expects the next document. */
    long reach() {
        try (DocumentFile file = new DocumentFile(path, last.documentAt())) {
            file.next();
            file.next();
            return file.position();
        } catch (final IOException e) {
            throw new JournalException("cannot read journal file " + path + ": " + e.getMessage()
                + "; check the disk", e);
        }
    }

    private static void readAll(final JournalReader reader) {
        int count = 1;
        while (count > 0) {
            count = reader.poll((record, offset, length) -> { }, Integer.MAX_VALUE);
        }
    }

    private static void deleteAfter(final Path directory, final Path last) throws IOException {
        final List<Path> files = JournalFiles.list(directory);
        for (final Path file : files) {
            if (last == null || file.compareTo(last) > 0) {
                Files.delete(file);
            }
        }
    }

    private static void clear(final Path file, final long from, final long count)
        throws IOException {
        final ByteBuffer zeros = ByteBuffer.allocate(ZEROS);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            long at = from;
            while (at < from + count) {
                zeros.clear().limit((int) Math.min(ZEROS, from + count - at));
                at += channel.write(zeros, at);
            }
            channel.force(false);
        }
    }
}
