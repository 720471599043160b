package io.clearline.engine.seal;

import io.clearline.engine.journal.RecordHandler;
import io.clearline.engine.record.RecordHeader;
import org.agrona.DirectBuffer;

/** The block at hand: the tree over the records that were added. Not thread-safe. */
final class Block implements RecordHandler {
    private final MerkleTree tree = new MerkleTree();
    private byte[] copy = new byte[4096];
    private long lastSequence;
    private long lastTimeMs;

    @Override
    public void onRecord(final DirectBuffer record, final int offset, final int length) {
        if (copy.length < length) {
            copy = new byte[Integer.highestOneBit(length) * 2];
        }
        record.getBytes(offset, copy, 0, length);
        tree.add(copy, 0, length);
        lastSequence = RecordHeader.sequence(record, offset);
        lastTimeMs = RecordHeader.timeMs(record, offset);
    }

    long size() {
        return tree.size();
    }

    Sha256 root() {
        return tree.root();
    }

    /** Returns the sequence of the last record added. */
    long lastSequence() {
        return lastSequence;
    }

    /** Returns the engine time of the last record added. */
    long lastTimeMs() {
        return lastTimeMs;
    }

    /** Begins the next block. */
    void clear() {
        tree.clear();
    }
}
