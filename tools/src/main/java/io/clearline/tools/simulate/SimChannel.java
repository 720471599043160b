package io.clearline.tools.simulate;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/** A channel that asks the simulated disk before it writes or forces. */
final class SimChannel extends FileChannel {
    private final SimDisk disk;
    private final Path file;
    private final FileChannel channel;

    SimChannel(final SimDisk disk, final Path file, final FileChannel channel) {
        this.disk = disk;
        this.file = file;
        this.channel = channel;
    }

    @Override
    public void force(final boolean metadata) throws IOException {
        disk.force(file, channel, metadata);
    }

    @Override
    public int write(final ByteBuffer bytes) throws IOException {
        return write(bytes, null);
    }

    @Override
    public int write(final ByteBuffer bytes, final long position) throws IOException {
        return write(bytes, Long.valueOf(position));
    }

    private int write(final ByteBuffer bytes, final Long position) throws IOException {
        final int taken = disk.write(file, bytes.remaining());
        final int limit = bytes.limit();
        try {
            bytes.limit(bytes.position() + taken);
            return position == null ? channel.write(bytes) : channel.write(bytes, position);
        } finally {
            bytes.limit(limit);
        }
    }

    @Override
    public long write(final ByteBuffer[] bytes, final int offset, final int length)
        throws IOException {
        long written = 0;
        for (int i = offset; i < offset + length; i++) {
            written += write(bytes[i]);
        }
        return written;
    }

    @Override
    public int read(final ByteBuffer bytes) throws IOException {
        return channel.read(bytes);
    }

    @Override
    public long read(final ByteBuffer[] bytes, final int offset, final int length)
        throws IOException {
        return channel.read(bytes, offset, length);
    }

    @Override
    public int read(final ByteBuffer bytes, final long position) throws IOException {
        return channel.read(bytes, position);
    }

    @Override
    public long position() throws IOException {
        return channel.position();
    }

    @Override
    public FileChannel position(final long position) throws IOException {
        channel.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return channel.size();
    }

    @Override
    public FileChannel truncate(final long size) throws IOException {
        channel.truncate(size);
        return this;
    }

    @Override
    public long transferTo(
        final long position, final long count, final WritableByteChannel target)
        throws IOException {
        return channel.transferTo(position, count, target);
    }

    @Override
    public long transferFrom(
        final ReadableByteChannel source, final long position, final long count)
        throws IOException {
        return channel.transferFrom(source, position, count);
    }

    @Override
    public MappedByteBuffer map(final MapMode mode, final long position, final long size)
        throws IOException {
        return channel.map(mode, position, size);
    }

    @Override
    public FileLock lock(final long position, final long size, final boolean shared)
        throws IOException {
        return channel.lock(position, size, shared);
    }

    @Override
    public FileLock tryLock(final long position, final long size, final boolean shared)
        throws IOException {
        return channel.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        channel.close();
    }
}
