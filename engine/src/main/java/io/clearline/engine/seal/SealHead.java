package io.clearline.engine.seal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What is signed of a block: which records it holds, the root of their Merkle tree, and what binds
 * it to all blocks before it.
 *
 * @param block number of the block, from 1 without gaps
 * @param firstSequence sequence of its first record
 * @param lastSequence sequence of its last record
 * @param records how many records there are in this block and all before
 * @param timeMs engine time of its last record in ms since 1970-01-01T00:00Z, {@code
 *     Long.MIN_VALUE} if no time was seen yet
 * @param sealedAtMs what this machine's clock said when it was sealed, in ms since
 *     1970-01-01T00:00Z
 * @param root root of the Merkle tree over the records' bytes
 * @param previous hash of the head before this one, {@link Sha256#NONE} in the first
 * @param history root of the Merkle tree over the hashes of all heads before this one
 * @param key which key signs it
 */
public record SealHead(
    long block, long firstSequence, long lastSequence, long records, long timeMs, long sealedAtMs,
    Sha256 root, Sha256 previous, Sha256 history, Sha256 key) {

    /** Length of the bytes that are signed. */
    static final int LENGTH = 184;

    /** 'C','L','S','1' as a little-endian int. */
    private static final int MAGIC = 0x3153_4C43;
    private static final int VERSION = 1;

    /** Returns the bytes that are signed. */
    byte[] bytes() {
        final byte[] bytes = new byte[LENGTH];
        final ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(MAGIC).putShort((short) VERSION).putShort((short) 0)
            .putLong(block).putLong(firstSequence).putLong(lastSequence).putLong(records)
            .putLong(timeMs).putLong(sealedAtMs);
        int at = buffer.position();
        for (final Sha256 hash : new Sha256[] {root, previous, history, key}) {
            hash.copyTo(bytes, at);
            at += Sha256.LENGTH;
        }
        return bytes;
    }

    /**
     * Reads the bytes that are signed.
     *
     * @throws SealFormatException if they are no head that this release knows
     */
    static SealHead read(final byte[] bytes, final int at) {
        final ByteBuffer buffer =
            ByteBuffer.wrap(bytes, at, LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        if (buffer.getInt() != MAGIC || buffer.getShort() != VERSION || buffer.getShort() != 0) {
            throw new SealFormatException("no head, or one of a later release");
        }
        final long block = buffer.getLong();
        final long firstSequence = buffer.getLong();
        final long lastSequence = buffer.getLong();
        final long records = buffer.getLong();
        final long timeMs = buffer.getLong();
        final long sealedAtMs = buffer.getLong();
        final int hashesAt = buffer.position();
        return new SealHead(block, firstSequence, lastSequence, records, timeMs, sealedAtMs,
            Sha256.of(bytes, hashesAt), Sha256.of(bytes, hashesAt + Sha256.LENGTH),
            Sha256.of(bytes, hashesAt + 2 * Sha256.LENGTH),
            Sha256.of(bytes, hashesAt + 3 * Sha256.LENGTH));
    }

    /** Returns the hash by which later heads and countersignatures refer to this one. */
    public Sha256 hash() {
        return new TreeHasher().leaf(bytes());
    }

    /** Returns how many records its block holds. */
    public long size() {
        return lastSequence - firstSequence + 1;
    }

    /** Tells whether a record is in its block. */
    boolean holds(final long sequence) {
        return firstSequence <= sequence && sequence <= lastSequence;
    }

    /** Says which head it is, for messages. */
    @Override
    public String toString() {
        return "block " + block + ", records " + firstSequence + " to " + lastSequence + ", hash "
            + hash().brief();
    }
}
