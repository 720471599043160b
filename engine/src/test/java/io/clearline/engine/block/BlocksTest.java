package io.clearline.engine.block;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Blocks are zeros, apart from each other and begin at a cache line, fresh ones and used ones. */
class BlocksTest {
    private static final long SEED = 20_261_125;
    private static final int LARGEST = 1 << 17;

    @Test
    void blocksAreZerosAndApart() {
        final SplittableRandom random = new SplittableRandom(SEED);
        final List<UnsafeBuffer> taken = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            if (random.nextInt(3) == 0 && !taken.isEmpty()) {
                Blocks.give(taken.remove(random.nextInt(taken.size())));
            }
            if (i % 100 == 0) {
                Blocks.prepare();
            }
            final int bytes = random.nextInt(50) == 0
                ? random.nextInt(1, 8 * LARGEST) : 1 << random.nextInt(5, 18);
            final UnsafeBuffer block = Blocks.take(bytes);
            assertEquals(bytes, block.capacity());
            assertEquals(0, block.addressOffset() % Blocks.ALIGNMENT);
            assertFilled(block, (byte) 0, i);
            block.setMemory(0, bytes, mark(block));
            taken.add(block);
        }
        for (int i = 0; i < taken.size(); i++) {
            assertFilled(taken.get(i), mark(taken.get(i)), i);
        }
    }

    @Test
    void aLargeBlockThatWasGivenBackServesSmallerOnes() {
        final int bytes = 1 << 21;
        final UnsafeBuffer large = Blocks.take(bytes);
        final long begin = large.addressOffset();
        large.setMemory(0, bytes, (byte) 1);
        Blocks.give(large);
        int within = 0;
        for (int i = 0; i < 2; i++) {
            final UnsafeBuffer half = Blocks.take(bytes / 2);
            assertFilled(half, (byte) 0, i);
            within += half.addressOffset() >= begin
                && half.addressOffset() + bytes / 2 <= begin + bytes ? 1 : 0;
        }
        assertEquals(2, within);
    }

    private static byte mark(final UnsafeBuffer block) {
        return (byte) (block.addressOffset() / Blocks.ALIGNMENT * 31 | 1);
    }

    private static void assertFilled(final UnsafeBuffer block, final byte by, final int i) {
        for (int at = 0; at < block.capacity(); at++) {
            if (block.getByte(at) != by) {
                assertEquals(by, block.getByte(at), "block " + i + ", byte " + at + ", seed " + SEED);
            }
        }
    }
}
