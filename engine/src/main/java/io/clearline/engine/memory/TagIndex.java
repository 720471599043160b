package io.clearline.engine.memory;

import io.clearline.engine.block.Blocks;
import io.clearline.engine.record.StateInput;
import io.clearline.engine.record.StateOutput;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Finds numbers by 64-bit hashes: each slot keeps half of the hash beside the number, so that a miss costs
 * one memory access and the owner compares keys on a match alone. It is cut into segments that grow one by
 * one: no insertion pays for the whole. Off the heap; not thread-safe.
 */
public final class TagIndex {
    /** Compares the key that is looked for with the one behind a number. */
    @FunctionalInterface
    public interface Match {
        /** Tells whether {@code number} is the one. */
        boolean is(int number);
    }

    /** How many segments there are. */
    public static final int SEGMENTS = 256;

    private static final int SEGMENT_BITS = 8;
    private static final int FIRST_CAPACITY = 64;

    private final UnsafeBuffer[] segments = new UnsafeBuffer[SEGMENTS];
    private final int[] sizes = new int[SEGMENTS];

    /** Returns the number under a hash that {@code match} accepts, or -1. */
    public int find(final long hash, final Match match) {
        final UnsafeBuffer slots = segments[segmentOf(hash)];
        if (slots == null) {
            return -1;
        }
        final int mask = (slots.capacity() >>> 3) - 1;
        int at = (int) hash & mask;
        while (true) {
            final long slot = slots.getLong(at << 3);
            if (slot == 0) {
                return -1;
            }
            if ((int) (slot >>> 32) == (int) hash && match.is((int) slot - 1)) {
                return (int) slot - 1;
            }
            at = at + 1 & mask;
        }
    }

    /** Reads the slot at which a look-up of a hash begins. */
    public long touch(final long hash) {
        final UnsafeBuffer slots = segments[segmentOf(hash)];
        return slots == null ? 0 : slots.getLong(((int) hash & (slots.capacity() >>> 3) - 1) << 3);
    }

    /** Adds a number under a hash; the same hash may be there already. */
    public void add(final long hash, final int number) {
        final int segment = segmentOf(hash);
        UnsafeBuffer slots = segments[segment];
        if (slots == null) {
            slots = allocate(FIRST_CAPACITY);
            segments[segment] = slots;
        } else if (sizes[segment] * 4L > (slots.capacity() >>> 3) * 3L - 4) {
            slots = grow(segment);
        }
        place(slots, slotOf(hash, number));
        sizes[segment]++;
    }

    /** Puts another number in place of {@code number}, which must be there under the hash. */
    public void replace(final long hash, final int number, final int by) {
        final UnsafeBuffer slots = segments[segmentOf(hash)];
        final int mask = (slots.capacity() >>> 3) - 1;
        int at = (int) hash & mask;
        while (slots.getLong(at << 3) != slotOf(hash, number)) {
            at = at + 1 & mask;
        }
        slots.putLong(at << 3, slotOf(hash, by));
    }

    /**
     * Takes out {@code number}, which must be there under the hash. Those behind it that could not
     * stand where they belong move up, so that no gap stays which a look-up would stop at.
     */
    public void remove(final long hash, final int number) {
        final int segment = segmentOf(hash);
        final UnsafeBuffer slots = segments[segment];
        final int mask = (slots.capacity() >>> 3) - 1;
        int gap = (int) hash & mask;
        while (slots.getLong(gap << 3) != slotOf(hash, number)) {
            gap = gap + 1 & mask;
        }
        for (int at = gap + 1 & mask; slots.getLong(at << 3) != 0; at = at + 1 & mask) {
            final long slot = slots.getLong(at << 3);
            final int home = (int) (slot >>> 32) & mask;
            if ((at - home & mask) >= (at - gap & mask)) {
                slots.putLong(gap << 3, slot);
                gap = at;
            }
        }
        slots.putLong(gap << 3, 0);
        sizes[segment]--;
    }

    /** Returns how many slots a segment has. */
    public int slots(final int segment) {
        return segments[segment] == null ? 0 : segments[segment].capacity() >>> 3;
    }

    /** Returns the number in a slot of a segment, or -1 where it is free. */
    public int number(final int segment, final int slot) {
        return (int) segments[segment].getLong(slot << 3) - 1;
    }

    /** Returns how many bytes the slots take. */
    public long bytes() {
        long bytes = 0;
        for (final UnsafeBuffer segment : segments) {
            bytes += segment == null ? 0 : segment.capacity();
        }
        return bytes;
    }

    /** Writes the slots as they lie. */
    public void save(final StateOutput out) {
        for (int i = 0; i < segments.length; i++) {
            final int capacity = segments[i] == null ? 0 : segments[i].capacity();
            out.putInt(capacity);
            if (capacity > 0) {
                out.putInt(sizes[i]);
                out.putBytes(segments[i], 0, capacity);
            }
        }
    }

    /** Reads what {@link #save} wrote into an empty index. */
    public void load(final StateInput in) {
        for (int i = 0; i < segments.length; i++) {
            final int capacity = in.getInt();
            if (capacity > 0) {
                sizes[i] = in.getInt();
                segments[i] = allocate(capacity >>> 3);
                in.getBytes(segments[i], 0, capacity);
            }
        }
    }

    private static int segmentOf(final long hash) {
        return (int) (hash >>> 64 - SEGMENT_BITS);
    }

    private static long slotOf(final long hash, final int number) {
        return hash << 32 | number + 1L;
    }

    private UnsafeBuffer grow(final int segment) {
        final UnsafeBuffer old = segments[segment];
        final UnsafeBuffer slots = allocate(old.capacity() >>> 2);
        for (int i = 0; i < old.capacity(); i += Long.BYTES) {
            if (old.getLong(i) != 0) {
                place(slots, old.getLong(i));
            }
        }
        Blocks.give(old);
        segments[segment] = slots;
        return slots;
    }

    private static void place(final UnsafeBuffer slots, final long slot) {
        final int mask = (slots.capacity() >>> 3) - 1;
        int at = (int) (slot >>> 32) & mask;
        while (slots.getLong(at << 3) != 0) {
            at = at + 1 & mask;
        }
        slots.putLong(at << 3, slot);
    }

    private static UnsafeBuffer allocate(final int slots) {
        return Blocks.take(slots * Long.BYTES);
    }
}
