package io.clearline.bench;

import org.agrona.ExpandableDirectByteBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.collections.IntArrayList;
import org.agrona.concurrent.UnsafeBuffer;

/** Binary commands one behind the other, off the heap. Written once, read as often as wanted. */
final class CommandTape {
    private final ExpandableDirectByteBuffer bytes = new ExpandableDirectByteBuffer(1 << 20);
    private final IntArrayList offsets = new IntArrayList();
    private final IntArrayList lengths = new IntArrayList();
    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
    private int end;

    /** Forgets all commands. */
    void clear() {
        offsets.clear();
        lengths.clear();
        end = 0;
    }

    /** Returns the buffer into which the next command is written, from {@link #end} on. */
    MutableDirectBuffer bytes() {
        return bytes;
    }

    int end() {
        return end;
    }

    /** Ends the command that was written. */
    void add(final int length) {
        offsets.addInt(end);
        lengths.addInt(length);
        // Each begins at a multiple of eight, as it does in a slot of the ring.
        end = end + length + 7 & ~7;
    }

    int size() {
        return offsets.size();
    }

    int offset(final int index) {
        return offsets.getInt(index);
    }

    int length(final int index) {
        return lengths.getInt(index);
    }

    /** Returns a view for reading; asked for again after more was written. */
    UnsafeBuffer view() {
        view.wrap(bytes.byteBuffer(), 0, bytes.capacity());
        return view;
    }
}
