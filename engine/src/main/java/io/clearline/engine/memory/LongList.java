package io.clearline.engine.memory;

import io.clearline.engine.record.StateInput;
import io.clearline.engine.record.StateOutput;
import java.util.Arrays;

/** A reused list of longs on the heap; a warm one allocates nothing. Not thread-safe. */
public final class LongList {
    private long[] values = new long[16];
    private int size;

    /** Empties the list. */
    public void clear() {
        size = 0;
    }

    /** Returns how many there are. */
    public int size() {
        return size;
    }

    /** Returns a value. */
    public long get(final int index) {
        return values[index];
    }

    /** Replaces a value. */
    public void set(final int index, final long value) {
        values[index] = value;
    }

    /** Adds a value at the end. */
    public void add(final long value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = value;
    }

    /** Puts a value at an index and moves those from there on. */
    public void insert(final int index, final long value) {
        add(value);
        System.arraycopy(values, index, values, index + 1, size - 1 - index);
        values[index] = value;
    }

    /** Takes {@code count} values out from {@code index} on. */
    public void remove(final int index, final int count) {
        System.arraycopy(values, index + count, values, index, size - index - count);
        size -= count;
    }

    /** Writes the list. */
    public void save(final StateOutput out) {
        out.putInt(size);
        for (int i = 0; i < size; i++) {
            out.putLong(values[i]);
        }
    }

    /** Reads what {@link #save} wrote in place of what is there. */
    public void load(final StateInput in) {
        clear();
        for (int left = in.getInt(); left > 0; left--) {
            add(in.getLong());
        }
    }

    /** Cuts the list back. */
    public void truncate(final int newSize) {
        size = newSize;
    }
}
