package io.clearline.engine.state;

import io.clearline.engine.memory.Bytes;
import io.clearline.engine.memory.Images;
import io.clearline.engine.memory.TagIndex;
import io.clearline.engine.record.Hash64;
import io.clearline.engine.record.PackedReader;
import io.clearline.engine.record.StateInput;
import io.clearline.engine.record.StateOutput;
import org.agrona.DirectBuffer;

/**
 * Finds images by the reference of their submitter and an owner: the agent of a declaration, the trader of
 * a code, the office of an arrival. In every image the reference stands behind some fixed bytes, as a length
 * byte and its text; where the owner stands is the image's own matter.
 */
final class RefIndex implements TagIndex.Match {
    /** Reads the owner of an image. */
    @FunctionalInterface
    interface Owner {
        /** Returns the owner; the reader stands behind the reference. */
        int of(PackedReader image);
    }

    /** As an owner: references are told apart by nothing else. */
    static final int ANY = -1;

    private final TagIndex index = new TagIndex();
    private final PackedReader in = new PackedReader();
    private final Images images;
    private final int refAt;
    private final Owner owner;
    private DirectBuffer soughtRef;
    private int soughtOffset;
    private int soughtLength;
    private int soughtOwner;

    RefIndex(final Images images, final int refAt, final Owner owner) {
        this.images = images;
        this.refAt = refAt;
        this.owner = owner;
    }

    /** Returns the image of an owner and reference, or -1; {@code seed} is what the owner hashes to. */
    int find(final int ofOwner, final long seed, final DirectBuffer ref, final int offset,
        final int length) {
        soughtRef = ref;
        soughtOffset = offset;
        soughtLength = length;
        soughtOwner = ofOwner;
        return index.find(Hash64.of(ref, offset, length, seed), this);
    }

    /** Reads where a look-up will begin. */
    long touch(final long seed, final DirectBuffer ref, final int offset, final int length) {
        return index.touch(Hash64.of(ref, offset, length, seed));
    }

    @Override
    public boolean is(final int number) {
        in.wrap(images.buffer(number), images.offset(number), images.length(number));
        in.skip(refAt);
        return in.getByte() == soughtLength
            && Bytes.equal(
                in.buffer(), in.skip(soughtLength), soughtRef, soughtOffset, soughtLength)
            && owner.of(in) == soughtOwner;
    }

    void add(final long seed, final DirectBuffer ref, final int length, final int number) {
        index.add(Hash64.of(ref, 0, length, seed), number);
    }

    void replace(final long seed, final DirectBuffer ref, final int length, final int number,
        final int by) {
        index.replace(Hash64.of(ref, 0, length, seed), number, by);
    }

    long bytes() {
        return index.bytes();
    }

    void save(final StateOutput out) {
        index.save(out);
    }

    void load(final StateInput in) {
        index.load(in);
    }
}
