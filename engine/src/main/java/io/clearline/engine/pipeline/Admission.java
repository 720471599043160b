package io.clearline.engine.pipeline;

import io.clearline.engine.journal.Journal;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tells whether there is room for one more command: blocks on the disk for the records of all that the
 * ring can hold, so that what is taken is journaled whatever becomes of the disk, and some free space
 * beside. Thread-safe; costs a command three reads of what rarely changes.
 */
final class Admission {
    private static final int SMALL_DISK_PARTS = 8;
    /** What the journal writes between records: documents' headers. */
    private static final int FRAME_BYTES = 8;
    /** The journal keeps room ahead in steps: below this it may not get the next one. */
    private static final long STEPS_BYTES = 4L << 20;
    /** A record is taken to be a few times as long as its command, with answer and effects. */
    private static final int LARGE_TIMES = 3;
    private static final long LARGE_ANSWER_BYTES = 64L << 10;

    private final Journal journal;
    private final int largeFrom;
    private final long ringBytes;
    private final long floorBytes;
    private final AtomicLong large = new AtomicLong();

    Admission(final Journal journal, final EngineConfig config) {
        this.journal = journal;
        this.largeFrom = config.slotBytes() / 2;
        this.ringBytes = (long) config.ringSize() * (config.slotBytes() + FRAME_BYTES);
        this.floorBytes = Math.max(ringBytes + STEPS_BYTES,
            Math.min(config.freeFloorBytes(), journal.diskSizeBytes() / SMALL_DISK_PARTS));
    }

    /**
     * Tells whether a command can be taken. One that is taken counts until {@link #release}: what is
     * larger than most takes more than its share of the ring.
     *
     * @param length the command's, in bytes
     */
    boolean take(final int length) {
        if (length > largeFrom) {
            large.addAndGet(largeBytes(length));
        }
        if (open()) {
            return true;
        }
        release(length);
        return false;
    }

    /** Forgets a command that was answered, or not taken after all. */
    void release(final int length) {
        if (length > largeFrom) {
            large.addAndGet(-largeBytes(length));
        }
    }

    private static long largeBytes(final int length) {
        return (long) LARGE_TIMES * length + LARGE_ANSWER_BYTES;
    }

    /** Tells whether there is room for what the ring can hold. */
    boolean open() {
        return journal.diskFreeBytes() >= floorBytes && journal.hasRoom(ringBytes + large.get());
    }

    DiskRoom room() {
        return new DiskRoom(journal.diskFreeBytes(), floorBytes);
    }
}
