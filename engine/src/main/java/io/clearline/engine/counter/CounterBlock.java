package io.clearline.engine.counter;

import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The block of one key: how many bytes are used, the key's length and bytes, then cells by ascending
 * counter. A cell is the counter, how many buckets there are, their total, then the buckets, oldest
 * first, each with its amount. There is room behind, so that not every new bucket moves it. Reads blocks where they stand and writes new ones into a buffer of its own. Reused; one
 * thread.
 */
final class CounterBlock {
    private static final int KEY_LENGTH = Integer.BYTES;
    private static final int KEY = 2 * Integer.BYTES;
    /** What the slab puts before each block. */
    private static final int SLAB_HEAD = Integer.BYTES;
    private static final int BUCKETS = Integer.BYTES;
    private static final int TOTAL = 2 * Integer.BYTES;
    private static final int CELL = TOTAL + Long.BYTES;
    private static final int ENTRY = 2 * Long.BYTES;

    private final CounterCells.Windows windows;
    private final MutableDirectBuffer out = new ExpandableArrayBuffer(4096);
    private int[] places = new int[16];
    private int length;
    /** Where the cell that is being written begins. */
    private int cell;

    CounterBlock(final CounterCells.Windows windows) {
        this.windows = windows;
    }

    static int keyLength(final DirectBuffer block, final int at) {
        return block.getInt(at + KEY_LENGTH);
    }

    private static int end(final DirectBuffer block, final int at) {
        return at + block.getInt(at);
    }

    static int keyAt(final int at) {
        return at + KEY;
    }

    /** Compares the keys of two blocks, by length and then by bytes. */
    static int compareKeys(
        final DirectBuffer a, final int atA, final DirectBuffer b, final int atB) {
        int difference = Integer.compare(keyLength(a, atA), keyLength(b, atB));
        for (int i = 0; difference == 0 && i < keyLength(a, atA); i++) {
            difference = Byte.compareUnsigned(
                a.getByte(keyAt(atA) + i), b.getByte(keyAt(atB) + i));
        }
        return difference;
    }

    private static int cellsAt(final DirectBuffer block, final int at) {
        return at + KEY + keyLength(block, at);
    }

    private static int next(final DirectBuffer block, final int cell) {
        return cell + CELL + block.getInt(cell + BUCKETS) * ENTRY;
    }

    /** Returns what a counter has in the buckets from {@code oldest} on. */
    static long amount(
        final DirectBuffer block, final int at, final int counter, final long oldest) {
        final int last = end(block, at);
        int cell = cellsAt(block, at);
        while (cell < last && block.getInt(cell) < counter) {
            cell = next(block, cell);
        }
        if (cell >= last || block.getInt(cell) != counter) {
            return 0;
        }
        final int end = next(block, cell);
        int entry = cell + CELL;
        long left = block.getLong(cell + TOTAL);
        if (left != Amounts.TOO_LARGE) {
            for (; entry < end && block.getLong(entry) < oldest; entry += ENTRY) {
                left -= block.getLong(entry + Long.BYTES);
            }
            return left;
        }
        long sum = 0;
        for (; entry < end; entry += ENTRY) {
            sum = block.getLong(entry) < oldest ? sum
                : Amounts.plus(sum, block.getLong(entry + Long.BYTES));
        }
        return sum;
    }

    /** Tells whether a block has a cell of which nothing counts any more. */
    boolean hasWaste(final DirectBuffer block, final int at, final long nowMs) {
        boolean waste = false;
        for (int from = cellsAt(block, at); from < end(block, at); from = next(block, from)) {
            final Window window = windows.of(block.getInt(from));
            waste |= window == null
                || block.getLong(next(block, from) - ENTRY) < window.oldest(nowMs);
        }
        return waste;
    }

    /**
     * Adds amounts where each goes to the last bucket of its counter, as most do.
     *
     * @return false where one does not; then nothing is added
     */
    boolean addInPlace(final MutableDirectBuffer block, final int at, final Amounts amounts,
        final long atMs) {
        if (places.length < amounts.size()) {
            places = Arrays.copyOf(places, amounts.size() * 2);
        }
        final int end = end(block, at);
        int from = cellsAt(block, at);
        for (int i = 0; i < amounts.size(); i++) {
            while (from < end && block.getInt(from) < amounts.counter(i)) {
                from = next(block, from);
            }
            final Window window = windows.of(amounts.counter(i));
            if (from >= end || block.getInt(from) != amounts.counter(i)
                || window == null
                || block.getLong(next(block, from) - ENTRY) != window.bucket(atMs)) {
                return false;
            }
            places[i] = from;
        }
        for (int i = 0; i < amounts.size(); i++) {
            add(block, places[i] + TOTAL, amounts.amount(i));
            add(block, next(block, places[i]) - Long.BYTES, amounts.amount(i));
        }
        return true;
    }

    private static void add(final MutableDirectBuffer block, final int at, final long amount) {
        block.putLong(at, Amounts.plus(block.getLong(at), amount));
    }

