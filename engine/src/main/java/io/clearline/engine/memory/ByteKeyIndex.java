package io.clearline.engine.memory;

import io.clearline.engine.record.Hash64;
import io.clearline.engine.record.StateInput;
import io.clearline.engine.record.StateOutput;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Gives byte strings dense numbers from 0 and finds them again without allocating. A number, once given,
 * never changes. Not thread-safe.
 */
public final class ByteKeyIndex {
    private final TagIndex index = new TagIndex();
    private final Images keys = new Images();
    private final Sought sought = new Sought();
    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);

    /** The key that is looked for. */
    private final class Sought implements TagIndex.Match {
        private DirectBuffer buffer;
        private int offset;
        private int length;

        @Override
        public boolean is(final int number) {
            return keys.length(number) == length
                && Bytes.equal(keys.buffer(number), keys.offset(number), buffer, offset, length);
        }
    }

    /** Returns how many keys there are. */
    public int size() {
        return keys.size();
    }

    /** Returns the bytes of a key; the view is good until the next call. */
    public DirectBuffer key(final int number) {
        view.wrap(keys.buffer(number), keys.offset(number), keys.length(number));
        return view;
    }

    /** Returns the number of a key, or -1. */
    public int find(final DirectBuffer buffer, final int offset, final int length) {
        return find(Hash64.of(buffer, offset, length, 1), buffer, offset, length);
    }

    private int find(
        final long hash, final DirectBuffer buffer, final int offset, final int length) {
        sought.buffer = buffer;
        sought.offset = offset;
        sought.length = length;
        return index.find(hash, sought);
    }

    /** Writes the keys with their numbers. */
    public void save(final StateOutput out) {
        keys.save(out);
        index.save(out);
    }

    /** Reads what {@link #save} wrote, where there are none yet. */
    public void load(final StateInput in) {
        keys.load(in);
        index.load(in);
    }

    /** Returns the number of a key, which is added where it is new. */
    public int intern(final DirectBuffer buffer, final int offset, final int length) {
        final long hash = Hash64.of(buffer, offset, length, 1);
        final int found = find(hash, buffer, offset, length);
        if (found >= 0) {
            return found;
        }
        final int number = keys.add(buffer, offset, length);
        index.add(hash, number);
        return number;
    }
}
