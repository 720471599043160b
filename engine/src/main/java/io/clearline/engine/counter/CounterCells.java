package io.clearline.engine.counter;

import io.clearline.engine.memory.Bytes;
import io.clearline.engine.memory.Slab;
import io.clearline.engine.memory.TagIndex;
import io.clearline.engine.record.Hash64;
import io.clearline.engine.record.StateInput;
import io.clearline.engine.record.StateOutput;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.collections.IntArrayList;

/**
 * What counters have counted under keys; counters of different kinds may have the same keys, for they
 * have different numbers. Everything about one key lies in one block
 * off the heap: for each counter that has something there, its buckets, oldest first. A bucket that
 * is out of its counter's window, and a counter that is no more, are passed over by whoever reads,
 * and dropped when their block is written anew or the hand comes by, which moves on whenever a key
 * is added: so keys never go while anything of them counts, and those that went leave room for as
 * many. Counting under known keys allocates nothing. Not thread-safe.
 */
public final class CounterCells {
    /** Tells how far back counters look. */
    @FunctionalInterface
    public interface Windows {
        /** Returns the window of a counter, null where there is no such counter any more. */
        Window of(int counter);
    }

    /** Takes what is counted. */
    @FunctionalInterface
    public interface Visitor {
        /** Takes a bucket that counts; the key's bytes are good until the call returns. */
        void bucket(DirectBuffer key, int offset, int length, int counter, long bucket,
            long amount);
    }

    /** Keys that the hand looks at for each key that is added: at most every second one is waste. */
    private static final int KEYS_PER_KEY = 2;
    /** Slots that it passes at most. */
    private static final int SLOTS_PER_KEY = 16;

    private static final Amounts NOTHING = new Amounts();

    private final Windows windows;
    private final TagIndex index = new TagIndex();
    private final Slab blocks = new Slab();
    private final CounterBlock block;
    private final Sought sought = new Sought();
    private int size;
    private int handSegment;
    private int handSlot;

    /** The key that is looked for. */
    private final class Sought implements TagIndex.Match {
        private DirectBuffer key;
        private int offset;
        private int length;

        @Override
        public boolean is(final int handle) {
            final DirectBuffer buffer = blocks.buffer(handle);
            final int at = blocks.offset(handle);
            return CounterBlock.keyLength(buffer, at) == length
                && Bytes.equal(buffer, CounterBlock.keyAt(at), key, offset, length);
        }
    }

    /** Creates the empty cells of counters. */
    public CounterCells(final Windows windows) {
        this.windows = windows;
        this.block = new CounterBlock(windows);
    }

    /** Returns the hash that a key is found by. */
    public static long hash(final DirectBuffer key, final int offset, final int length) {
        return Hash64.of(key, offset, length, 3);
    }

    /** Returns the handle of a key, good until something is counted; 0 where nothing is known of it. */
    public int find(final DirectBuffer key, final int offset, final int length) {
        return find(hash(key, offset, length), key, offset, length);
    }

    /** Begins to look up a hash, so that several look-ups wait for memory together. */
    public long touch(final long hash) {
        return index.touch(hash);
    }

    /** Returns the handle of a key as {@link #find(DirectBuffer, int, int)} does. */
    public int find(
        final long hash, final DirectBuffer key, final int offset, final int length) {
        sought.key = key;
        sought.offset = offset;
        sought.length = length;
        return Math.max(0, index.find(hash, sought));
    }

    /**
     * Returns what a counter has in its window.
     *
     * @param handle of the key, 0 = nothing is known of it
     * @param nowMs no earlier than any time something was counted at
     * @return {@link Amounts#TOO_LARGE} where no long can hold it
     */
    public long amount(final int handle, final int counter, final long nowMs) {
        return handle == 0 ? 0 : CounterBlock.amount(blocks.buffer(handle), blocks.offset(handle),
            counter, windows.of(counter).oldest(nowMs));
    }

    /**
     * Counts amounts under a key.
     *
     * @param atMs the time they belong to
     * @param nowMs the present, no earlier than any before
     */
    public void count(final DirectBuffer key, final int offset, final int length,
        final Amounts amounts, final long atMs, final long nowMs) {
        final long hash = hash(key, offset, length);
        final int handle = find(hash, key, offset, length);
        if (handle == 0) {
            block.begin(key, offset, length);
            block.writeFirst(amounts, atMs, nowMs);
            if (block.hasCells()) {
                index.add(hash, blocks.put(block.buffer(), 0, block.roomyLength()));
                size++;
                moveHand(nowMs);
            }
        } else if (!block.addInPlace(blocks.writable(handle), blocks.offset(handle),
            amounts, atMs)) {
            rewrite(hash, handle, amounts, false, atMs, nowMs);
        }
    }

