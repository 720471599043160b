package io.clearline.engine.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.locks.LockSupport;

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
    /** Chronicle puts an index of 32 KiB between two records now and then, and marks the end. */
    private static final int MARGIN_BYTES = 128 << 10;
    private static final int BLANK_BYTES = 2 * MARGIN_BYTES;
    private static final int METADATA_BYTES = 16 << 10;
    private static final int STEP_BYTES_MAX = 1 << 20;
    private static final long QUICK_NS = 100_000_000;
    private static final long LOOK_NS = 100_000_000;
    private static final long POLL_NS = 50_000;
    private static final long PATIENCE_NS = 30_000_000_000L;
    private static final long STOP_MS = 5_000;

    private static final long ROLL_PATIENCE_NS = 1_000_000_000L;

    private final Path directory;
    private final Disk disk;
    private final long sizeBytes;
    private final long aheadBytesMax;
    private final long stepBytes;
    private final Thread thread = new Thread(this::run, "clearline-room");
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

    private JournalRoom(final Path directory, final long aheadBytesMax, final Disk disk)
        throws IOException {
        this.directory = directory;
        this.disk = disk;
        this.sizeBytes = disk.sizeBytes();
        this.aheadBytesMax = Math.max(2 * MARGIN_BYTES, Math.min(aheadBytesMax, sizeBytes / 16));
        this.stepBytes = Math.min(STEP_BYTES_MAX, this.aheadBytesMax / 2);
        this.aheadBytes = stepBytes;
        thread.setDaemon(true);
    }

    /**
     * Makes the first room and starts the thread; before Chronicle opens the directory.
     *
     * @param tail where the journal goes on
     * @param aheadBytesMax how much room to keep ahead at most, less on a small disk
     * @throws IOException if the disk has no room even for this
     */
    static JournalRoom open(
        final Path directory, final JournalTail tail, final long aheadBytesMax, final Disk disk)
        throws IOException {
        final JournalRoom room = new JournalRoom(directory, aheadBytesMax, disk);
        try {
            room.prepare(tail);
        } catch (final IOException | RuntimeException e) {
            room.closeFiles();
            throw e;
        }
        room.thread.start();
        return room;
    }

    private void prepare(final JournalTail tail) throws IOException {
        try (AllocatedFile metadata = AllocatedFile.create(JournalFiles.metadata(directory), disk)) {
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
            final long deadlineNs = System.nanoTime() + PATIENCE_NS;
            while (wanted > file.allocated()) {
                pause(deadlineNs);
                ask(file, wanted);
            }
        }
    }

    private void ask(final AllocatedFile file, final long wanted) {
        file.wanted = wanted;
        // Volatile, like the thread's reset before it looks: no question is lost.
        asked = true;
        LockSupport.unpark(thread);
    }

    private void pause(final long deadlineNs) {
        if (closed || System.nanoTime() - deadlineNs > 0) {
            throw new JournalException("no room could be made for the next record in " + directory
                + (refusal == null ? "" : ": " + refusal.getMessage()) + "; free some space");
        }
        LockSupport.parkNanos(POLL_NS);
        Thread.interrupted();
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
            Files.move(next.path(), file, StandardCopyOption.ATOMIC_MOVE);
        } catch (final IOException e) {
            refusal = e;
            return false;
        }
        left = current;
        current = next;
        blank = null;
        LockSupport.unpark(thread);
        return true;
    }

    /**
     * As {@link #enter}, but waits a moment for a blank file that is being made: only where days follow
     * one another faster than files are made, or the disk is full, is there none.
     */
    boolean enterSoon(final int cycle) {
        final long deadlineNs = System.nanoTime() + ROLL_PATIENCE_NS;
        while (!enter(cycle)) {
            if (refusal != null || System.nanoTime() - deadlineNs > 0) {
                return false;
            }
            LockSupport.unpark(thread);
            LockSupport.parkNanos(POLL_NS);
        }
        return true;
    }

    /** As {@link #enter}, but waits for the blank file; for a journal that has no other to go on in. */
    void awaitEnter(final int cycle) {
        final long deadlineNs = System.nanoTime() + PATIENCE_NS;
        while (!enter(cycle)) {
            LockSupport.unpark(thread);
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

    private void run() {
        while (!closed) {
            asked = false;
            work();
            if (!asked && !closed) {
                LockSupport.parkNanos(LOOK_NS);
            }
        }
    }

    private void work() {
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
            refusal = e;
        }
    }

    /** The faster it is used up, the more room is kept: up to the limit, a step at a time. */
    private void makeRoom(final AllocatedFile file) throws IOException {
        final long wanted = file.wanted;
        if (wanted != lastWanted) {
            final long nowNs = System.nanoTime();
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
        LockSupport.unpark(thread);
        boolean interrupted = false;
        final long deadlineNs = System.nanoTime() + STOP_MS * 1_000_000;
        while (thread.isAlive() && System.nanoTime() - deadlineNs < 0) {
            try {
                thread.join(STOP_MS);
            } catch (final InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
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
