package io.clearline.engine.journal;

import io.clearline.engine.record.RecordHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Reads records in order and takes none on trust: each one's magic, version, lengths, checksum,
 * sequence and time are checked before it is handed out. Never writes, needs no permission to, and
 * may follow a journal that another process is writing.
 *
 * <p>That there is nothing more to read proves nothing about the end of the journal: {@link
 * JournalVerifier} and the recovery compare it with the high-water mark. Used by one thread.
 */
public final class JournalReader implements AutoCloseable {
    private final Path directory;
    private final long fromSequence;
    private final long firstSequence;
    private final RecordCheck check = new RecordCheck();
    private DocumentFile file;
    private long nextSequence;
    private long lastTimeMs = Long.MIN_VALUE;
    private int stop = DocumentFile.UNWRITTEN;
    private HighWater.Mark expected = HighWater.Mark.NONE;
    private long promised = Long.MAX_VALUE;
    private boolean broken;
    private Path lastPath;
    private boolean bare;
    private Path leftPath;
    private long leftAt;
    private long lastDocumentAt;
    private int lastCrc;
    private boolean closed;

    private JournalReader(
        final Path directory, final long fromSequence, final DocumentFile file,
        final long nextSequence) {
        this.directory = directory;
        this.fromSequence = fromSequence;
        this.file = file;
        this.nextSequence = nextSequence;
        this.firstSequence = nextSequence;
        this.bare = file != null && file.position() == 0;
    }

    /**
     * Opens a reader of all there is; the journal may still be empty.
     *
     * @throws JournalException if the files cannot be opened
     */
    public static JournalReader open(final DataDirectory data) {
        final Path directory = data.journal();
        return new JournalReader(
            directory, 1, null, first(data, JournalFiles.list(directory)));
    }

    /**
     * Opens a reader; the journal may still be empty.
     *
     * @param fromSequence the first record to hand out, from 1
     * @throws RecordNotKeptException if that record was in a file that has been deleted
     * @throws JournalException if the files cannot be opened
     */
    public static JournalReader open(final DataDirectory data, final long fromSequence) {
        if (fromSequence < 1) {
            throw new JournalException("cannot read from record " + fromSequence
                + "; the first is 1");
        }
        final Path directory = data.journal();
        final List<Path> files = JournalFiles.list(directory);
        // A file whose first record is not behind the wanted one saves reading all before it.
        for (int i = files.size() - 1; fromSequence > 1 && i > 0; i--) {
            final long first = firstSequence(files.get(i));
            if (first > 1 && first <= fromSequence) {
                return new JournalReader(directory, fromSequence, opened(files.get(i), 0), first);
            }
        }
        final long first = first(data, files);
        if (fromSequence < first) {
            throw new RecordNotKeptException("record " + fromSequence + " is no longer in "
                + directory + ", which begins with record " + first
                + ": older files were deleted behind snapshots; look in the copy of them");
        }
        return new JournalReader(directory, fromSequence, null, first);
    }

    /**
     * Opens a reader near a record, so that what lies before it in its file need not be read.
     *
     * @param fromSequence the first record to hand out, from 1
     * @param hint where an earlier record lies; where none does, it is looked for as without
     * @throws RecordNotKeptException if that record was in a file that has been deleted
     * @throws JournalException if the files cannot be opened
     */
    public static JournalReader open(
        final DataDirectory data, final long fromSequence, final RecordPlace hint) {
        final Path file = JournalFiles.file(data.journal(), hint.cycle());
        if (hint.sequence() < 1 || hint.sequence() > fromSequence || !stands(file, hint)) {
            return open(data, fromSequence);
        }
        return new JournalReader(data.journal(), fromSequence,
            opened(file, hint.documentAt()), hint.sequence());
    }

    /** Returns the first record to expect: not behind the one that must be there. */
    private static long first(final DataDirectory data, final List<Path> files) {
        final long start = JournalStart.read(data);
        // Files that were about to be deleted when the process died are there in full.
        final long found = start == 1 || files.isEmpty() ? start : firstSequence(files.get(0));
        return found < 1 ? start : Math.min(start, found);
    }

    /** Opens a reader at a record whose place is known. */
    static JournalReader openAt(final DataDirectory data, final HighWater.Mark mark) {
        if (mark.sequence() == 0) {
            return open(data);
        }
        final Path directory = data.journal();
        final Path path = JournalFiles.file(directory, mark.cycle());
        final DocumentFile file = opened(path, mark.documentAt());
        return new JournalReader(directory, mark.sequence(), file, mark.sequence());
    }