    /** Takes back what was counted under a key at a time, as far as it still counts. */
    public void takeBack(final DirectBuffer key, final int offset, final int length,
        final Amounts amounts, final long atMs, final long nowMs) {
        final long hash = hash(key, offset, length);
        final int handle = find(hash, key, offset, length);
        if (handle != 0) {
            rewrite(hash, handle, amounts, true, atMs, nowMs);
        }
    }

    private void rewrite(final long hash, final int handle, final Amounts amounts,
        final boolean takeBack, final long atMs, final long nowMs) {
        block.write(
            blocks.buffer(handle), blocks.offset(handle), amounts, takeBack, atMs, nowMs);
        if (block.hasCells()) {
            final int moved = blocks.replace(handle, block.buffer(), 0, block.roomyLength());
            if (moved != handle) {
                index.replace(hash, handle, moved);
            }
        } else {
            index.remove(hash, handle);
            blocks.release(handle);
            size--;
        }
    }

    /** Looks at a few keys and drops what does not count any more. */
    private void moveHand(final long nowMs) {
        int keys = KEYS_PER_KEY;
        for (int left = SLOTS_PER_KEY; left > 0 && keys > 0; left--) {
            if (handSlot >= index.slots(handSegment)) {
                handSlot = 0;
                handSegment = handSegment + 1 & TagIndex.SEGMENTS - 1;
                continue;
            }
            final int handle = index.number(handSegment, handSlot);
            keys -= handle > 0 ? 1 : 0;
            if (handle > 0
                && block.hasWaste(blocks.buffer(handle), blocks.offset(handle), nowMs)) {
                final int at = CounterBlock.keyAt(blocks.offset(handle));
                rewrite(hash(blocks.buffer(handle), at,
                    CounterBlock.keyLength(blocks.buffer(handle), blocks.offset(handle))), handle,
                    NOTHING, false, nowMs, nowMs);
            }
            // Where a key went another may have moved up: it is looked at in the next round.
            handSlot++;
        }
    }

    /** Returns how many keys there are, those of which nothing counts any more among them. */
    public int size() {
        return size;
    }

    /** Returns how many bytes the keys take, with what finds them. */
    public long bytes() {
        return blocks.bytesInUse() + index.bytes();
    }

    /** Hands out every bucket that counts at a time, in no order that anyone may rely on. */
    public void forEach(final long nowMs, final Visitor visitor) {
        for (int segment = 0; segment < TagIndex.SEGMENTS; segment++) {
            for (int slot = 0; slot < index.slots(segment); slot++) {
                final int handle = index.number(segment, slot);
                if (handle > 0) {
                    block.forEach(
                        blocks.buffer(handle), blocks.offset(handle), nowMs, visitor);
                }
            }
        }
    }

    /** Writes every key of which something counts at a time, by its bytes, without anything else. */
    public void save(final long nowMs, final StateOutput out) {
        final IntArrayList handles = new IntArrayList();
        for (int segment = 0; segment < TagIndex.SEGMENTS; segment++) {
            for (int slot = 0; slot < index.slots(segment); slot++) {
                final int handle = index.number(segment, slot);
                if (handle > 0) {
                    tidied(handle, nowMs);
                    if (block.hasCells()) {
                        handles.addInt(handle);
                    }
                }
            }
        }
        handles.sort((a, b) -> compareKeys(a, b));
        out.putInt(handles.size());
        for (int i = 0; i < handles.size(); i++) {
            final int handle = handles.getInt(i);
            tidied(handle, nowMs);
            out.putInt(block.length());
            out.putBytes(block.buffer(), 0, block.length());
        }
    }

    /** Writes a block without what does not count any more. */
    private void tidied(final int handle, final long nowMs) {
        block.write(
            blocks.buffer(handle), blocks.offset(handle), NOTHING, false, nowMs, nowMs);
    }

    private int compareKeys(final int a, final int b) {
        return CounterBlock.compareKeys(
            blocks.buffer(a), blocks.offset(a), blocks.buffer(b), blocks.offset(b));
    }

    /** Takes what {@link #save} wrote. */
    public void load(final StateInput in) {
        final MutableDirectBuffer image = new ExpandableArrayBuffer(4096);
        for (int left = in.getInt(); left > 0; left--) {
            final int length = in.getInt();
            in.getBytes(image, 0, length);
            index.add(hash(image, CounterBlock.keyAt(0), CounterBlock.keyLength(image, 0)),
                blocks.put(image, 0, length));
            size++;
        }
    }
}
