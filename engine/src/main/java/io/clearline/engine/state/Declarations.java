package io.clearline.engine.state;

import io.clearline.engine.memory.Bytes;
import io.clearline.engine.memory.IntChunks;
import io.clearline.engine.memory.Slab;
import io.clearline.engine.memory.TagIndex;
import io.clearline.engine.record.Hash64;
import io.clearline.engine.record.PackedReader;
import org.agrona.DirectBuffer;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * Every accepted declaration, as an image in a slab, under a dense number in order of acceptance. Found by
 * its 18-digit number, by agent and reference, and by reference alone (the latest).
 */
public final class Declarations {
    /** Sequences of a declaration's number: those of one office, year and direction are dense. */
    private static final long SERIES = 1_000_000_000L;

    private final Slab images = new Slab();
    private final IntChunks handles = new IntChunks();
    private final Long2ObjectHashMap<IntChunks> series = new Long2ObjectHashMap<>();
    private final TagIndex byAgentAndRef = new TagIndex();
    private final TagIndex byRef = new TagIndex();
    private final DeclarationCodec codec = new DeclarationCodec();
    private final Sought sought = new Sought();

    /** A reference that is looked for, with its agent or without. */
    private final class Sought implements TagIndex.Match {
        private final PackedReader in = new PackedReader();
        private DirectBuffer ref;
        private int offset;
        private int length;
        private int agent;

        @Override
        public boolean is(final int declaration) {
            final int handle = handles.get(declaration);
            final int at = images.offset(handle);
            in.wrap(images.buffer(handle), at, images.length(handle));
            in.skip(2 * Long.BYTES);
            if (in.getByte() != length
                || !Bytes.equal(images.buffer(handle), in.skip(length), ref, offset, length)) {
                return false;
            }
            return agent < 0 || agent == DeclarationCodec.agent(in);
        }
    }

    /** Returns how many declarations there are. */
    public int size() {
        return handles.size();
    }

    /** Returns the next sequence of a series: office, year and direction as nine digits. */
    public long nextNumber(final int office, final int year, final int direction) {
        final long key = (office * 10_000L + year) * 10 + direction;
        final IntChunks numbers = series.get(key);
        return key * SERIES + (numbers == null ? 1 : numbers.size() + 1);
    }

    /** Returns the declaration of an 18-digit number, or -1. */
    public int byNumber(final long number) {
        final IntChunks numbers = series.get(number / SERIES);
        final long sequence = number % SERIES;
        return numbers == null || sequence < 1 || sequence > numbers.size()
            ? -1 : numbers.get((int) sequence - 1);
    }

    /** Returns the declaration of an agent and reference, or -1. */
    public int byAgentAndRef(
        final int agent, final DirectBuffer ref, final int offset, final int length) {
        if (agent < 0) {
            return -1;
        }
        look(ref, offset, length, agent);
        return byAgentAndRef.find(hash(ref, offset, length, agent), sought);
    }

    /** Returns the latest declaration of a reference, or -1. */
    public int byRef(final DirectBuffer ref, final int offset, final int length) {
        look(ref, offset, length, -1);
        return byRef.find(hash(ref, offset, length, -1), sought);
    }

    private void look(final DirectBuffer ref, final int offset, final int length, final int agent) {
        sought.ref = ref;
        sought.offset = offset;
        sought.length = length;
        sought.agent = agent;
    }

    private static long hash(
        final DirectBuffer ref, final int offset, final int length, final int agent) {
        return Hash64.of(ref, offset, length, agent);
    }

    /** Fills {@code into} with a declaration. */
    public void read(final int declaration, final Declaration into) {
        final int handle = handles.get(declaration);
        codec.decode(images.buffer(handle), images.offset(handle), images.length(handle), into);
    }

    /** Puts another image in place of a declaration's. */
    void replace(
        final int declaration, final DirectBuffer image, final int offset, final int length) {
        handles.set(declaration, images.replace(handles.get(declaration), image, offset, length));
    }

    /** Adds a declaration and returns its dense number. */
    int add(
        final Declaration d, final DirectBuffer image, final int offset, final int length) {
        final int declaration = handles.size();
        handles.add(images.put(image, offset, length));
        IntChunks numbers = series.get(d.number / SERIES);
        if (numbers == null) {
            numbers = new IntChunks();
            series.put(d.number / SERIES, numbers);
        }
        numbers.add(declaration);
        byAgentAndRef.add(hash(d.ref, 0, d.refLength, d.agent), declaration);
        final long hash = hash(d.ref, 0, d.refLength, -1);
        final int earlier = byRef(d.ref, 0, d.refLength);
        if (earlier < 0) {
            byRef.add(hash, declaration);
        } else {
            byRef.replace(hash, earlier, declaration);
        }
        return declaration;
    }

    /** Returns how many bytes all declarations take, indexes included. */
    public long bytes() {
        return images.bytesInUse() + 2L * Integer.BYTES * handles.size()
            + byAgentAndRef.bytes() + byRef.bytes();
    }

    /** Returns a hash over all images in the order of acceptance. */
    long hash() {
        long hash = handles.size();
        for (int i = 0; i < handles.size(); i++) {
            final int handle = handles.get(i);
            hash = Hash64.fold(hash, Hash64.of(
                images.buffer(handle), images.offset(handle), images.length(handle), 0));
        }
        return Hash64.mix(hash);
    }
}
