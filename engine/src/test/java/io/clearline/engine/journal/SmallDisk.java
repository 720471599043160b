package io.clearline.engine.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** A disk that gives as much as a test allows. */
final class SmallDisk implements Disk {
    final AtomicLong left;

    SmallDisk(final long bytes) {
        left = new AtomicLong(bytes);
    }

    @Override
    public long freeBytes() {
        return left.get();
    }

    @Override
    public long sizeBytes() {
        return 1L << 40;
    }

    @Override
    public void write(
        final Path path, final FileChannel file, final ByteBuffer bytes, final long at)
        throws IOException {
        final int count = bytes.remaining();
        if (left.addAndGet(-count) < 0) {
            left.addAndGet(count);
            throw new IOException("No space left on device");
        }
        long next = at;
        while (bytes.hasRemaining()) {
            next += file.write(bytes, next);
        }
    }
}
