package io.clearline.engine.seal;

import io.clearline.engine.follower.FollowerLock;
import io.clearline.engine.follower.FollowerPositions;
import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.JournalForce;
import io.clearline.engine.journal.JournalReader;
import io.clearline.engine.journal.SoundJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.util.function.LongSupplier;
import org.agrona.DirectBuffer;

/**
 * Seals a journal block by block: reads its records, closes blocks, signs their heads and appends
 * these to the file of heads. A head never covers a record that is not on the disk. One process
 * seals a data directory at a time; what it does not get to, the next one does.
 *
 * <p>Used by one thread, but for {@link #lastSequence} and {@link #blocks}.
 */
public final class Sealer implements AutoCloseable {
    /** A block that is closed for its size holds so many records. */
    static final int BLOCK_RECORDS_MAX = 1 << 18;

    private static final int BATCH = 1024;
    private static final String FOLLOWER = "seals";

    private final DataDirectory data;
    private final FollowerLock lock;
    private final SealKey key;
    private final HeadFile heads;
    private final LongSupplier forced;
    private final Block block = new Block();
    /** Null until the first records are asked for. */
    private SealChain chain;
    private JournalReader reader;
    /** The day whose file the block at hand begins in. */
    private int blockCycle;
    private volatile long lastSequence;
    private volatile long blocks;
    private boolean closed;

    private Sealer(
        final DataDirectory data, final FollowerLock lock, final SealKey key,
        final HeadFile heads, final LongSupplier forced) {
        this.data = data;
        this.lock = lock;
        this.key = key;
        this.heads = heads;
        this.forced = forced;
    }

    /**
     * Takes the right to seal and reads the key, which is made where there never was one; looks at
     * nothing else yet.
     *
     * @param forced sees to it that the journal is on the disk and returns up to which sequence;
     *     null = forces the journal's files itself, as where no engine runs in this process
     * @throws SealException if another process seals, or the key or the heads cannot be used
     */
    public static Sealer open(final DataDirectory data, final LongSupplier forced) {
        return open(data, forced, false);
    }

    /** As the other, but heads are signed with a new key from here on. */
    public static Sealer openWithNewKey(final DataDirectory data) {
        return open(data, null, true);
    }

    private static Sealer open(
        final DataDirectory data, final LongSupplier forced, final boolean newKey) {
        final SealFiles files = SealFiles.of(data);
        files.make();
        final FollowerLock lock = FollowerLock.tryTake(files.directory()).orElseThrow(() ->
            new SealException("the seals in " + files.directory() + " are being made by another"
                + " process, an engine perhaps; nothing needs to be done"));
        try {
            final SealKey key = newKey ? SealKey.renew(files) : SealKey.openOrCreate(files);
            return new Sealer(data, lock, key, HeadFile.append(files), forced);
        } catch (final RuntimeException | Error refused) {
            lock.close();
            throw refused;
        }
    }

    /** Tells whether a directory has a key to seal with, so that an engine is to seal. */
    public static boolean hasKey(final DataDirectory data) {
        return Files.exists(SealFiles.of(data).key());
    }

    /**
     * Reads what the journal has, some records at most, and seals each block that is full.
     *
     * @param upTo the last record to read; those behind it may not be on the disk yet
     * @return how many records were read
     * @throws SealBrokenException if the journal or the heads are not what was sealed
     * @throws io.clearline.engine.journal.JournalDamagedException where the journal is damaged
     */
    public int catchUp(final long upTo) {
        resume();
        final int limit = (int) Math.min(BATCH, upTo - reader.nextSequence() + 1);
        return limit <= 0 ? 0 : reader.poll(this::onRecord, limit);
    }

    /**
     * Seals everything to the journal's end, which must be where the high-water mark says.
     *
     * @throws io.clearline.engine.journal.JournalDamagedException where the journal is damaged
     */
    public void sealAll() {
        resume();
        SoundJournal.read(data, reader, this::onRecord);
        seal();
    }

    private void onRecord(final DirectBuffer record, final int offset, final int length) {
        if (block.size() == 0) {
            blockCycle = reader.lastPlace().cycle();
        }
        block.onRecord(record, offset, length);
        if (block.size() >= BLOCK_RECORDS_MAX) {
            seal();
        }
    }

    /** Returns how many records were read and are in no sealed block yet. */
    public long pending() {
        return block.size();
    }

    /**
     * Closes the block at hand and signs its head, if there is a record in it and the disk has it.
     */
    public void seal() {
        if (block.size() == 0 || !onDisk()) {
            return;
        }
        final SealHead head = chain.next(block.lastSequence() - block.size() + 1,
            block.size(), block.lastTimeMs(), System.currentTimeMillis(), block.root(),
            key.verifyKey().id());
        heads.append(new SignedHead(head, key.sign(head.bytes())));
        chain.add(head);
        block.clear();
        FollowerPositions.put(data, FOLLOWER, wanted(head));
        lastSequence = head.lastSequence();
        blocks = head.block();
    }

    private boolean onDisk() {
        if (forced != null) {
            return forced.getAsLong() >= block.lastSequence();
        }
        try {
            JournalForce.force(data, blockCycle, reader.lastPlace().cycle());
            return true;
        } catch (final IOException e) {
            throw new SealException("the journal in " + data.journal() + " cannot be forced to the"
                + " disk: " + e.getMessage() + "; check its permissions and the disk", e);
        }
    }

    /** Goes to where the last head ends, once that block is found to be as it was sealed. */
    private void resume() {
        if (chain != null) {
            return;
        }
        final SealChain found = SealChain.whole();
        for (long i = 1; i <= heads.blocks(); i++) {
            final SealHead head = heads.head(i).head();
            final String fault = found.fault(head);
            if (fault != null) {
                throw new SealBrokenException("the head of block " + i + " in "
                    + SealFiles.of(data).heads() + " is out of place: " + fault
                    + "; run ./clearline verify --offline and restore the file from a copy");
            }
            found.add(head);
        }
        final SealHead last = found.last();
        FollowerPositions.begin(data, FOLLOWER, wanted(last));
        reader = last == null
            ? JournalReader.open(data) : JournalReader.open(data, last.firstSequence());
        if (last != null) {
            checkLast(last);
        }
        lastSequence = found.lastSequence();
        blocks = found.blocks();
        chain = found;
    }

    /** Returns from where on the journal is kept: a start holds the last block against its head. */
    private static long wanted(final SealHead last) {
        return last == null ? 0 : last.firstSequence();
    }

    private void checkLast(final SealHead last) {
        while (block.size() < last.size()
            && reader.poll(block, (int) Math.min(BATCH, last.size() - block.size())) > 0) {
            Thread.onSpinWait();
        }
        final boolean equal = block.size() == last.size() && block.root().equals(last.root());
        final long found = block.lastSequence();
        final boolean cut = block.size() < last.size();
        block.clear();
        if (!equal) {
            throw new SealBrokenException("the journal is not the one that was sealed: "
                + (cut ? "it ends with record " + found : "other records stand")
                + " where " + last + " was; run ./clearline verify --offline");
        }
    }

    /** Returns the last sequence that is sealed; 0 before the first records were asked for. */
    public long lastSequence() {
        return lastSequence;
    }

    /** Returns how many blocks are sealed; 0 before the first records were asked for. */
    public long blocks() {
        return blocks;
    }

    /** Returns the name of the key that heads are signed with. */
    public Sha256 key() {
        return key.verifyKey().id();
    }

    /** Lets go of the files; what was read and not sealed is left to the next one. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            heads.close();
            if (reader != null) {
                reader.close();
            }
        } finally {
            lock.close();
        }
    }
}