    /**
     * Opens a reader that goes on behind a record.
     *
     * @param place where the record is looked for first
     * @return empty if the journal does not hold this record
     * @throws JournalDamagedException if damage is met on the way to it
     */
    public static Optional<JournalReader> openBehind(
        final DataDirectory data, final RecordPlace place) {
        if (place.sequence() < first(data, JournalFiles.list(data.journal()))) {
            final JournalReader all = open(data);
            if (all.nextSequence == place.sequence() + 1) {
                return Optional.of(all);
            }
            all.close();
            return Optional.empty();
        }
        final Path file = JournalFiles.file(data.journal(), place.cycle());
        final JournalReader reader = stands(file, place)
            ? new JournalReader(data.journal(), place.sequence(),
                opened(file, place.documentAt()), place.sequence())
            : open(data, place.sequence());
        final boolean[] same = {false};
        try {
            reader.poll((record, offset, length) ->
                same[0] = RecordHeader.crc(record, offset) == place.crc(), 1);
        } finally {
            if (!same[0]) {
                reader.close();
            }
        }
        return same[0] ? Optional.of(reader) : Optional.empty();
    }

    /** Tells whether a record of that sequence begins at the place; it may lie elsewhere in a copy. */
    private static boolean stands(final Path path, final RecordPlace place) {
        if (!Files.exists(path)) {
            return false;
        }
        try (DocumentFile file = opened(path, place.documentAt())) {
            return place.documentAt() + RecordHeader.LENGTH < file.size()
                && file.next() == DocumentFile.RECORD
                && file.documentAt() == place.documentAt()
                && file.bodyLength() >= RecordHeader.LENGTH
                && RecordHeader.magic(file.buffer(), file.bodyAt()) == RecordHeader.MAGIC
                && RecordHeader.sequence(file.buffer(), file.bodyAt()) == place.sequence();
        } catch (final IOException e) {
            throw unreadable(path, e);
        }
    }

    /** Returns the first record of a file, -1 if it has none. */
    static long firstSequence(final Path path) {
        try (DocumentFile file = opened(path, 0)) {
            if (file.next() == DocumentFile.RECORD && file.bodyLength() >= RecordHeader.LENGTH
                && RecordHeader.magic(file.buffer(), file.bodyAt()) == RecordHeader.MAGIC) {
                return RecordHeader.sequence(file.buffer(), file.bodyAt());
            }
            return -1;
        } catch (final IOException e) {
            throw unreadable(path, e);
        }
    }

    private static DocumentFile opened(final Path path, final long position) {
        try {
            return new DocumentFile(path, position);
        } catch (final IOException e) {
            throw unreadable(path, e);
        }
    }

    private static JournalException unreadable(final Path path, final IOException e) {
        return new JournalException("cannot read journal file " + path + ": "
            + e.getClass().getSimpleName() + " " + e.getMessage()
            + "; check that it exists and may be read",
            e);
    }

    /**
     * Hands out records that are there and not yet read.
     *
     * @param handler takes each; what it throws comes through, and its record counts as read
     * @param limit at most how many
     * @return how many were handed out; 0 if nothing more was written yet
     * @throws JournalDamagedException if what stands there is no sound record or not the next one
     * @throws JournalException if a file cannot be read
     */
    public int poll(final RecordHandler handler, final int limit) {
        if (closed) {
            throw new JournalException("this journal reader was closed; open another");
        }
        int count = 0;
        try {
            while (count < limit && nextSound()) {
                final UnsafeBuffer buffer = file.buffer();
                final long sequence = nextSequence++;
                lastTimeMs = RecordHeader.timeMs(buffer, file.bodyAt());
                lastCrc = RecordHeader.crc(buffer, file.bodyAt());
                lastDocumentAt = file.documentAt();
                lastPath = file.path();
                bare = false;
                if (sequence >= fromSequence) {
                    count++;
                    handler.onRecord(buffer, file.bodyAt(), file.bodyLength());
                }
            }
        } catch (final IOException e) {
            throw unreadable(file == null ? directory : file.path(), e);
        }
        return count;
    }

    /** Goes to the next record and checks it. */
    private boolean nextSound() throws IOException {
        if (broken) {
            return false;
        }
        try {
            if (!advance()) {
                return false;
            }
            checkRecord();
            return true;
        } catch (final JournalDamagedException e) {
            if (nextSequence <= promised) {
                throw e;
            }
            broken = true;
            return false;
        }
    }

