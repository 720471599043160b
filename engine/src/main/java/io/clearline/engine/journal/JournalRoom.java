package io.clearline.engine.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps room ahead of the writer: blocks of the current file, and a blank file for the next day. A
 * thread of its own makes room; the appending thread asks for it in time, takes no place that has
 * no blocks and so never meets SIGBUS, and is spared most page faults.
 *
 * <p>Whether the disk still has room is known from {@link #freeBytes}, well before that: whoever
 * takes commands is to stop taking them then. {@link #enter} and {@link #await} belong to the
 * appending thread, the rest may be called by any.
 */
final class JournalRoom implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JournalRoom.class);

    /** Chronicle puts an index of 32 KiB between two records now and then, and marks the end. */
    private static final int MARGIN_BYTES = 128 << 10;
    private static final int BLANK_BYTES = 2 * MARGIN_BYTES;
    private static final int METADATA_BYTES = 16 << 10;
    private static final int STEP_BYTES_MAX = 1 << 20;
    private static final long QUICK_NS = 100_000_000;
    private static final long POLL_NS = 50_000;
    private static final long PATIENCE_NS = 30_000_000_000L;

    private static final long ROLL_PATIENCE_NS = 1_000_000_000L;

    private final Path directory;
    private final Machine machine;
    private final Disk disk;
    private final long sizeBytes;
    private final long aheadBytesMax;
    private final long stepBytes;
    private final Background background;
    private volatile boolean closed;
    private volatile boolean asked;
    private volatile long freeBytes;
    private volatile Throwable refusal;
    private volatile AllocatedFile current;
    private volatile AllocatedFile blank;
    private volatile AllocatedFile left;
    private long aheadBytes;
    private long lastWanted;
    private long lastAskedNs;

    private JournalRoom(
        final DataDirectory data, final long aheadBytesMax, final Disk disk) throws IOException {
        this.directory = data.journal();
        this.machine = data.machine();
        this.background = machine.background("clearline-room", this::work);
        this.disk = disk;
        this.sizeBytes = disk.sizeBytes();
        this.aheadBytesMax = Math.max(2 * MARGIN_BYTES, Math.min(aheadBytesMax, sizeBytes / 16));
        this.stepBytes = Math.min(STEP_BYTES_MAX, this.aheadBytesMax / 2);
        // From the first record on, room for what a ring holds.
        this.aheadBytes = Math.max(stepBytes, this.aheadBytesMax / 8);
    }

    /**
     * Makes the first room and starts the thread; before Chronicle opens the directory.
     *
     * @param tail where the journal goes on
     * @param aheadBytesMax how much room to keep ahead at most, less on a small disk
     * @throws IOException if the disk has no room even for this
     */
    static JournalRoom open(
        final DataDirectory data, final JournalTail tail, final long aheadBytesMax,
        final Disk disk) throws IOException {
        final JournalRoom room = new JournalRoom(data, aheadBytesMax, disk);
        try {
            room.prepare(tail);
        } catch (final IOException | RuntimeException e) {
            room.closeFiles();
            throw e;
        }
        room.background.start();
        return room;
    }

    private void prepare(final JournalTail tail) throws IOException {
        try (AllocatedFile metadata =
            AllocatedFile.create(JournalFiles.metadata(directory), disk)) {
            metadata.extend(METADATA_BYTES);
        }
        if (tail.path() != null) {
            final long end = tail.reach();
            current = AllocatedFile.open(tail.path(), end, disk);
            // Even an old file is written to once more: its end is marked.
            IndexBlocks.fill(current, end);
            makeRoom(current);
        }
        blank = makeBlank();
        freeBytes = disk.freeBytes();
    }

    /**
     * Waits until the current file has room.
     *
     * @param end where what is appended will end
     * @throws JournalException if there is none for so long that nobody can still wait
     */
    void await(final long end) {
        final AllocatedFile file = current;
        final long wanted = end + MARGIN_BYTES;
        if (wanted <= file.askAt) {
            return;
        }
        if (!asked) {
            ask(file, wanted);
        }
        if (wanted > file.allocated()) {
            final long deadlineNs = machine.nanoTime() + PATIENCE_NS;
            while (wanted > file.allocated()) {
                pause(deadlineNs);
                ask(file, wanted);
            }
        }
    }

    private void ask(final AllocatedFile file, final long wanted) {
        file.wanted = wanted;
        asked = true;
        background.ask();
    }

    private void pause(final long deadlineNs) {
        if (closed || machine.nanoTime() - deadlineNs > 0) {
            throw new JournalException("no room could be made for the next record in " + directory
                + (refusal == null ? "" : ": " + refusal.getMessage()) + "; free some space");
        }
        background.pause(POLL_NS);
    }

    /**
     * Makes the blank file that of another day. The old one keeps what it has.
     *
     * @return false if there is no blank file or it cannot be moved; nothing has changed then
     */
    boolean enter(final int cycle) {
        final AllocatedFile next = blank;
        if (next == null || left != null) {
            return false;
        }
        final Path file = JournalFiles.file(directory, cycle);
        try {
            if (Files.exists(file)) {
                throw new JournalException("journal file " + file + " is there already, and nobody"
                    + " but its writer should have made it; move it away");
            }
            machine.rename(next.path(), file);
        } catch (final IOException e) {
            refusal = e;
            return false;
        }
        left = current;
        current = next;
        blank = null;
        background.ask();
        return true;
    }

    /**
     * As {@link #enter}, but waits a moment for a blank file that is being made: only where days follow
     * one another faster than files are made, or the disk is full, is there none.
     */
    boolean enterSoon(final int cycle) {
        final long deadlineNs = machine.nanoTime() + ROLL_PATIENCE_NS;
        while (!enter(cycle)) {
            if (refusal != null || machine.nanoTime() - deadlineNs > 0) {
                return false;
            }
            background.ask();
            background.pause(POLL_NS);
        }
        return true;
    }

    /** As {@link #enter}, but waits for the blank file: the journal has no other to go on in. */
    void awaitEnter(final int cycle) {
        final long deadlineNs = machine.nanoTime() + PATIENCE_NS;
        while (!enter(cycle)) {
            background.ask();
            pause(deadlineNs);
        }
    }

    /** Returns what the disk has free as last seen, 0 if it refused to give any. */
    long freeBytes() {
        return freeBytes;
    }

    /** Returns the size of the disk. */
    long sizeBytes() {
        return sizeBytes;
    }

    private void work() {
        asked = false;
        try {
            final AllocatedFile old = left;
            if (old != null) {
                left = null;
                old.close();
            }
            final AllocatedFile file = current;
            if (file != null) {
                makeRoom(file);
            }
            if (blank == null) {
                blank = makeBlank();
            }
            freeBytes = disk.freeBytes();
            refusal = null;
        } catch (final IOException | RuntimeException e) {
            freeBytes = 0;
            if (refusal == null) {
                LOG.warn("No room can be made ahead in {}: {}; the engine takes nothing until it"
                    + " can", directory, e.getMessage());
            }
            refusal = e;
        }
    }

    /** The faster it is used up, the more room is kept: up to the limit, a step at a time. */
    private void makeRoom(final AllocatedFile file) throws IOException {
        final long wanted = file.wanted;
        if (wanted != lastWanted) {
            final long nowNs = machine.nanoTime();
            if (nowNs - lastAskedNs < QUICK_NS) {
                aheadBytes = Math.min(aheadBytesMax, aheadBytes + stepBytes);
            }
            lastWanted = wanted;
            lastAskedNs = nowNs;
        }
        file.extend(wanted + aheadBytes);
        // After every step, so that a force never has much more than the records to write.
        file.askAt = file.allocated() - Math.max(aheadBytes - stepBytes, stepBytes / 2);
    }

    private AllocatedFile makeBlank() throws IOException {
        final AllocatedFile file = AllocatedFile.create(JournalFiles.blank(directory), disk);
        try {
            file.extend(BLANK_BYTES);
            return file;
        } catch (final IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** Ends the thread; nobody may be appending. */
    @Override
    public void close() {
        closed = true;
        background.close();
        closeFiles();
    }

    private void closeFiles() {
        for (final AllocatedFile file : new AllocatedFile[] {current, blank, left}) {
            if (file == null) {
                continue;
            }
            try {
                file.close();
            } catch (final IOException e) {
                refusal = e;
            }
        }
    }
}
