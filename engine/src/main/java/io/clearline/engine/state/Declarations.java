package io.clearline.engine.state;

import io.clearline.engine.memory.Images;
import io.clearline.engine.record.StateInput;
import io.clearline.engine.record.StateOutput;
import org.agrona.DirectBuffer;

/**
 * Every accepted declaration, as an image, under a dense number in order of acceptance. Found by its
 * 18-digit number, by agent and reference, and by reference alone (the latest).
 */
public final class Declarations {
    /** Sequences of a declaration's number: those of one office, year and direction are dense. */
    private static final long SERIES = 1_000_000_000L;

    private final Images images = new Images();
    private final Series series = new Series();
    private final RefIndex byAgentAndRef =
        new RefIndex(images, DeclarationCodec.REF_AT, DeclarationCodec::agent);
    private final RefIndex byRef =
        new RefIndex(images, DeclarationCodec.REF_AT, image -> RefIndex.ANY);
    private final DeclarationCodec codec = new DeclarationCodec();

    /** Returns how many declarations there are. */
    public int size() {
        return images.size();
    }

    /** Returns the next number of a series: office, year and direction, then nine digits. */
    public long nextNumber(final int office, final int year, final int direction) {
        final long key = (office * 10_000L + year) * 10 + direction;
        return key * SERIES + series.next(key);
    }

    /** Returns the declaration of an 18-digit number, or -1. */
    public int byNumber(final long number) {
        return series.find(number / SERIES, number % SERIES);
    }

    /**
     * Returns the declaration of an agent and reference, or -1.
     *
     * @param agent number of the agent, may be -1
     * @param agentHash hash of the agent's credit code: with it the index can be read before the agent
     *     was looked up
     */
    public int byAgentAndRef(final int agent, final long agentHash, final DirectBuffer ref,
        final int offset, final int length) {
        return agent < 0 ? -1 : byAgentAndRef.find(agent, agentHash, ref, offset, length);
    }

    /**
     * Reads where {@link #byAgentAndRef} will look, so that the memory is on its way while the caller
     * does something else.
     */
    public long touch(
        final long agentHash, final DirectBuffer ref, final int offset, final int length) {
        return byAgentAndRef.touch(agentHash, ref, offset, length);
    }

    /** Returns the latest declaration of a reference, or -1. */
    public int byRef(final DirectBuffer ref, final int offset, final int length) {
        return byRef.find(RefIndex.ANY, RefIndex.ANY, ref, offset, length);
    }

    /** Fills {@code into} with a declaration. */
    public void read(final int declaration, final Declaration into) {
        codec.decode(images.buffer(declaration), images.offset(declaration),
            images.length(declaration), into);
    }

    /** Puts another image in place of a declaration's. */
    void replace(
        final int declaration, final DirectBuffer image, final int offset, final int length) {
        images.replace(declaration, image, offset, length);
    }

    /** Adds a declaration and returns its dense number. */
    int add(
        final Declaration d, final long agentHash, final DirectBuffer image, final int offset,
        final int length) {
        final int earlier = byRef(d.ref, 0, d.refLength);
        final int declaration = images.add(image, offset, length);
        series.give(d.number / SERIES, declaration);
        byAgentAndRef.add(agentHash, d.ref, d.refLength, declaration);
        if (earlier < 0) {
            byRef.add(RefIndex.ANY, d.ref, d.refLength, declaration);
        } else {
            byRef.replace(RefIndex.ANY, d.ref, d.refLength, earlier, declaration);
        }
        return declaration;
    }

    /** Returns how many bytes all declarations take, indexes included. */
    public long bytes() {
        return images.bytes() + (long) Integer.BYTES * images.size()
            + byAgentAndRef.bytes() + byRef.bytes();
    }

    long hash() {
        return images.hash();
    }

    void save(final StateOutput out) {
        images.save(out);
        series.save(out);
        byAgentAndRef.save(out);
        byRef.save(out);
    }

    void load(final StateInput in) {
        images.load(in);
        series.load(in);
        byAgentAndRef.load(in);
        byRef.load(in);
    }
}
