package io.clearline.engine.control;

import io.clearline.engine.counter.Amounts;
import io.clearline.engine.counter.CounterCells;
import io.clearline.engine.memory.Bytes;
import io.clearline.engine.record.PackedReader;
import io.clearline.engine.record.PackedWriter;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What one declaration adds to the counters, by key, and what counters say of it: what was counted
 * before, and the declaration itself. An amended one is counted in place of what it was. Fields of
 * one text are one key: mostly the agent is the trader. Reused; one thread.
 */
public final class Contribution {
    /** A key is no longer, in bytes: 32 characters of a conveyance. */
    private static final int WIDTH = 128;
    private static final int UNKNOWN = -1;
    private static final int ABSENT = -2;

    private Counters counters;
    private int[] lengths = new int[8];
    private long[] hashes = new long[8];
    private int[] handles = new int[8];
    /** Counters that have something under the key, as bits by their place. */
    private long[] named = new long[8];
    private long[] amounts = new long[8 * Counters.MOST];
    private final UnsafeBuffer keys = new UnsafeBuffer(new byte[8 * WIDTH]);
    private int size;
    private boolean isEmpty;
    /** The key that each field of the head has. */
    private final int[] keyOf = new int[ControlField.LIMIT];
    /** Keeps the touch of an index from being optimised away. */
    private long touched;

    private final PackedReader replaced = new PackedReader();
    private DirectBuffer replacedImage;
    private int replacedAt;
    private int replacedLength;
    private long replacedMs;

    /** Empties it: nothing is counted. */
    public void clear() {
        counters = null;
        size = 0;
        isEmpty = true;
        replacedImage = null;
    }

    /** Tells whether there are counters at all. */
    public boolean isKept() {
        return counters != null;
    }

    /** Tells whether nothing is added. */
    public boolean isEmpty() {
        return isEmpty;
    }

    void begin(final Counters those) {
        clear();
        counters = those;
        Arrays.fill(keyOf, UNKNOWN);
    }

    /** Takes what the declaration added before it was amended. */
    void replace(
        final DirectBuffer image, final int offset, final int length, final long atMs) {
        replacedImage = image;
        replacedAt = offset;
        replacedLength = length;
        replacedMs = atMs;
    }

    /** Returns the key that a field of the subject, or of its item, has; ABSENT where it is empty. */
    int key(final ControlField field, final Subject subject) {
        if (field.isOfItem()) {
            return key(subject.text(field));
        }
        final int known = keyOf[field.number()];
        if (known != UNKNOWN) {
            return known;
        }
        final int key = key(subject.text(field));
        keyOf[field.number()] = key;
        return key;
    }

    private int key(final Slice text) {
        if (text.length() == 0) {
            return ABSENT;
        }
        for (int key = 0; key < size; key++) {
            if (lengths[key] == text.length() && Bytes.equal(
                keys, key * WIDTH, text.buffer(), text.offset(), text.length())) {
                return key;
            }
        }
        final int key = size++;
        ensure();
        lengths[key] = text.length();
        keys.putBytes(key * WIDTH, text.buffer(), text.offset(), text.length());
        named[key] = 0;
        handles[key] = UNKNOWN;
        hashes[key] = CounterCells.hash(keys, key * WIDTH, text.length());
        // Whoever counts must look it up anyway: memory is asked for it before it is needed.
        touched += counters.cells().touch(hashes[key]);
        return key;
    }

    private void ensure() {
        if (size > lengths.length) {
            final int more = lengths.length * 2;
            lengths = Arrays.copyOf(lengths, more);
            hashes = Arrays.copyOf(hashes, more);
            handles = Arrays.copyOf(handles, more);
            named = Arrays.copyOf(named, more);
            amounts = Arrays.copyOf(amounts, more * Counters.MOST);
            keys.wrap(Arrays.copyOf(keys.byteArray(), more * WIDTH));
        }
    }

    /** Adds the amount of a counter under the key that the subject has. */
    void add(final Counter counter, final Subject subject) {
        final int key = key(counter.key(), subject);
        final long amount = counter.amount(subject);
        if (key == ABSENT || amount == 0) {
            return;
        }
        final int at = key * Counters.MOST + counter.place;
        final boolean isFirst = (named[key] >>> counter.place & 1) == 0;
        amounts[at] = isFirst ? amount : Amounts.plus(amounts[at], amount);
        named[key] |= 1L << counter.place;
        isEmpty = false;
    }

    /** Looks up all keys, one right behind the other, so that they wait for memory together. */
    void lookUp() {
        for (int key = 0; key < size; key++) {
            lookUp(key);
        }
    }

    private void lookUp(final int key) {
        handles[key] = counters.cells().find(hashes[key], keys, key * WIDTH, lengths[key]);
    }

    /** Returns what a counter says of a subject; TOO_LARGE where no long can hold it. */
    long amount(final Counter counter, final Subject subject) {
        final int key = key(counter.key(), subject);
        if (key == ABSENT) {
            return 0;
        }
        if (handles[key] == UNKNOWN) {
            lookUp(key);
        }
        final long before =
            counters.cells().amount(handles[key], counter.number(), subject.nowMs());
        final long own = (named[key] >>> counter.place & 1) == 0
            ? 0 : amounts[key * Counters.MOST + counter.place];
        return Amounts.plus(replacedImage == null ? before
            : Amounts.minus(before, replaced(counter, key, subject.nowMs())), own);
    }

    /** Returns what the declaration had added before it was amended, as far as it still counts. */
    private long replaced(final Counter counter, final int key, final long nowMs) {
        if (counter.window().bucket(replacedMs) < counter.window().oldest(nowMs)) {
            return 0;
        }
        replaced.wrap(replacedImage, replacedAt, replacedLength);
        long amount = 0;
        while (replaced.remaining() > 0) {
            final int length = replaced.getVarInt();
            final int at = replaced.skip(length);
            final boolean isIt = length == lengths[key]
                && Bytes.equal(replacedImage, at, keys, key * WIDTH, length);
            for (int left = replaced.getVarInt(); left > 0; left--) {
                final int number = replaced.getVarInt();
                final long its = replaced.getVar();
                amount = isIt && number == counter.number() ? its : amount;
            }
        }
        return amount;
    }

    /** Writes what is added, so that {@link Counters#count} can count it. */
    public void write(final PackedWriter out) {
        for (int key = 0; key < size; key++) {
            if (named[key] == 0) {
                continue;
            }
            out.putSized(keys, key * WIDTH, lengths[key]).putVar(Long.bitCount(named[key]));
            for (long left = named[key]; left != 0; left &= left - 1) {
                final int place = Long.numberOfTrailingZeros(left);
                out.putVar(counters.at(place).number())
                    .putVar(amounts[key * Counters.MOST + place]);
            }
        }
    }
}
