package io.clearline.engine.snapshot;

import io.clearline.engine.record.StateOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes a state as numbered blocks, each with its own checksum, so that nobody takes in a byte that
 * was not written. Numbers are never cut by a block's end.
 *
 * <pre>
 * 0 int64 number of the block, from 0    8 int32 length, 0 = there are no more
 *                                       12 int32 CRC32C of the 12 bytes before and the content
 * </pre>
 */
final class SnapshotOutput implements StateOutput {
    /** Most bytes of content in a block. */
    static final int BLOCK = 1 << 20;
    static final int LENGTH_AT = Long.BYTES;
    static final int CRC_AT = LENGTH_AT + Integer.BYTES;
    static final int HEAD = CRC_AT + Integer.BYTES;

    private final FileChannel channel;
    private final ByteBuffer bytes =
        ByteBuffer.allocateDirect(HEAD + BLOCK).order(ByteOrder.LITTLE_ENDIAN);
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
    private final CRC32C checksum = new CRC32C();
    private final SnapshotSteps steps;
    private int at = HEAD;
    private long number;

    SnapshotOutput(final FileChannel channel, final SnapshotSteps steps) {
        this.channel = channel;
        this.steps = steps;
    }

    private int claim(final int count) {
        if (at + count > HEAD + BLOCK) {
            flush();
        }
        at += count;
        return at - count;
    }

    @Override
    public void putByte(final int value) {
        buffer.putByte(claim(1), (byte) value);
    }

    @Override
    public void putInt(final int value) {
        buffer.putInt(claim(Integer.BYTES), value, ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void putLong(final long value) {
        buffer.putLong(claim(Long.BYTES), value, ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void putBytes(final DirectBuffer source, final int offset, final int length) {
        int done = 0;
        while (done < length) {
            if (at == HEAD + BLOCK) {
                flush();
            }
            final int count = Math.min(length - done, HEAD + BLOCK - at);
            buffer.putBytes(at, source, offset + done, count);
            at += count;
            done += count;
        }
    }

    /** Writes what is left, and that there is no more. */
    void end() {
        if (at > HEAD) {
            flush();
        }
        flush();
    }

    private void flush() {
        bytes.putLong(0, number).putInt(LENGTH_AT, at - HEAD);
        bytes.putInt(CRC_AT, crc(bytes, at - HEAD, checksum));
        bytes.position(0).limit(at);
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        bytes.clear();
        at = HEAD;
        number++;
        steps.reached(SnapshotSteps.Step.BLOCK_WRITTEN);
    }

    /** Returns the checksum of a block: of its head without itself, and of its content. */
    static int crc(final ByteBuffer block, final int length, final CRC32C checksum) {
        checksum.reset();
        checksum.update(block.position(0).limit(CRC_AT));
        checksum.update(block.limit(HEAD + length).position(HEAD));
        return (int) checksum.getValue();
    }
}
