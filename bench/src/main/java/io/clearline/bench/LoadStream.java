package io.clearline.bench;

import io.clearline.bench.rig.Commands;
import io.clearline.engine.record.sbe.DeclareDecoder;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import io.clearline.tools.Setup;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The mixed stream encoded in advance, so that whoever sends it is not what limits: first the setup
 * (draw key, reference data, controls), then a prelude of commands of all kinds, then declarations
 * of all five flows alone, unless acts are wanted there too. What is written is decided and applied
 * by a core of its own, so that later commands fit earlier decisions. The same for the same
 * arguments. Grows as more is asked for; not thread-safe.
 */
public final class LoadStream implements Commands {
    private static final long SEED = 20_260_302;
    static final int BLOCK_BYTES = 64 << 20;
    private static final int TEMPLATE_AT = MessageHeaderDecoder.templateIdEncodingOffset();

    private final List<UnsafeBuffer> blocks = new ArrayList<>();
    private final MixedWorld world;
    private final int setup;
    private final int prelude;
    private int used = BLOCK_BYTES;
    /** Block and offset of each command. */
    private long[] places = new long[1 << 16];
    private int[] lengths = new int[1 << 16];
    private int size;

    /**
     * Writes the setup and the prelude.
     *
     * @param traders how many traders there are, 1,000 to 900,000
     * @param controls how many controls are in force
     * @param prelude how many commands of all kinds come first
     * @param acts whether acts are among the commands after the prelude
     */
    public LoadStream(final int traders, final int controls, final int prelude, final boolean acts) {
        for (final byte[] command : Setup.none().commands(true, true)) {
            add(new UnsafeBuffer(command), 0, command.length);
        }
        world = new MixedWorld(SEED, traders, controls, this::add);
        setup = size;
        this.prelude = prelude;
        world.run(prelude);
        world.stream().acts(acts);
    }

    private void add(final DirectBuffer command, final int offset, final int length) {
        if (used + length > BLOCK_BYTES) {
            blocks.add(new UnsafeBuffer(BufferUtil.allocateDirectAligned(BLOCK_BYTES, 64)));
            used = 0;
        }
        if (size == lengths.length) {
            places = Arrays.copyOf(places, size * 2);
            lengths = Arrays.copyOf(lengths, size * 2);
        }
        final int block = blocks.size() - 1;
        blocks.get(block).putBytes(used, command, offset, length);
        places[size] = (long) block << 32 | used;
        lengths[size++] = length;
        // Each begins at a multiple of eight, as it does in a slot of the ring.
        used = used + length + 7 & ~7;
    }

    @Override
    public void require(final int commands) {
        world.run(commands - size);
    }

    @Override
    public int setup() {
        return setup;
    }

    @Override
    public int prelude() {
        return prelude;
    }

    /** Returns how many commands are written. */
    public int size() {
        return size;
    }

    @Override
    public DirectBuffer buffer(final int index) {
        return blocks.get((int) (places[index] >>> 32));
    }

    @Override
    public int offset(final int index) {
        return (int) places[index];
    }

    @Override
    public int length(final int index) {
        return lengths[index];
    }

    @Override
    public int declarations(final int from, final int to) {
        int count = 0;
        for (int i = from; i < to; i++) {
            final int template =
                buffer(i).getShort(offset(i) + TEMPLATE_AT, ByteOrder.LITTLE_ENDIAN);
            count += template == DeclareDecoder.TEMPLATE_ID ? 1 : 0;
        }
        return count;
    }

    /** Writes everything into a directory, for {@link TapedStream}. */
    void writeTo(final Path directory) throws IOException {
        try (FileChannel tape = FileChannel.open(directory.resolve(TapedStream.TAPE),
                StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            DataOutputStream index = new DataOutputStream(new BufferedOutputStream(
                Files.newOutputStream(directory.resolve(TapedStream.INDEX))))) {
            for (final UnsafeBuffer block : blocks) {
                final ByteBuffer bytes = block.byteBuffer().duplicate();
                // Aligned memory begins somewhere inside its buffer.
                bytes.limit(block.wrapAdjustment() + BLOCK_BYTES)
                    .position(block.wrapAdjustment());
                while (bytes.hasRemaining()) {
                    tape.write(bytes);
                }
            }
            index.writeInt(setup);
            index.writeInt(prelude);
            for (int i = 0; i < size; i++) {
                index.writeLong(places[i]);
                index.writeInt(lengths[i]);
            }
        }
    }

    /** Returns the hash of a state to which all commands written so far were applied. */
    public long stateHash() {
        return world.core().stateHash();
    }
}
