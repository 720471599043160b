package io.clearline.engine.control;

import io.clearline.engine.counter.Amounts;
import io.clearline.engine.counter.CounterCells;
import io.clearline.engine.memory.Bytes;
import io.clearline.engine.record.PackedReader;
import io.clearline.engine.record.PackedWriter;
import java.util.Arrays;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What one declaration adds to the counters, by key, and what counters say of it: what was counted
 * before, and the declaration itself. An amended one is counted in place of what it was. Reused; one
 * thread.
 */
public final class Contribution {
    /** A key is no longer, in bytes: 32 characters of a conveyance. */
    private static final int WIDTH = 128;

    private Counters counters;
    private ControlField[] fields = new ControlField[8];
    private int[] lengths = new int[8];
    /** Counters that have something under the key, as bits by their place. */
    private long[] named = new long[8];
    private long[] amounts = new long[8 * Counters.MOST];
    private final UnsafeBuffer keys = new UnsafeBuffer(new byte[8 * WIDTH]);
    private int size;

    /** Where the key of the head of each field is found, -1 = not looked up yet. */
    private final int[] handles = new int[ControlField.LIMIT];
    private final PackedReader replaced = new PackedReader();
    private DirectBuffer replacedImage;
    private int replacedAt;
    private int replacedLength;
    private long replacedMs;
    /** What counters said to the controls that matched, as {@link #writeSeen} writes it. */
    private final PackedWriter seen = new PackedWriter(256);

    /** Empties it: nothing is counted. */
    public void clear() {
        counters = null;
        size = 0;
        seen.reset();
        replacedImage = null;
    }

    /** Tells whether there are counters at all. */
    public boolean isKept() {
        return counters != null;
    }

    /** Tells whether nothing is added. */
    public boolean isEmpty() {
        return size == 0;
    }

    void begin(final Counters those) {
        clear();
        counters = those;
        Arrays.fill(handles, -1);
    }

    /** Takes what the declaration added before it was amended. */
    void replace(
        final DirectBuffer image, final int offset, final int length, final long atMs) {
        replacedImage = image;
        replacedAt = offset;
        replacedLength = length;
        replacedMs = atMs;
    }

    /** Adds the amount of a counter under the key that the subject has. */
    void add(final Counter counter, final Subject subject) {
        final Slice key = subject.text(counter.key());
        final long amount = counter.amount(subject);
        if (key.length() == 0 || amount == 0) {
            return;
        }
        int group = find(counter.key(), key);
        if (group < 0) {
            group = size++;
            ensure();
            fields[group] = counter.key();
            lengths[group] = key.length();
            keys.putBytes(group * WIDTH, key.buffer(), key.offset(), key.length());
            named[group] = 0;
        }
        final int at = group * Counters.MOST + counter.place;
        final boolean isFirst = (named[group] >>> counter.place & 1) == 0;
        amounts[at] = isFirst ? amount : Amounts.plus(amounts[at], amount);
        named[group] |= 1L << counter.place;
    }

    private void ensure() {
        if (size > fields.length) {
            final int more = fields.length * 2;
            fields = Arrays.copyOf(fields, more);
            lengths = Arrays.copyOf(lengths, more);
            named = Arrays.copyOf(named, more);
            amounts = Arrays.copyOf(amounts, more * Counters.MOST);
            keys.wrap(Arrays.copyOf(keys.byteArray(), more * WIDTH));
        }
    }

    private int find(final ControlField field, final Slice key) {
        for (int group = 0; group < size; group++) {
            if (fields[group] == field && lengths[group] == key.length() && Bytes.equal(
                keys, group * WIDTH, key.buffer(), key.offset(), key.length())) {
                return group;
            }
        }
        return -1;
    }

    /** Returns what a counter says of a subject; TOO_LARGE where no long can hold it. */
    long amount(final Counter counter, final Subject subject) {
        final ControlField field = counter.key();
        final Slice key = subject.text(field);
        if (key.length() == 0) {
            return 0;
        }
        final CounterCells cells = counters.cells(field);
        final int handle;
        if (field.isOfItem()) {
            handle = cells.find(key.buffer(), key.offset(), key.length());
        } else if (handles[field.number()] >= 0) {
            handle = handles[field.number()];
        } else {
            handle = cells.find(key.buffer(), key.offset(), key.length());
            handles[field.number()] = handle;
        }
        final long before = cells.amount(handle, counter.number(), subject.nowMs());
        final int group = find(field, key);
        final long own = group < 0 || (named[group] >>> counter.place & 1) == 0
            ? 0 : amounts[group * Counters.MOST + counter.place];
        return Amounts.plus(replacedImage == null ? before
            : Amounts.minus(before, replaced(counter, key, subject.nowMs())), own);
    }

    /** Returns what the declaration had added before it was amended, as far as it still counts. */
    private long replaced(final Counter counter, final Slice key, final long nowMs) {
        if (counter.window().bucket(replacedMs) < counter.window().oldest(nowMs)) {
            return 0;
        }
        replaced.wrap(replacedImage, replacedAt, replacedLength);
        long amount = 0;
        while (replaced.remaining() > 0) {
            final int field = replaced.getByte();
            final int length = replaced.getVarInt();
            final int at = replaced.skip(length);
            final boolean isIt = field == counter.key().number() && length == key.length()
                && Bytes.equal(replacedImage, at, key.buffer(), key.offset(), length);
            for (int left = replaced.getVarInt(); left > 0; left--) {
                final int number = replaced.getVarInt();
                final long its = replaced.getVar();
                amount = isIt && number == counter.number() ? its : amount;
            }
        }
        return amount;
    }

    /**
     * Keeps what counters say to a control that matched, for who explains it.
     *
     * @param hit position of the control among the hits of the declaration
     * @param subject stands at the item that matched, if the control is of items
     */
    public void see(final int hit, final Control control, final Subject subject) {
        final List<Counter> named = control.counters();
        if (named.isEmpty()) {
            return;
        }
        seen.putVar(hit).putVar(named.size());
        for (int i = 0; i < named.size(); i++) {
            final Counter counter = named.get(i);
            seen.putNullable(amount(counter, subject), Amounts.TOO_LARGE)
                .putByte(counter.decimals());
        }
    }

    /** Tells whether a control that asks counters matched. */
    public boolean isSeen() {
        return seen.length() > 0;
    }

    /** Writes what counters said, preceded by its length. */
    public void writeSeen(final PackedWriter out) {
        out.putSized(seen.buffer(), 0, seen.length());
    }

    /** Writes what is added, so that {@link Counters#count} can count it. */
    public void write(final PackedWriter out) {
        for (int group = 0; group < size; group++) {
            out.putByte(fields[group].number()).putSized(keys, group * WIDTH, lengths[group]);
            out.putVar(Long.bitCount(named[group]));
            for (long left = named[group]; left != 0; left &= left - 1) {
                final int place = Long.numberOfTrailingZeros(left);
                out.putVar(counters.at(place).number())
                    .putVar(amounts[group * Counters.MOST + place]);
            }
        }
    }
}
