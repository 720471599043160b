package io.clearline.engine.journal;

import io.clearline.engine.record.RecordHeader;
import java.io.IOException;
import java.nio.file.Path;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.bytes.PointerBytesStore;
import net.openhft.chronicle.bytes.SyncMode;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;
import org.agrona.DirectBuffer;

/**
 * The journal in Chronicle Queue files. A document is exactly one record, copied once.
 *
 * <p>{@link #append} is for one thread and allocates nothing but at the start of a file; {@link
 * #force} may run beside it on one other thread. Opening finds the end of the journal by itself,
 * from the high-water mark; close when appending has stopped, before the data directory is closed.
 */
public final class ChronicleJournal implements Journal {
    /**
     * Nobody else holds Chronicle's write lock while we hold our own, so any wait would be for the
     * dead.
     */
    private static final long LOCK_TIMEOUT_MS = 500;

    /**
     * The high-water mark may trail the data by this much on the disk: it costs a force of its own.
     */
    private static final long MARK_FORCE_INTERVAL_NS = 100_000_000L;

    private static final int NO_CYCLE = Integer.MIN_VALUE;

    private final Path directory;
    private final Machine machine;
    private final HighWater mark;
    private final UnforcedFiles unforced;
    private final SingleChronicleQueue queue;
    private final ExcerptAppender appender;
    private final PointerBytesStore source = new PointerBytesStore();
    private final int recordLengthMax;
    private final JournalTail tail;
    private final JournalRoom room;
    private final RollClock clock;
    private final Object forcing = new Object();
    private long lastSequence;
    private int cycle;
    private int entered = NO_CYCLE;
    private long end;
    private HighWater.Mark forced = HighWater.Mark.NONE;
    private long markForcedNs;
    private IOException forceFailure;
    private boolean closed;

    private ChronicleJournal(
        final DataDirectory data, final JournalOptions options, final HighWater mark,
        final JournalTail tail, final JournalRoom room, final UnforcedFiles.Opener opener) {
        this.directory = data.journal();
        this.machine = data.machine();
        this.mark = mark;
        this.tail = tail;
        this.room = room;
        this.lastSequence = tail.lastSequence();
        this.cycle = tail.ended() ? NO_CYCLE : tail.last().cycle();
        this.end = tail.path() == null ? 0 : tail.reach();
        this.clock = new RollClock(options.clockMs(), tail.floorMs());
        clock.cycle();
        if (cycle == NO_CYCLE) {
            clock.advance();
        }
        this.unforced = new UnforcedFiles(directory, machine, opener);
        // What an earlier process appended may not have been forced.
        tail.unforced().forEach(unforced::add);
        queue = SingleChronicleQueueBuilder.binary(directory)
            .rollCycle(RollCycles.FAST_DAILY)
            .blockSize(options.blockBytes())
            .syncMode(SyncMode.NONE)
            .timeoutMS(LOCK_TIMEOUT_MS)
            .timeProvider(clock)
            .build();
        appender = queue.createAppender();
        appender.singleThreadedCheckReset();
        source.singleThreadedCheckDisabled(true);
        recordLengthMax =
            (int) Math.min(queue.overlapSize(), DocumentFile.RECORD_LENGTH_MAX)
            - RecordHeader.LENGTH;
    }

    /**
     * Opens the journal of a directory for appending.
     *
     * @param data opened for writing; stays the caller's
     * @throws JournalDamagedException if its end is not where it must be
     * @throws JournalException if it cannot be opened
     */
    public static ChronicleJournal open(final DataDirectory data, final JournalOptions options) {
        return open(data, options, file -> UnforcedFiles.channel(data.machine(), file));
    }

    static ChronicleJournal open(
        final DataDirectory data, final JournalOptions options, final UnforcedFiles.Opener opener) {
        return open(data, options, opener, Disk.of(data.machine(), data.journal()));
    }

    static ChronicleJournal open(
        final DataDirectory data, final JournalOptions options, final UnforcedFiles.Opener opener,
        final Disk disk) {
        if (!data.owned()) {
            throw new JournalException("data directory " + data.path()
                + " was not opened for writing; open it with DataDirectory.open");
        }
        HighWater mark = null;
        JournalRoom room = null;
        try {
            mark = HighWater.open(data.highWater(), data.machine());
            final JournalTail tail = JournalTail.prepare(data, mark);
            room = JournalRoom.open(data, tail, options.aheadBytes(), disk);
            return new ChronicleJournal(data, options, mark, tail, room, opener);
        } catch (final IOException e) {
            closeQuietly(mark, room, e);
            throw new JournalException("cannot open the journal in " + data.path() + ": "
                + e.getClass().getSimpleName() + " " + e.getMessage()
                + "; run `clearline verify`, check permissions and free space", e);
        } catch (final JournalException e) {
            closeQuietly(mark, room, e);
            throw e;
        } catch (final RuntimeException e) {
            closeQuietly(mark, room, e);
            throw new JournalException("cannot open the journal in " + data.journal() + ": " + e
                + "; run `clearline verify`, check permissions and free space", e);
        }
    }

