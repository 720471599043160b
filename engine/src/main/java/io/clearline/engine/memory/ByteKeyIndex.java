package io.clearline.engine.memory;

import io.clearline.engine.record.Hash64;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Gives byte strings dense numbers from 0 and finds them again without allocating. A number, once given,
 * never changes. Not thread-safe.
 */
public final class ByteKeyIndex {
    private final TagIndex index = new TagIndex();
    private final IntChunks handles = new IntChunks();
    private final Slab keys = new Slab();
    private final Sought sought = new Sought();
    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);

    /** The key that is looked for. */
    private final class Sought implements TagIndex.Match {
        private DirectBuffer buffer;
        private int offset;
        private int length;

        @Override
        public boolean is(final int number) {
            final int handle = handles.get(number);
            return keys.length(handle) == length
                && Bytes.equal(keys.buffer(handle), keys.offset(handle), buffer, offset, length);
        }
    }

    /** Returns how many keys there are. */
    public int size() {
        return handles.size();
    }

    /** Returns the bytes of a key; the view is good until the next call. */
    public DirectBuffer key(final int number) {
        final int handle = handles.get(number);
        view.wrap(keys.buffer(handle), keys.offset(handle), keys.length(handle));
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

    /** Returns the number of a key, which is added where it is new. */
    public int intern(final DirectBuffer buffer, final int offset, final int length) {
        final long hash = Hash64.of(buffer, offset, length, 1);
        final int found = find(hash, buffer, offset, length);
        if (found >= 0) {
            return found;
        }
        final int number = handles.size();
        handles.add(keys.put(buffer, offset, length));
        index.add(hash, number);
        return number;
    }
}
