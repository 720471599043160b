package io.clearline.engine.state;

import io.clearline.engine.memory.Bytes;
import io.clearline.engine.memory.IntChunks;
import io.clearline.engine.memory.LongList;
import io.clearline.engine.memory.Slab;
import io.clearline.engine.memory.TagIndex;
import io.clearline.engine.record.Hash64;
import io.clearline.engine.record.PackedReader;
import io.clearline.engine.record.PackedWriter;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/** What the checkpoint answered, by office and reference, so that a repeat gets the first answer. */
public final class Arrivals {
    /** One answered arrival; a working object. */
    public static final class Arrival {
        /** Hash of the command's content. */
        public long contentHash;
        /** Office of the checkpoint. */
        public int office;
        /** Number of the result on the wire. */
        public int result;
        /** Number of the reason on the wire. */
        public int reason;
        /** Length of the submitter's reference. */
        public int refLength;
        /** The submitter's reference in ASCII. */
        public final MutableDirectBuffer ref = new ExpandableArrayBuffer(32);
        /** Numbers of the declarations that were met, ascending. */
        public final LongList numbers = new LongList();

        private final PackedReader in = new PackedReader();

        /** Appends the image. */
        public void encode(final PackedWriter out) {
            out.putLong(contentHash).putByte(refLength).putBytes(ref, 0, refLength);
            out.putVar(office).putByte(result).putByte(reason).putVar(numbers.size());
            for (int i = 0; i < numbers.size(); i++) {
                out.putLong(numbers.get(i));
            }
        }

        void decode(final DirectBuffer image, final int offset, final int length) {
            in.wrap(image, offset, length);
            contentHash = in.getLong();
            refLength = in.getByte();
            ref.putBytes(0, image, in.skip(refLength), refLength);
            office = in.getVarInt();
            result = in.getByte();
            reason = in.getByte();
            numbers.clear();
            for (int left = in.getVarInt(); left > 0; left--) {
                numbers.add(in.getLong());
            }
        }
    }

    private final Slab images = new Slab();
    private final IntChunks handles = new IntChunks();
    private final TagIndex byOfficeAndRef = new TagIndex();
    private final Sought sought = new Sought();

    /** An office and reference that are looked for. */
    private final class Sought implements TagIndex.Match {
        private final PackedReader in = new PackedReader();
        private DirectBuffer ref;
        private int offset;
        private int length;
        private int office;

        @Override
        public boolean is(final int arrival) {
            final int handle = handles.get(arrival);
            in.wrap(images.buffer(handle), images.offset(handle), images.length(handle));
            in.skip(Long.BYTES);
            return in.getByte() == length
                && Bytes.equal(images.buffer(handle), in.skip(length), ref, offset, length)
                && in.getVarInt() == office;
        }
    }

    /** Returns the arrival of an office and reference, or -1. */
    public int find(final int office, final DirectBuffer ref, final int offset, final int length) {
        sought.ref = ref;
        sought.offset = offset;
        sought.length = length;
        sought.office = office;
        return byOfficeAndRef.find(Hash64.of(ref, offset, length, office), sought);
    }

    /** Fills {@code into} with an arrival. */
    public void read(final int arrival, final Arrival into) {
        final int handle = handles.get(arrival);
        into.decode(images.buffer(handle), images.offset(handle), images.length(handle));
    }

    void add(final Arrival arrival, final DirectBuffer image, final int offset, final int length) {
        byOfficeAndRef.add(
            Hash64.of(arrival.ref, 0, arrival.refLength, arrival.office), handles.size());
        handles.add(images.put(image, offset, length));
    }

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
