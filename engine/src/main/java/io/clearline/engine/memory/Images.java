package io.clearline.engine.memory;

import io.clearline.engine.record.Hash64;
import io.clearline.engine.record.StateInput;
import io.clearline.engine.record.StateOutput;
import org.agrona.DirectBuffer;

/** Byte images under dense numbers from 0, in the order they came; off the heap. Not thread-safe. */
public final class Images {
    private final Slab slab = new Slab();
    private final IntChunks handles = new IntChunks();

    /** Returns how many there are. */
    public int size() {
        return handles.size();
    }

    /** Adds an image and returns its number. */
    public int add(final DirectBuffer source, final int offset, final int length) {
        handles.add(slab.put(source, offset, length));
        return handles.size() - 1;
    }

    /** Puts another image under a number. */
    public void replace(
        final int number, final DirectBuffer source, final int offset, final int length) {
        handles.set(number, slab.replace(handles.get(number), source, offset, length));
    }

    /** Returns the buffer that holds an image. */
    public DirectBuffer buffer(final int number) {
        return slab.buffer(handles.get(number));
    }

    /** Returns the index of an image's first byte in its buffer. */
    public int offset(final int number) {
        return slab.offset(handles.get(number));
    }

    /** Returns the length of an image. */
    public int length(final int number) {
        return slab.length(handles.get(number));
    }

    /** Returns how many bytes all images take, with the table of their handles. */
    public long bytes() {
        return slab.bytesInUse() + (long) Integer.BYTES * handles.size();
    }

    /** Writes the images. */
    public void save(final StateOutput out) {
        slab.save(out);
        handles.save(out);
    }

    /** Reads what {@link #save} wrote, where there are none yet. */
    public void load(final StateInput in) {
        slab.load(in);
        handles.load(in);
    }

    /** Returns a hash over all images in the order of their numbers. */
    public long hash() {
        long hash = handles.size();
        for (int i = 0; i < handles.size(); i++) {
            hash = Hash64.fold(hash, Hash64.of(buffer(i), offset(i), length(i), 0));
        }
        return Hash64.mix(hash);
    }
}