    /** Goes to the next record, into the next file where one ended. */
    private boolean advance() throws IOException {
        while (true) {
            stop = file == null ? DocumentFile.ENDED : file.next();
            if (stop != DocumentFile.RECORD && bare) {
                reopen();
            }
            if (stop == DocumentFile.RECORD) {
                return true;
            }
            if (stop == DocumentFile.CUT || stop == DocumentFile.TOO_LONG) {
                throw damaged(stop == DocumentFile.CUT
                    ? "the file ends at byte " + file.size() + ", inside a document"
                    : "a document's header names an impossible length", file.position());
            }
            final Path next = nextFile();
            if (next == null) {
                return false;
            }
            // The writer may have written here before it went on to the next file.
            if (file != null) {
                stop = file.next();
                if (stop != DocumentFile.RECORD && bare) {
                    reopen();
                }
                if (stop == DocumentFile.RECORD) {
                    return true;
                }
                if (stop != DocumentFile.ENDED) {
                    leftPath = file.path();
                    leftAt = file.position();
                }
                file.close();
                file = null;
            }
            file = opened(next, 0);
            bare = true;
        }
    }

    /**
     * A file without a record is created anew by the next writer, when its first one was killed.
     */
    private void reopen() throws IOException {
        final DocumentFile again;
        try {
            again = new DocumentFile(file.path(), 0);
        } catch (final NoSuchFileException e) {
            return;
        }
        file.close();
        file = again;
        stop = file.next();
    }

    private Path nextFile() {
        for (final Path candidate : JournalFiles.list(directory)) {
            if (file == null || candidate.compareTo(file.path()) > 0) {
                return candidate;
            }
        }
        return null;
    }

    private void checkRecord() throws IOException {
        String fault = check.fault(file.buffer(), file.bytes(), file.bodyAt(), file.bodyLength());
        if (fault != null && file.reread()) {
            fault = check.fault(file.buffer(), file.bytes(), file.bodyAt(), file.bodyLength());
        }
        if (fault != null) {
            throw damaged(fault, file.documentAt());
        }
        final long sequence = RecordHeader.sequence(file.buffer(), file.bodyAt());
        if (sequence != nextSequence && leftPath != null) {
            // The place where the file before this one broke off is where the damage is.
            throw new JournalDamagedException(new Damage(nextSequence, leftPath, leftAt,
                "no record can be reached from here on in this file, and "
                + file.path().getFileName()
                    + " starts with record " + sequence));
        }
        if (sequence != nextSequence) {
            throw damaged("record " + sequence + " stands where record "
                + nextSequence + " belongs",
                file.documentAt());
        }
        leftPath = null;
        if (sequence == expected.sequence()
            && RecordHeader.crc(file.buffer(), file.bodyAt()) != expected.crc()) {
            throw damaged("this is not the record " + sequence + " that the high-water mark names",
                file.documentAt());
        }
        final long timeMs = RecordHeader.timeMs(file.buffer(), file.bodyAt());
        if (timeMs < lastTimeMs) {
            throw damaged("the record's time " + timeMs + " ms is before that of its predecessor, "
                + lastTimeMs + " ms", file.documentAt());
        }
    }

    private JournalDamagedException damaged(final String what, final long offset) {
        return new JournalDamagedException(new Damage(nextSequence, file.path(), offset, what));
    }

    /** Returns the sequence of the next record, so 1 more than the last one read. */
    public long nextSequence() {
        return nextSequence;
    }

    /**
     * Returns the engine time of the last record read in ms, {@code Long.MIN_VALUE} before the
     * first.
     */
    public long lastTimeMs() {
        return lastTimeMs;
    }

    /** Returns the record at which this reader began, whether or not it is there. */
    long firstSequence() {
        return firstSequence;
    }

    /** Returns where the last record read stands, {@link RecordPlace#NONE} before the first. */
    public RecordPlace lastPlace() {
        final HighWater.Mark last = last();
        return new RecordPlace(last.sequence(), last.crc(), last.cycle(), last.documentAt());
    }

    /** Returns why the last poll found no more, as a state of {@link DocumentFile}. */
    int stop() {
        return stop;
    }

    /** Returns the file being read, null before there is one. */
    Path path() {
        return file == null ? null : file.path();
    }

    /** Returns where in the file the next document is expected. */
    long position() {
        return file == null ? 0 : file.position();
    }

    /** Returns where the last record read stands. */
    HighWater.Mark last() {
        return lastPath == null ? HighWater.Mark.NONE : new HighWater.Mark(
            nextSequence - 1, lastCrc, JournalFiles.cycle(lastPath), lastDocumentAt);
    }

    /** Returns the file of the last record read, null before the first. */
    public Path lastPath() {
        return lastPath;
    }

    /**
     * Has the record that the marks require compared with them. After a power cut what lies behind
     * it may be there in part, in any order: the first that is not whole ends the journal then.
     */
    void expect(final HighWater.Marks marks) {
        expected = marks.required();
        promised = marks.sameBoot() ? Long.MAX_VALUE : expected.sequence();
    }

    /** Closes the file. */
    @Override
    public void close() {
        closed = true;
        if (file != null) {
            try {
                file.close();
            } catch (final IOException e) {
                throw unreadable(file.path(), e);
            }
        }
    }
}
