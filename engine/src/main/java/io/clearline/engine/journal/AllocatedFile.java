package io.clearline.engine.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.BitUtil;

/**
 * A file whose blocks are on the disk up to a place, because zeros were written there. Chronicle
 * maps its files, and a mapped page that finds no block when it is first touched ends the process
 * with SIGBUS; a write that finds none is an exception.
 *
 * <p>Zeros go only where nobody wrote yet: behind {@link #allocated}, and who appends stays before
 * it. One thread extends, another may read the places.
 */
final class AllocatedFile implements AutoCloseable {
    private static final int PAGE = 4096;
    private static final int CHUNK = 1 << 18;
    private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(CHUNK).asReadOnlyBuffer();

    private final Path path;
    private final FileChannel channel;
    private final Disk disk;
    private volatile long allocated;

    /** Where the appending thread is to ask for more; never behind {@link #allocated}. */
    volatile long askAt;
    /** How far the appending thread needs it, as last asked. */
    volatile long wanted;

    private AllocatedFile(
        final Path path, final FileChannel channel, final Disk disk, final long from) {
        this.path = path;
        this.channel = channel;
        this.disk = disk;
        this.allocated = from;
        this.askAt = from;
        this.wanted = from;
    }

    /**
     * Makes an empty file, in place of one that is there and never over it: until a force, a power
     * cut could bring back what that one held, records of a day that did not come to be.
     */
    static AllocatedFile create(final Path path, final Disk disk) throws IOException {
        Files.deleteIfExists(path);
        return new AllocatedFile(path, disk.open(
            path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), disk, 0);
    }

    /**
     * Opens a file that is there.
     *
     * @param from nothing but zeros, or nothing at all, stands from here on
     */
    static AllocatedFile open(final Path path, final long from, final Disk disk)
        throws IOException {
        return new AllocatedFile(path, disk.open(
            path, StandardOpenOption.READ, StandardOpenOption.WRITE), disk, from);
    }

    /** Writes zeros up to a place, in whole pages. On failure what was written counts. */
    void extend(final long to) throws IOException {
        final long end = BitUtil.align(to, PAGE);
        while (allocated < end) {
            final long chunkEnd = Math.min(end, (allocated / CHUNK + 1) * CHUNK);
            disk.write(path, channel, ZEROS.duplicate().limit((int) (chunkEnd - allocated)),
                allocated);
            allocated = chunkEnd;
        }
    }

    /**
     * Writes again what stands between two places, so that holes in it get their blocks. Nobody
     * else may write there meanwhile.
     */
    void rewrite(final long from, final long to) throws IOException {
        final ByteBuffer bytes = ByteBuffer.allocate(CHUNK);
        for (long at = from; at < to; at += bytes.limit()) {
            bytes.clear().limit((int) Math.min(CHUNK, to - at));
            while (bytes.hasRemaining()) {
                if (channel.read(bytes, at + bytes.position()) < 0) {
                    return;
                }
            }
            disk.write(path, channel, bytes.flip(), at);
        }
    }

    /** Returns the place up to which there are blocks for certain. */
    long allocated() {
        return allocated;
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
