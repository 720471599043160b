package io.clearline.engine.snapshot;

import io.clearline.engine.record.StateInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Reads what {@link SnapshotOutput} wrote and hands out no byte of a block before its number, length
 * and checksum were found sound. What it finds wrong comes as a {@link SnapshotException}.
 */
final class SnapshotInput implements StateInput {
    private final FileChannel channel;
    private final ByteBuffer bytes;
    private final UnsafeBuffer buffer;
    private final CRC32C checksum = new CRC32C();
    private int at = SnapshotOutput.HEAD;
    private int end = SnapshotOutput.HEAD;
    private long number;

    SnapshotInput(final FileChannel channel) throws IOException {
        this.channel = channel;
        // No block of a small file is as long as the longest.
        final int content = (int) Math.min(SnapshotOutput.BLOCK, channel.size());
        bytes = ByteBuffer.allocateDirect(SnapshotOutput.HEAD + content)
            .order(ByteOrder.LITTLE_ENDIAN);
        buffer = new UnsafeBuffer(bytes);
    }

    private int take(final int count) {
        if (at == end) {
            next();
        }
        if (at + count > end) {
            throw new SnapshotException("block " + (number - 1) + " ends inside a number");
        }
        at += count;
        return at - count;
    }

    @Override
    public int getByte() {
        return buffer.getByte(take(1)) & 0xFF;
    }

    @Override
    public int getInt() {
        return buffer.getInt(take(Integer.BYTES), ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public long getLong() {
        return buffer.getLong(take(Long.BYTES), ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void getBytes(final MutableDirectBuffer into, final int offset, final int length) {
        int done = 0;
        while (done < length) {
            if (at == end) {
                next();
            }
            final int count = Math.min(length - done, end - at);
            into.putBytes(offset + done, buffer, at, count);
            at += count;
            done += count;
        }
    }

    private void next() {
        if (!advance()) {
            throw new SnapshotException("it ends before the state does");
        }
    }

    /** Reads the rest block by block; to be asked where nothing of them is wanted. */
    void skipAll() {
        while (advance()) {
            at = end;
        }
    }

    /** Makes sure that the state was taken to its last byte, and that nothing lies behind. */
    void end() {
        if (at != end || advance()) {
            throw new SnapshotException("it holds more than the state");
        }
    }

    /** Goes to the next block; false at the end of the file, which must be marked as such. */
    private boolean advance() {
        try {
            read(0, SnapshotOutput.HEAD);
            final int length = bytes.getInt(SnapshotOutput.LENGTH_AT);
            if (length < 0 || length > bytes.capacity() - SnapshotOutput.HEAD) {
                throw new SnapshotException("block " + number + " names an impossible length");
            }
            read(SnapshotOutput.HEAD, length);
            final int stored = bytes.getInt(SnapshotOutput.CRC_AT);
            if (bytes.getLong(0) != number
                || SnapshotOutput.crc(bytes, length, checksum) != stored) {
                throw new SnapshotException("the checksum of block " + number + " does not match");
            }
            number++;
            at = SnapshotOutput.HEAD;
            end = SnapshotOutput.HEAD + length;
            if (length == 0 && channel.position() != channel.size()) {
                throw new SnapshotException("bytes lie behind its end");
            }
            return length > 0;
        } catch (final IOException e) {
            throw new SnapshotException("it cannot be read: " + e.getMessage(), e);
        }
    }

    private void read(final int from, final int length) throws IOException {
        bytes.limit(from + length).position(from);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new SnapshotException("it is cut off in block " + number);
            }
        }
    }
}
