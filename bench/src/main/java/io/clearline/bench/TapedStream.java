package io.clearline.bench;

import io.clearline.bench.rig.Commands;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A {@link LoadStream} that another process wrote into files: mapped, so that nothing of it is on
 * the heap. Not thread-safe.
 */
final class TapedStream implements Commands {
    static final String TAPE = "commands.tape";
    static final String INDEX = "commands.index";

    private static final int HEAD_BYTES = 2 * Integer.BYTES;
    private static final int ENTRY_BYTES = Long.BYTES + Integer.BYTES;

    private final UnsafeBuffer[] blocks;
    private final ByteBuffer index;
    private final int setup;
    private final int prelude;

    /** Opens what {@link LoadStream#writeTo} wrote. */
    TapedStream(final Path directory) throws IOException {
        try (FileChannel tape = FileChannel.open(directory.resolve(TAPE));
            FileChannel entries = FileChannel.open(directory.resolve(INDEX))) {
            blocks = new UnsafeBuffer[(int) (tape.size() / LoadStream.BLOCK_BYTES)];
            for (int i = 0; i < blocks.length; i++) {
                blocks[i] = new UnsafeBuffer(tape.map(MapMode.READ_ONLY,
                    (long) i * LoadStream.BLOCK_BYTES, LoadStream.BLOCK_BYTES));
            }
            index = entries.map(MapMode.READ_ONLY, 0, entries.size());
        }
        setup = index.getInt(0);
        prelude = index.getInt(Integer.BYTES);
    }

    /** Returns how many commands there are. */
    int size() {
        return (index.capacity() - HEAD_BYTES) / ENTRY_BYTES;
    }

    private long place(final int command) {
        return index.getLong(HEAD_BYTES + command * ENTRY_BYTES);
    }

    @Override
    public void require(final int commands) {
        if (commands > size()) {
            throw new IllegalStateException("the tape has " + size() + " commands, not "
                + commands);
        }
    }

    @Override
    public int setup() {
        return setup;
    }

    @Override
    public int prelude() {
        return prelude;
    }

    @Override
    public DirectBuffer buffer(final int command) {
        return blocks[(int) (place(command) >>> 32)];
    }

    @Override
    public int offset(final int command) {
        return (int) place(command);
    }

    @Override
    public int length(final int command) {
        return index.getInt(HEAD_BYTES + command * ENTRY_BYTES + Long.BYTES);
    }

    @Override
    public int declarations(final int from, final int to) {
        return to - from;
    }
}