    /** Begins the block of a key. */
    void begin(final DirectBuffer key, final int offset, final int keyLength) {
        out.putInt(KEY_LENGTH, keyLength);
        out.putBytes(KEY, key, offset, keyLength);
        length = KEY + keyLength;
    }

    /** Writes the first block of a key that was begun. */
    void writeFirst(final Amounts amounts, final long atMs, final long nowMs) {
        write(out, 0, 0, amounts, false, atMs, nowMs);
    }

    /**
     * Writes a block anew: without what does not count any more, and with amounts added to the
     * bucket of a time, or taken off it.
     */
    void write(final DirectBuffer block, final int at, final Amounts amounts,
        final boolean takeBack, final long atMs, final long nowMs) {
        begin(block, keyAt(at), keyLength(block, at));
        write(block, cellsAt(block, at), end(block, at), amounts, takeBack, atMs, nowMs);
    }

    private void write(final DirectBuffer block, final int start, final int end,
        final Amounts amounts, final boolean takeBack, final long atMs, final long nowMs) {
        int from = start;
        int i = 0;
        while (from < end || i < amounts.size()) {
            final int old = from < end ? block.getInt(from) : Integer.MAX_VALUE;
            final int added = i < amounts.size() ? amounts.counter(i) : Integer.MAX_VALUE;
            final int counter = Math.min(old, added);
            final int to = old == counter ? next(block, from) : from;
            final Window window = windows.of(counter);
            if (window != null && added != counter
                && block.getLong(from + CELL) >= window.oldest(nowMs)) {
                out.putBytes(length, block, from, to - from);
                length += to - from;
            } else if (window != null) {
                beginCell(counter);
                cell(block, old == counter ? from + CELL : to, to, window.oldest(nowMs),
                    window.bucket(atMs),
                    added != counter ? 0 : takeBack ? -amounts.amount(i) : amounts.amount(i));
                endCell();
            }
            from = to;
            i += added == counter ? 1 : 0;
        }
        out.putInt(0, length);
    }

    /** Copies the buckets of a cell that count, one of them with another amount. */
    private void cell(final DirectBuffer block, final int from, final int to, final long oldest,
        final long bucket, final long change) {
        boolean done = change == 0 || bucket < oldest;
        for (int entry = from; entry < to; entry += ENTRY) {
            final long its = block.getLong(entry);
            final long amount = block.getLong(entry + Long.BYTES);
            if (its < oldest) {
                continue;
            }
            if (!done && its >= bucket) {
                done = true;
                if (its == bucket) {
                    entry(its, change < 0 ? Amounts.minus(amount, -change)
                        : Amounts.plus(amount, change));
                    continue;
                }
                entry(bucket, change);
            }
            entry(its, amount);
        }
        if (!done) {
            entry(bucket, change);
        }
    }

    private void beginCell(final int counter) {
        cell = length;
        out.putInt(cell, counter);
        length += CELL;
    }

    private void entry(final long bucket, final long amount) {
        if (amount > 0) {
            out.putLong(length, bucket);
            out.putLong(length + Long.BYTES, amount);
            length += ENTRY;
        }
    }

    /** Ends a cell; one without buckets goes. */
    private void endCell() {
        final int buckets = (length - cell - CELL) / ENTRY;
        if (buckets == 0) {
            length = cell;
            return;
        }
        long total = 0;
        for (int at = cell + CELL; at < length; at += ENTRY) {
            total = Amounts.plus(total, out.getLong(at + Long.BYTES));
        }
        out.putInt(cell + BUCKETS, buckets);
        out.putLong(cell + TOTAL, total);
    }

    DirectBuffer buffer() {
        return out;
    }

    /** Returns the length of the block without room behind it. */
    int length() {
        return length;
    }

    /**
     * Returns the length of the block with room behind it for some buckets more. Lengths go up by
     * halves and thirds, so that what blocks leave behind as they grow is no more than they take.
     */
    int roomyLength() {
        final int size = length + SLAB_HEAD;
        final int below = Integer.highestOneBit(size - 1);
        final int roomy = (size <= below + below / 2 ? below + below / 2 : below * 2) - SLAB_HEAD;
        out.setMemory(length, roomy - length, (byte) 0);
        return roomy;
    }

    /** Tells whether anything was written behind the key. */
    boolean hasCells() {
        return length > KEY + keyLength(out, 0);
    }

    /** Hands out the buckets of a block that count. */
    void forEach(final DirectBuffer block, final int at, final long nowMs,
        final CounterCells.Visitor visitor) {
        for (int from = cellsAt(block, at); from < end(block, at); from = next(block, from)) {
            final int counter = block.getInt(from);
            final Window window = windows.of(counter);
            for (int entry = from + CELL; entry < next(block, from); entry += ENTRY) {
                if (window != null && block.getLong(entry) >= window.oldest(nowMs)) {
                    visitor.bucket(block, keyAt(at), keyLength(block, at), counter,
                        block.getLong(entry), block.getLong(entry + Long.BYTES));
                }
            }
        }
    }
}
