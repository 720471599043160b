package io.clearline.engine.seal;

import io.clearline.engine.journal.Damage;
import io.clearline.engine.journal.JournalReader;
import io.clearline.engine.journal.RecordHandler;
import io.clearline.engine.record.RecordHeader;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;

/** Holds the records of a journal against the heads of its blocks, in order. Not thread-safe. */
final class BlockCheck implements RecordHandler {
    private final HeadFile heads;
    private final long blocks;
    private final JournalReader reader;
    private final Consumer<Damage> faults;
    private final Block block = new Block();
    private final long missing;
    /** The head whose block is being read; null between blocks. */
    private SealHead head;
    private Path path;
    private long offset;
    private long begun;
    private long skipped;
    private long soundBlocks;
    private long unsealed;

    /**
     * Creates one.
     *
     * @param blocks how many heads, from the first on, are to be believed
     * @param reader tells where the record at hand lies
     */
    BlockCheck(
        final HeadFile heads, final long blocks, final JournalReader reader,
        final Consumer<Damage> faults) {
        this.heads = heads;
        this.blocks = blocks;
        this.reader = reader;
        this.faults = faults;
        // A journal that begins later has lost its oldest files to retention, and with them blocks,
        // the last of them perhaps in part.
        final long first = reader.nextSequence();
        final long found = heads.find(first, blocks);
        final boolean cut = found <= blocks && heads.head(found).head().firstSequence() < first;
        this.missing = cut ? found : found - 1;
        this.begun = missing;
    }

    @Override
    public void onRecord(final DirectBuffer record, final int at, final int length) {
        if (head == null && begun < blocks) {
            begin(RecordHeader.sequence(record, at));
        }
        if (head == null && begun < blocks) {
            skipped++;
            return;
        }
        if (head == null) {
            unsealed++;
            return;
        }
        block.onRecord(record, at, length);
        if (block.size() == head.size()) {
            end(head);
            head = null;
        }
    }

    private void begin(final long sequence) {
        final SealHead next = heads.head(begun + 1).head();
        if (sequence == next.firstSequence()) {
            begun++;
            head = next;
            path = reader.lastPath();
            offset = reader.lastPlace().documentAt();
            block.clear();
        }
    }

    private void end(final SealHead sealed) {
        if (block.root().equals(sealed.root())) {
            soundBlocks++;
        } else {
            faults.accept(new Damage(sealed.firstSequence(), path, offset, "records "
                + sealed.firstSequence() + " to " + sealed.lastSequence()
                + " are not those that block " + sealed.block() + " sealed"));
        }
    }

    /** Says what is missing behind the last record of a journal that is sound so far. */
    void end() {
        if (head == null && begun < blocks) {
            head = heads.head(begun + 1).head();
        }
        if (head != null) {
            final long last = reader.nextSequence() - 1;
            final SealHead newest = heads.head(blocks).head();
            faults.accept(new Damage(last + 1, reader.lastPath() == null ? path : reader.lastPath(),
                reader.lastPlace().documentAt(), "the journal ends with record " + last
                + ", but block " + head.block() + " sealed " + head.firstSequence() + " to "
                + head.lastSequence() + ", and the last head covers up to "
                + newest.lastSequence()));
        }
    }

    /** Returns the block in which reading stopped, 0 if it was in none. */
    long blockAtHand() {
        return head != null ? head.block() : begun < blocks ? begun + 1 : 0;
    }

    /** Returns how many blocks, from the first on, the journal no longer has as a whole. */
    long missing() {
        return missing;
    }

    /** Returns how many records stand before the first block that can be checked. */
    long skipped() {
        return skipped;
    }

    long soundBlocks() {
        return soundBlocks;
    }

    long unsealed() {
        return unsealed;
    }
}
