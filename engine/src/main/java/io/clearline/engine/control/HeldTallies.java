package io.clearline.engine.control;

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
 * What declarations that are held have added to the counters, and when they were accepted: an
 * amendment takes it back. Off the heap; not thread-safe.
 */
final class HeldTallies {
    private static final int TIME = Integer.BYTES;
    private static final int HEAD = TIME + Long.BYTES;

    private final TagIndex index = new TagIndex();
    private final Slab blocks = new Slab();
    private final Sought sought = new Sought();
    private final MutableDirectBuffer buffer = new ExpandableArrayBuffer(1024);
    private int size;

    /** The declaration that is looked for. */
    private final class Sought implements TagIndex.Match {
        private int declaration;

        @Override
        public boolean is(final int handle) {
            return declaration(handle) == declaration;
        }
    }

    private int declaration(final int handle) {
        return blocks.buffer(handle).getInt(blocks.offset(handle));
    }

    /** Returns the handle of a declaration, good until something is put or removed; 0 = none. */
    int find(final int declaration) {
        sought.declaration = declaration;
        return Math.max(0, index.find(Hash64.mix(declaration), sought));
    }

    /** Returns when a declaration was accepted. */
    long atMs(final int handle) {
        return blocks.buffer(handle).getLong(blocks.offset(handle) + TIME);
    }

    DirectBuffer image(final int handle) {
        return blocks.buffer(handle);
    }

    int imageAt(final int handle) {
        return blocks.offset(handle) + HEAD;
    }

    int imageLength(final int handle) {
        return blocks.length(handle) - HEAD;
    }

    void put(final int declaration, final long atMs, final DirectBuffer image, final int offset,
        final int length) {
        buffer.putInt(0, declaration);
        buffer.putLong(TIME, atMs);
        buffer.putBytes(HEAD, image, offset, length);
        final int handle = find(declaration);
        if (handle == 0) {
            index.add(Hash64.mix(declaration), blocks.put(buffer, 0, HEAD + length));
            size++;
            return;
        }
        final int moved = blocks.replace(handle, buffer, 0, HEAD + length);
        if (moved != handle) {
            index.replace(Hash64.mix(declaration), handle, moved);
        }
    }

    void remove(final int declaration) {
        final int handle = size == 0 ? 0 : find(declaration);
        if (handle != 0) {
            index.remove(Hash64.mix(declaration), handle);
            blocks.release(handle);
            size--;
        }
    }

    long bytes() {
        return blocks.bytesInUse() + index.bytes();
    }

    /** Returns the handles by their declarations. */
    private IntArrayList sorted() {
        final IntArrayList handles = new IntArrayList();
        for (int segment = 0; segment < TagIndex.SEGMENTS; segment++) {
            for (int slot = 0; slot < index.slots(segment); slot++) {
                if (index.number(segment, slot) > 0) {
                    handles.addInt(index.number(segment, slot));
                }
            }
        }
        handles.sort((a, b) -> Integer.compare(declaration(a), declaration(b)));
        return handles;
    }

    long hash() {
        long hash = size;
        final IntArrayList handles = sorted();
        for (int i = 0; i < handles.size(); i++) {
            final int handle = handles.getInt(i);
            hash = Hash64.fold(hash, Hash64.of(
                blocks.buffer(handle), blocks.offset(handle), blocks.length(handle), 0));
        }
        return Hash64.mix(hash);
    }

    void save(final StateOutput out) {
        final IntArrayList handles = sorted();
        out.putInt(size);
        for (int i = 0; i < handles.size(); i++) {
            final int handle = handles.getInt(i);
            out.putInt(declaration(handle));
            out.putLong(atMs(handle));
            out.putInt(imageLength(handle));
            out.putBytes(image(handle), imageAt(handle), imageLength(handle));
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
