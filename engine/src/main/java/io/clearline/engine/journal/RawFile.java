package io.clearline.engine.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.concurrent.UnsafeBuffer;

/** Shows any part of a file in a buffer, whatever stands in it. Reads by copy; one thread only. */
final class RawFile implements AutoCloseable {
    private static final int WINDOW = 1 << 20;

    private final FileChannel channel;
    private ByteBuffer bytes = ByteBuffer.allocateDirect(2 * WINDOW);
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
    private long windowAt;
    private int windowLength;

    RawFile(final Path path) throws IOException {
        channel = FileChannel.open(path, StandardOpenOption.READ);
    }

    /**
     * Makes a part of the file stand in the buffer.
     *
     * @return the index of its first byte there, -1 if the file ends before the part does
     */
    int show(final long position, final int length) throws IOException {
        if (position < windowAt || position + length > windowAt + windowLength) {
            if (length > bytes.capacity()) {
                bytes = ByteBuffer.allocateDirect(length + WINDOW);
                buffer.wrap(bytes);
            }
            bytes.clear();
            while (bytes.hasRemaining()) {
                if (channel.read(bytes, position + bytes.position()) < 0) {
                    break;
                }
            }
            windowAt = position;
            windowLength = bytes.position();
        }
        return position + length > windowAt + windowLength ? -1 : (int) (position - windowAt);
    }

    UnsafeBuffer buffer() {
        return buffer;
    }

    ByteBuffer bytes() {
        return bytes;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
