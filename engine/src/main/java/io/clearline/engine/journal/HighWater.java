package io.clearline.engine.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * How far the journal must reach, kept apart from it: a journal that ends early cannot hide it. Two
 * marks, the last record appended and the last one forced, each in two slots on pages of their own
 * that are written in turn: whatever a crash tears, the other slot is whole.
 *
 * <p>After a power cut the appended mark may be ahead of what reached the disk, and records that
 * were never forced were never promised to survive it. So it binds only while the machine has not
 * been restarted (the boot id in the slot); after that the forced mark does.
 *
 * <p>{@link #appended} belongs to the appending thread, {@link #forced} to the forcing one.
 */
final class HighWater implements AutoCloseable {
    /** One mark: a record and where it lies; sequence 0 is the mark of an empty journal. */
    record Mark(long sequence, int crc, int cycle, long documentAt) {
        static final Mark NONE = new Mark(0, 0, 0, 0);
    }

    /**
     * Both marks as found in a file; null where both slots of a mark are unsound.
     *
     * @param sameBoot whether the machine has not been restarted since they were written
     */
    record Marks(Mark appended, Mark forced, boolean sameBoot) {
        /** Returns the mark the journal must reach, null if it cannot be known. */
        Mark required() {
            return sameBoot ? appended : forced;
        }
    }

    private static final long MAGIC = 0x3130_4D57_4852_4C43L;
    static final int PAGE = 4096;
    static final int FORCED_AT = 2 * PAGE;
    private static final int LENGTH = 4 * PAGE;
    private static final int SEQUENCE_AT = 8;
    private static final int CRC_AT = 16;
    private static final int CYCLE_AT = 20;
    private static final int DOCUMENT_AT = 24;
    private static final int BOOT_AT = 32;
    private static final int CHECK_AT = 40;
    private static final int READ_ATTEMPTS = 1000;

    private final FileChannel channel;
    private final MappedByteBuffer mapped;
    private final UnsafeBuffer slots;
    private final long boot;
    private boolean closed;

    private HighWater(final FileChannel channel, final MappedByteBuffer mapped, final long boot) {
        this.channel = channel;
        this.mapped = mapped;
        this.boot = boot;
        this.slots = new UnsafeBuffer(mapped);
    }

    /** Creates the file with empty marks, whole or not at all, if there is none. */
    static void create(final Path file, final Machine machine) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        final Path journal = file.resolveSibling("journal");
        if (!JournalFiles.list(journal).isEmpty()) {
            return;
        }
        final Path draft = file.resolveSibling(file.getFileName() + ".tmp");
        final ByteBuffer bytes = ByteBuffer.allocate(LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        final UnsafeBuffer slots = new UnsafeBuffer(bytes);
        final long boot = machine.bootId();
        for (int at = 0; at < LENGTH; at += PAGE) {
            write(slots, at, 0, 0, 0, 0, boot);
        }
        try (FileChannel channel = machine.open(draft, StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            JournalFiles.write(channel, bytes, 0);
            channel.force(true);
        }
        machine.rename(draft, file);
    }

    /** Maps the file for the engine that owns the directory. */
    static HighWater open(final Path file, final Machine machine) throws IOException {
        final FileChannel channel =
            machine.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            return new HighWater(channel, channel.map(FileChannel.MapMode.READ_WRITE, 0, LENGTH),
                machine.bootId());
        } catch (final IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Reads the marks without changing anything; an engine may be writing them.
     *
     * @param boot the present start of the machine
     * @return the marks, null if there is no such file
     */
    static Marks read(final Path file, final long boot) throws IOException {
        if (!Files.exists(file)) {
            return null;
        }
        final UnsafeBuffer slots = new UnsafeBuffer(ByteBuffer.allocate(LENGTH));
        Mark appended = null;
        Mark forced = null;
        boolean sameBoot = true;
        for (int i = 0; i < READ_ATTEMPTS && (appended == null || forced == null); i++) {
            slots.setMemory(0, LENGTH, (byte) 0);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                final ByteBuffer bytes = slots.byteBuffer().clear();
                while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) > 0) {
                    Thread.onSpinWait();
                }
            }
            final int at = newest(slots, 0);
            appended = at < 0 ? null : mark(slots, at);
            final int forcedAt = newest(slots, FORCED_AT);
            forced = forcedAt < 0 ? null : mark(slots, forcedAt);
            final int known = at < 0 ? forcedAt : at;
            sameBoot = known < 0 || slots.getLong(known + BOOT_AT) == boot;
        }
        return new Marks(appended, forced, sameBoot);
    }

    /** Moves the appended mark. Allocates nothing. */
    void appended(final long sequence, final int crc, final int cycle, final long documentAt) {
        write(slots, (int) (sequence & 1) * PAGE, sequence, crc, cycle, documentAt, boot);
    }

    /** Moves the forced mark; the record must be on the disk already. */
    void forced(final Mark mark) {
        final int newest = newest(slots, FORCED_AT);
        final int at = newest == FORCED_AT ? FORCED_AT + PAGE : FORCED_AT;
        write(slots, at, mark.sequence, mark.crc, mark.cycle, mark.documentAt, boot);
    }

    /**
     * Sets the appended mark anew: a crash may have left it behind the journal, a restart ahead.
     */
    void reset(final Mark mark) {
        for (int at = 0; at < FORCED_AT; at += PAGE) {
            write(slots, at, mark.sequence, mark.crc, mark.cycle, mark.documentAt, boot);
        }
    }

    /** Returns the appended mark, on any thread: a copy is taken until it is whole. */
    Mark appended() {
        final UnsafeBuffer copy = new UnsafeBuffer(new byte[2 * PAGE]);
        int at = -1;
        while (at < 0) {
            copy.putBytes(0, slots, 0, CHECK_AT + Long.BYTES);
            copy.putBytes(PAGE, slots, PAGE, CHECK_AT + Long.BYTES);
            at = newest(copy, 0);
        }
        return mark(copy, at);
    }

    /** Forces the marks to the disk. */
    void force() throws IOException {
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            BufferUtil.free(mapped);
            channel.close();
        }
    }

    /** Writes one slot, its checksum last. */
    static void write(
        final UnsafeBuffer slots, final int at, final long sequence, final int crc, final int cycle,
        final long documentAt, final long boot) {
        slots.putLong(at + CHECK_AT, 0);
        slots.putLong(at, MAGIC);
        slots.putLong(at + SEQUENCE_AT, sequence);
        slots.putInt(at + CRC_AT, crc);
        slots.putInt(at + CYCLE_AT, cycle);
        slots.putLong(at + DOCUMENT_AT, documentAt);
        slots.putLong(at + BOOT_AT, boot);
        slots.putLongOrdered(at + CHECK_AT, check(slots, at));
    }

    private static Mark mark(final UnsafeBuffer slots, final int at) {
        return new Mark(slots.getLong(at + SEQUENCE_AT), slots.getInt(at + CRC_AT),
            slots.getInt(at + CYCLE_AT), slots.getLong(at + DOCUMENT_AT));
    }

    private static int newest(final UnsafeBuffer slots, final int first) {
        final boolean sound = sound(slots, first);
        final boolean otherSound = sound(slots, first + PAGE);
        if (!sound && !otherSound) {
            return -1;
        }
        final boolean other = otherSound && (!sound
            || slots.getLong(first + PAGE + SEQUENCE_AT) > slots.getLong(first + SEQUENCE_AT));
        return other ? first + PAGE : first;
    }

    private static boolean sound(final UnsafeBuffer slots, final int at) {
        return slots.getLong(at) == MAGIC
            && slots.getLongVolatile(at + CHECK_AT) == check(slots, at);
    }

    private static long check(final UnsafeBuffer slots, final int at) {
        long hash = MAGIC;
        for (int i = at; i < at + CHECK_AT; i += Long.BYTES) {
            hash = (hash ^ slots.getLong(i)) * 0x9E37_79B9_7F4A_7C15L;
            hash ^= hash >>> 32;
        }
        return hash;
    }
}
