package io.clearline.engine.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Makes the end of a journal ready for appending, before Chronicle sees it: what a killed writer or
 * a power cut left half done is cleared away, so that Chronicle needs no guess and no waiting of its
 * own. Only for the owner of the directory.
 *
 * @param last the last record, {@link HighWater.Mark#NONE} if there is none
 * @param lastSequence its sequence; without one that of the snapshot the journal goes on behind, or 0
 * @param path the file it is in, null if there is none
 * @param floorMs the roll clock must not be before this
 * @param unforced the files from the last forced record on
 */
record JournalTail(
    HighWater.Mark last, long lastSequence, Path path, long floorMs, List<Path> unforced) {
    private static final int ZEROS = 1 << 16;

    /**
     * Finds the end, starting from the high-water mark, and clears what lies torn behind it.
     *
     * @throws JournalDamagedException if the journal must not be appended to
     */
    static JournalTail prepare(final DataDirectory data, final HighWater mark) throws IOException {
        final HighWater.Marks marks = SoundJournal.marks(data);
        final Path directory = data.journal();
        if (marks == null || marks.required() == null) {
            // Says which of the two it is.
            try (JournalReader reader = JournalReader.open(data)) {
                reader.poll((record, offset, length) -> { }, 1);
                JournalEnd.check(data, reader, marks);
            }
        }
        try (JournalReader reader = JournalReader.openAt(data, marks.required())) {
            reader.expect(marks);
            readAll(reader);
            JournalEnd.check(data, reader, marks);
            deleteAfter(data, reader.lastPath());
            if (reader.lastPath() != null) {
                clear(data.machine(), JournalEnd.tail(reader));
                if (!marks.sameBoot()) {
                    endLastFile(data.machine(), reader);
                }
            }
            // Last: it says that this start of the machine has cleared away what a power cut left.
            mark.reset(reader.last());
            // Chronicle keeps a lock with a process id here, and rebuilds the file; ours is the
            // lock.
            Files.deleteIfExists(JournalFiles.metadata(directory));
            return found(directory, reader, marks);
        }
    }

    /**
     * Has the next record go to a new file. After a power cut Chronicle's own write position may be
     * on the disk while records before it are not: it would append behind a hole that no reader
     * crosses. The marks cannot tell, as theirs may be older than either.
     */
    private static void endLastFile(final Machine machine, final JournalReader reader)
        throws IOException {
        try (DocumentFile file = new DocumentFile(reader.lastPath(), reader.last().documentAt())) {
            file.next();
            if (file.next() != DocumentFile.ENDED) {
                DocumentFile.end(machine, reader.lastPath(), file.position());
            }
        }
    }

    private static JournalTail found(
        final Path directory, final JournalReader reader, final HighWater.Marks marks)
        throws IOException {
        final HighWater.Mark last = reader.last();
        if (reader.lastPath() == null) {
            return new JournalTail(
                last, reader.nextSequence() - 1, null, Long.MIN_VALUE, List.of());
        }
        final int forcedCycle = marks.forced() == null ? -1 : marks.forced().cycle();
        final List<Path> unforced = JournalFiles.list(directory);
        unforced.removeIf(file -> JournalFiles.cycle(file) < forcedCycle);
        try (DocumentFile file = new DocumentFile(reader.lastPath(), last.documentAt())) {
            file.next();
            final long cycle = (long) last.cycle() + (file.next() == DocumentFile.ENDED ? 1 : 0);
            return new JournalTail(last, last.sequence(), reader.lastPath(),
                cycle * JournalFiles.CYCLE_MS, unforced);
        }
    }

    /** Tells whether the last record's file was ended, so that the next one goes to another. */
    boolean ended() {
        return path == null || floorMs > last.cycle() * JournalFiles.CYCLE_MS;
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

    /**
     * Deletes the files behind the last record: they were being created when their writer died, or
     * hold what a power cut left of records that were promised to nobody.
     */
    private static void deleteAfter(final DataDirectory data, final Path last)
        throws IOException {
        boolean deleted = false;
        for (final Path file : JournalFiles.list(data.journal())) {
            if (last == null || file.compareTo(last) > 0) {
                Files.delete(file);
                deleted = true;
            }
        }
        if (deleted) {
            // Or a power cut brings one back, behind records that were written since.
            JournalFiles.forceDirectory(data.machine(), data.journal());
        }
    }

    private static void clear(final Machine machine, final JournalEnd tail) throws IOException {
        final long end = tail.at() + tail.tornTailBytes();
        if (end == tail.at()) {
            return;
        }
        final ByteBuffer zeros = ByteBuffer.allocate(ZEROS);
        try (FileChannel channel = machine.open(tail.file(), StandardOpenOption.WRITE)) {
            for (long at = tail.at(); at < end; at += zeros.limit()) {
                zeros.clear().limit((int) Math.min(ZEROS, end - at));
                JournalFiles.write(channel, zeros, at);
            }
            channel.force(false);
        }
    }
}