    private static void closeQuietly(
        final HighWater mark, final JournalRoom room, final Exception cause) {
        try {
            if (room != null) {
                room.close();
            }
            if (mark != null) {
                mark.close();
            }
        } catch (final IOException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public void append(final DirectBuffer record, final int offset, final int length) {
        check(record, offset, length);
        try {
            write(record, offset, length);
        } catch (final JournalException e) {
            throw e;
        } catch (final RuntimeException e) {
            throw new JournalException("cannot append record " + (lastSequence + 1) + " to "
                + directory
                + ": " + e + "; stop the engine, check the disk and start again", e);
        }
        lastSequence++;
    }

    private void check(final DirectBuffer record, final int offset, final int length) {
        if (closed) {
            throw new JournalException("the journal " + directory + " was closed; open it again");
        }
        if (length < RecordHeader.LENGTH || length > recordLengthMax) {
            throw new JournalException("a record of " + length + " bytes cannot be appended to "
                + directory
                + "; it takes " + RecordHeader.LENGTH + " to " + recordLengthMax);
        }
        if (RecordHeader.magic(record, offset) != RecordHeader.MAGIC
            || RecordHeader.sequence(record, offset) != lastSequence + 1) {
            throw new JournalException("record " + RecordHeader.sequence(record, offset)
                + " cannot be appended to " + directory + "; the next must be "
                + (lastSequence + 1));
        }
    }

    private void write(final DirectBuffer record, final int offset, final int length) {
        final int due = clock.cycle();
        if (due == cycle) {
            clock.advance();
        } else {
            roll(due);
        }
        room.await(end + DocumentFile.HEADER_LENGTH + length);
        final long documentAt;
        final DocumentContext document = appender.writingDocument();
        try {
            final Bytes<?> bytes = document.wire().bytes();
            documentAt = bytes.writePosition() - DocumentFile.HEADER_LENGTH;
            if (cycle != entered) {
                enter(documentAt);
            }
            if (record.byteArray() == null) {
                source.set(record.addressOffset() + offset, length);
                bytes.write(source, 0L, length);
            } else {
                bytes.write(record.byteArray(), record.wrapAdjustment() + offset, length);
            }
        } catch (final Throwable e) {
            // Closing alone would publish the half-written record.
            document.rollbackOnClose();
            throw e;
        } finally {
            document.close();
        }
        end = DocumentFile.after(documentAt, length);
        mark.appended(lastSequence + 1, RecordHeader.crc(record, offset), cycle, documentAt);
    }

    /** Goes on to another day's file. Stays where it is as long as there is no room for one. */
    private void roll(final int due) {
        if (cycle == NO_CYCLE) {
            room.awaitEnter(due);
        } else if (!room.enterSoon(due)) {
            return;
        }
        cycle = due;
        end = 0;
        clock.advance();
    }

    /**
     * Starts a file: its records count for the next force; an old one must be reachable up to here.
     */
    private void enter(final long documentAt) {
        if (appender.cycle() != cycle) {
            throw new JournalException("Chronicle would append to the file of day "
                + appender.cycle() + " instead of " + cycle + " in " + directory);
        }
        final Path file = JournalFiles.file(directory, cycle);
        if (file.equals(tail.path())) {
            // Chronicle believes its own write position, even one behind a hole that no reader
            // crosses.
            final long reached = tail.reach();
            if (reached != documentAt) {
                throw new JournalDamagedException(new Damage(lastSequence + 1, file, reached,
                    "Chronicle would append at byte " + documentAt + ", where no reader gets to"));
            }
        } else {
            unforced.add(file);
        }
        entered = cycle;
    }

    @Override
    public long diskFreeBytes() {
        return room.freeBytes();
    }

    @Override
    public long diskSizeBytes() {
        return room.sizeBytes();
    }

    @Override
    public void force() throws IOException {
        synchronized (forcing) {
            if (forceFailure != null) {
                throw new IOException("an earlier force of " + directory
                    + " failed, so what is durable"
                    + " is unknown; stop the engine and start it again", forceFailure);
            }
            try {
                force(machine.nanoTime(), false);
            } catch (final IOException e) {
                forceFailure = e;
                throw e;
            }
        }
    }

    private void force(final long nowNs, final boolean last) throws IOException {
        final HighWater.Mark appended = mark.appended();
        if (appended.sequence() > forced.sequence()) {
            unforced.force();
            mark.forced(appended);
            forced = appended;
        }
        if (last || nowNs - markForcedNs > MARK_FORCE_INTERVAL_NS) {
            mark.force();
            markForcedNs = nowNs;
        }
    }

    /**
     * Returns the sequence of the last record appended, 0 if there is none; for the appending
     * thread.
     */
    public long lastSequence() {
        return lastSequence;
    }

    /** Returns the length of the longest record that can be appended, in bytes. */
    public int recordLengthMax() {
        return recordLengthMax;
    }

    /**
     * Forces what is not forced yet and closes the files.
     *
     * @throws JournalException if the disk refused
     */
    @Override
    public void close() {
        synchronized (forcing) {
            if (closed) {
                return;
            }
            closed = true;
            room.close();
            appender.singleThreadedCheckReset();
            appender.close();
            queue.close();
            try {
                if (forceFailure == null) {
                    force(machine.nanoTime(), true);
                }
                unforced.close();
                mark.close();
            } catch (final IOException e) {
                throw new JournalException("the last records of " + directory
                    + " could not be forced to the disk: " + e.getMessage() + "; check the disk",
                    e);
            }
        }
    }
}
