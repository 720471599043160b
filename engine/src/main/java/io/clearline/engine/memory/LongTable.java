package io.clearline.engine.memory;

import io.clearline.engine.block.Blocks;
import io.clearline.engine.record.Hash64;
import io.clearline.engine.record.StateInput;
import io.clearline.engine.record.StateOutput;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Longs under long keys other than -1; a key that was never set has the value 0. Key and value stand
 * side by side, so that a look-up costs one memory access. It is cut into segments that grow one by one: no
 * insertion pays for the whole. Off the heap; not thread-safe.
 */
public final class LongTable {
    /** Visits entries. */
    @FunctionalInterface
    public interface Visitor {
        /** Takes one entry. */
        void entry(long key, long value);
    }

    private static final int SEGMENT_BITS = 8;
    private static final int SLOT_BITS = 4;
    private static final int FIRST_CAPACITY = 16 << SLOT_BITS;

    private final UnsafeBuffer[] segments = new UnsafeBuffer[1 << SEGMENT_BITS];
    private final int[] sizes = new int[1 << SEGMENT_BITS];

    /** Returns the value of a key, 0 if it was never set. */
    public long get(final long key) {
        final long hash = Hash64.mix(key);
        final UnsafeBuffer slots = segments[segmentOf(hash)];
        return slots == null ? 0 : slots.getLong(slot(slots, key + 1, hash) + Long.BYTES);
    }

    /** Sets the value of a key. */
    public void set(final long key, final long value) {
        if (key == -1) {
            throw new IllegalArgumentException("-1 is no key");
        }
        final long hash = Hash64.mix(key);
        final int segment = segmentOf(hash);
        if (segments[segment] == null) {
            segments[segment] = allocate(FIRST_CAPACITY);
        }
        int at = slot(segments[segment], key + 1, hash);
        if (segments[segment].getLong(at) == 0) {
            if (++sizes[segment] * 4L > (segments[segment].capacity() >>> SLOT_BITS) * 3L) {
                grow(segment);
                at = slot(segments[segment], key + 1, hash);
            }
            segments[segment].putLong(at, key + 1);
        }
        segments[segment].putLong(at + Long.BYTES, value);
    }

    /** Visits every key that was ever set, in no order that may be relied on. */
    public void forEach(final Visitor visitor) {
        for (final UnsafeBuffer slots : segments) {
            for (int at = 0; slots != null && at < slots.capacity(); at += 1 << SLOT_BITS) {
                if (slots.getLong(at) != 0) {
                    visitor.entry(slots.getLong(at) - 1, slots.getLong(at + Long.BYTES));
                }
            }
        }
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

    /** Reads what {@link #save} wrote into an empty table. */
    public void load(final StateInput in) {
        for (int i = 0; i < segments.length; i++) {
            final int capacity = in.getInt();
            if (capacity > 0) {
                sizes[i] = in.getInt();
                segments[i] = allocate(capacity);
                in.getBytes(segments[i], 0, capacity);
            }
        }
    }

    private static int segmentOf(final long hash) {
        return (int) (hash >>> 64 - SEGMENT_BITS);
    }

    /** Returns where a key, plus 1, stands, or the free slot where it would: 0 is a free slot's. */
    private static int slot(final UnsafeBuffer slots, final long stored, final long hash) {
        final int mask = slots.capacity() - 1 & -(1 << SLOT_BITS);
        int at = (int) hash << SLOT_BITS & mask;
        while (slots.getLong(at) != stored && slots.getLong(at) != 0) {
            at = at + (1 << SLOT_BITS) & mask;
        }
        return at;
    }

    private void grow(final int segment) {
        final UnsafeBuffer old = segments[segment];
        final UnsafeBuffer slots = allocate(old.capacity() << 1);
        for (int from = 0; from < old.capacity(); from += 1 << SLOT_BITS) {
            final long stored = old.getLong(from);
            if (stored != 0) {
                final int at = slot(slots, stored, Hash64.mix(stored - 1));
                slots.putLong(at, stored);
                slots.putLong(at + Long.BYTES, old.getLong(from + Long.BYTES));
            }
        }
        Blocks.give(old);
        segments[segment] = slots;
    }

    private static UnsafeBuffer allocate(final int bytes) {
        return Blocks.take(bytes);
    }
}
