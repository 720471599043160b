package io.clearline.engine.state;

import io.clearline.engine.memory.Images;
import io.clearline.engine.memory.LongList;
import io.clearline.engine.record.PackedReader;
import io.clearline.engine.record.PackedWriter;
import io.clearline.engine.record.StateInput;
import io.clearline.engine.record.StateOutput;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/** What the checkpoint answered, by office and reference, so that a repeat gets the first answer. */
public final class Arrivals {
    /** One answered arrival; a working object. */
    public static final class Arrival {
        /** Where the reference stands in an image; the office stands behind it. */
        static final int REF_AT = Long.BYTES;

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

    private final Images images = new Images();
    private final RefIndex byOfficeAndRef =
        new RefIndex(images, Arrival.REF_AT, PackedReader::getVarInt);

    /** Returns the arrival of an office and reference, or -1. */
    public int find(final int office, final DirectBuffer ref, final int offset, final int length) {
        return byOfficeAndRef.find(office, office, ref, offset, length);
    }

    /** Fills {@code into} with an arrival. */
    public void read(final int arrival, final Arrival into) {
        into.decode(images.buffer(arrival), images.offset(arrival), images.length(arrival));
    }

    void add(final Arrival arrival, final DirectBuffer image, final int offset, final int length) {
        byOfficeAndRef.add(arrival.office, arrival.ref, arrival.refLength,
            images.add(image, offset, length));
    }

    long hash() {
        return images.hash();
    }

    void save(final StateOutput out) {
        images.save(out);
        byOfficeAndRef.save(out);
    }

    void load(final StateInput in) {
        images.load(in);
        byOfficeAndRef.load(in);
    }
}
