package io.clearline.engine.control;

import io.clearline.engine.memory.Slab;
import io.clearline.engine.record.Hash64;
import io.clearline.engine.record.StateInput;
import io.clearline.engine.record.StateOutput;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.collections.Int2IntHashMap;

/**
 * What declarations that are held have added to the counters, and when they were accepted: an
 * amendment takes it back. Off the heap; not thread-safe.
 */
final class HeldTallies {
    private static final int HEAD = Long.BYTES;
    private static final int NONE = 0;

    private final Int2IntHashMap handles = new Int2IntHashMap(NONE);
    private final Slab images = new Slab();
    private final MutableDirectBuffer buffer = new ExpandableArrayBuffer(1024);

    boolean has(final int declaration) {
        return handles.get(declaration) != NONE;
    }

    /** Returns when a declaration was accepted. */
    long atMs(final int declaration) {
        final int handle = handles.get(declaration);
        return images.buffer(handle).getLong(images.offset(handle));
    }

    DirectBuffer image(final int declaration) {
        return images.buffer(handles.get(declaration));
    }

    int imageAt(final int declaration) {
        return images.offset(handles.get(declaration)) + HEAD;
    }

    int imageLength(final int declaration) {
        return images.length(handles.get(declaration)) - HEAD;
    }

    void put(final int declaration, final long atMs, final DirectBuffer image, final int offset,
        final int length) {
        buffer.putLong(0, atMs);
        buffer.putBytes(HEAD, image, offset, length);
        final int handle = handles.get(declaration);
        handles.put(declaration, handle == NONE ? images.put(buffer, 0, HEAD + length)
            : images.replace(handle, buffer, 0, HEAD + length));
    }

    void remove(final int declaration) {
        final int handle = handles.remove(declaration);
        if (handle != NONE) {
            images.release(handle);
        }
    }

    long bytes() {
        return images.bytesInUse() + handles.capacity() * 2L * Integer.BYTES;
    }

    private int[] sorted() {
        return handles.keySet().stream().mapToInt(Integer::intValue).sorted().toArray();
    }

    long hash() {
        long hash = handles.size();
        for (final int declaration : sorted()) {
            hash = Hash64.fold(hash, Hash64.of(image(declaration), imageAt(declaration) - HEAD,
                imageLength(declaration) + HEAD, declaration));
        }
        return Hash64.mix(hash);
    }

    void save(final StateOutput out) {
        out.putInt(handles.size());
        for (final int declaration : sorted()) {
            out.putInt(declaration);
            out.putLong(atMs(declaration));
            out.putInt(imageLength(declaration));
            out.putBytes(image(declaration), imageAt(declaration), imageLength(declaration));
        }
    }

    void load(final StateInput in) {
        final MutableDirectBuffer image = new ExpandableArrayBuffer(1024);
        for (int left = in.getInt(); left > 0; left--) {
            final int declaration = in.getInt();
            final long atMs = in.getLong();
            final int length = in.getInt();
            in.getBytes(image, 0, length);
            put(declaration, atMs, image, 0, length);
        }
    }
}
