package io.clearline.engine.seal;

import io.clearline.engine.journal.Damage;
import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.SmallFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * The file of the signed heads: frames of 256 bytes, block 1 first, each forced before the next is
 * written. A frame is the head, its signature, a CRC32C over both and four bytes of 0.
 *
 * <p>A frame that was begun and not finished when the process or the machine died is no damage: it
 * is shorter, or nothing but zeros. It is passed over in reading and overwritten in writing. A
 * whole frame that is not what was written is damage, the last one too. Used by one thread.
 */
public final class HeadFile implements AutoCloseable {
    static final int FRAME = 256;

    private static final int SIGNATURE_AT = SealHead.LENGTH;
    private static final int CRC_AT = SIGNATURE_AT + VerifyKey.SIGNATURE_LENGTH;
    private static final int WINDOW = 256 * FRAME;

    private final Path path;
    private final FileChannel channel;
    private final CRC32C checksum = new CRC32C();
    private final ByteBuffer window = ByteBuffer.allocate(WINDOW).order(ByteOrder.LITTLE_ENDIAN);
    private long windowAt;
    private int windowLength;
    private long blocks;
    private long tornBytes;

    private HeadFile(final Path path, final FileChannel channel) throws IOException {
        this.path = path;
        this.channel = channel;
        if (channel != null) {
            final long size = channel.size();
            blocks = size / FRAME;
            if (blocks > 0 && unwritten()) {
                blocks--;
            }
            tornBytes = size - blocks * FRAME;
        }
    }

    /**
     * Opens the file of a data directory for reading; it may be missing, and somebody may be
     * sealing.
     *
     * @throws SealException if it cannot be read
     */
    public static HeadFile read(final DataDirectory data) {
        return read(SealFiles.of(data).heads());
    }

    static HeadFile read(final Path path) {
        try {
            return new HeadFile(path, Files.exists(path)
                ? FileChannel.open(path, StandardOpenOption.READ) : null);
        } catch (final IOException e) {
            throw SealFiles.unreadable(path, e);
        }
    }

    /** Opens the file for the one who seals; made if it is missing. */
    static HeadFile append(final Path path) {
        try {
            final boolean fresh = !Files.exists(path);
            final FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE,
                StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (fresh) {
                SmallFile.forceDirectory(path.getParent());
            }
            final HeadFile file = new HeadFile(path, channel);
            channel.truncate(file.blocks * FRAME);
            return file;
        } catch (final IOException e) {
            throw SealFiles.unwritable(path, e);
        }
    }

    private boolean unwritten() throws IOException {
        load(blocks);
        final int at = (int) ((blocks - 1) * FRAME - windowAt);
        for (int i = at; i < at + FRAME; i++) {
            if (window.get(i) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Returns how many blocks have a head here. */
    public long blocks() {
        return blocks;
    }

    /** Returns how many bytes of a frame lie at the end that was never finished. */
    long tornBytes() {
        return tornBytes;
    }

    /** Returns where a fault in a block's head is, for reports. */
    Damage damage(final long block, final long sequence, final String what) {
        return new Damage(sequence, path, (block - 1) * FRAME, what);
    }

    /**
     * Returns the head of a block.
     *
     * @param block from 1 to {@link #blocks}
     * @throws SealBrokenException if it is not what was written
     */
    public SignedHead head(final long block) {
        if (block < 1 || block > blocks) {
            throw new SealException("there is no head of block " + block + " in " + path
                + ", which holds " + blocks);
        }
        try {
            load(block);
        } catch (final IOException e) {
            throw SealFiles.unreadable(path, e);
        }
        final int at = (int) ((block - 1) * FRAME - windowAt);
        if (window.getInt(at + CRC_AT) != crc(window.array(), at)
            || window.getInt(at + CRC_AT + Integer.BYTES) != 0) {
            throw broken(block, "its checksum does not match its bytes");
        }
        try {
            final byte[] signature = new byte[VerifyKey.SIGNATURE_LENGTH];
            window.get(at + SIGNATURE_AT, signature);
            return new SignedHead(SealHead.read(window.array(), at), signature);
        } catch (final SealFormatException e) {
            throw broken(block, "it is " + e.getMessage());
        }
    }

    /**
     * Returns the first of some blocks whose records do not all lie before one.
     *
     * @param count how many blocks, from the first on; the result is one more if there is none
     */
    long find(final long sequence, final long count) {
        long low = 1;
        long high = count + 1;
        while (low < high) {
            final long middle = low + high >>> 1;
            if (head(middle).head().lastSequence() < sequence) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private SealBrokenException broken(final long block, final String what) {
        return new SealBrokenException("the head of block " + block + " is damaged: " + what + " ("
            + path + " at byte " + (block - 1) * FRAME + ")");
    }

    private void load(final long block) throws IOException {
        final long at = (block - 1) * FRAME;
        if (at >= windowAt && at + FRAME <= windowAt + windowLength) {
            return;
        }
        windowAt = at - at % WINDOW;
        windowLength = 0;
        window.clear();
        while (window.hasRemaining() && channel.read(window, windowAt + window.position()) > 0) {
            Thread.onSpinWait();
        }
        windowLength = window.position();
        if (at + FRAME > windowAt + windowLength) {
            throw new IOException("the file became shorter while it was read");
        }
    }

    private int crc(final byte[] bytes, final int at) {
        checksum.reset();
        checksum.update(bytes, at, CRC_AT);
        return (int) checksum.getValue();
    }

    /** Appends the head of the next block and forces it to the disk. */
    void append(final SignedHead signed) {
        final byte[] frame = new byte[FRAME];
        System.arraycopy(signed.head().bytes(), 0, frame, 0, SealHead.LENGTH);
        System.arraycopy(
            signed.signature(), 0, frame, SIGNATURE_AT, VerifyKey.SIGNATURE_LENGTH);
        final ByteBuffer bytes = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN)
            .putInt(CRC_AT, crc(frame, 0));
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes, blocks * FRAME + bytes.position());
            }
            channel.force(false);
        } catch (final IOException e) {
            throw SealFiles.unwritable(path, e);
        }
        blocks++;
        windowLength = 0;
    }

    /** Forces what another process may have written just now: what leaves must stay. */
    void force() {
        try {
            if (channel != null) {
                channel.force(false);
            }
        } catch (final IOException e) {
            throw SealFiles.unwritable(path, e);
        }
    }

    /** Closes the file. */
    @Override
    public void close() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (final IOException e) {
            throw SealFiles.unreadable(path, e);
        }
    }
}
