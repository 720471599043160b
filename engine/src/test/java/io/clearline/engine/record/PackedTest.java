package io.clearline.engine.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** What the packed writer writes the packed reader reads, and nothing is read behind the end. */
class PackedTest {
    private static final long SEED = 0x9AC4_2026L;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final PackedReader in = new PackedReader();

    /** Writes one thing of a kind and adds the read that checks it. */
    private void put(final int kind, final PackedWriter out, final List<Runnable> reads) {
        final long value = random.nextLong() >> random.nextInt(64);
        final String at = "seed " + SEED + ", value " + value;
        switch (kind) {
            case 0 -> {
                out.putByte((int) value);
                reads.add(() -> assertEquals((int) value & 0xFF, in.getByte(), at));
            }
            case 1 -> {
                out.putVar(value);
                reads.add(() -> assertEquals(value, in.getVar(), at));
            }
            case 2 -> {
                out.putSigned(value);
                reads.add(() -> assertEquals(value, in.getSigned(), at));
            }
            case 3 -> {
                final long amount = value < -1 ? -1 : value;
                out.putNullable(amount, -1);
                reads.add(() -> assertEquals(amount, in.getNullable(-1), at));
            }
            case 4 -> {
                out.putLong(value);
                reads.add(() -> assertEquals(value, in.getLong(), at));
            }
            case 5 -> {
                final byte[] bytes = bytes(random.nextInt(300));
                if (random.nextBoolean()) {
                    out.putSized(new UnsafeBuffer(bytes), 0, bytes.length);
                } else {
                    out.putSized(new PackedWriter(0).putBytes(bytes));
                }
                reads.add(() -> {
                    final byte[] read = new byte[in.getVarInt()];
                    in.buffer().getBytes(in.skip(read.length), read);
                    assertArrayEquals(bytes, read, at);
                });
            }
            default -> {
                final String text = "\u6D77\u5357 " + value;
                out.putSized(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
                reads.add(() -> assertEquals(text, in.text(), at));
            }
        }
    }

    private byte[] bytes(final int length) {
        final byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    @Test
    void whatIsWrittenIsRead() {
        final PackedWriter out = new PackedWriter(1);
        for (int round = 0; round < 300; round++) {
            out.reset();
            final List<Runnable> reads = new ArrayList<>();
            for (int i = random.nextInt(200); i > 0; i--) {
                put(random.nextInt(7), out, reads);
            }
            in.wrap(out.buffer(), 0, out.length());
            reads.forEach(Runnable::run);
            assertEquals(0, in.remaining(), "seed " + SEED);
        }
    }

    @Test
    void smallNumbersAreShort() {
        final PackedWriter out = new PackedWriter(16);
        final long[] leastOfLength = {0, 1L << 7, 1L << 14, 1L << 21, 1L << 28, 1L << 35, 1L << 42,
            1L << 49, 1L << 56, Long.MIN_VALUE};
        for (int i = 0; i < leastOfLength.length; i++) {
            assertEquals(i + 1, out.reset().putVar(leastOfLength[i]).length());
        }
        for (int i = 1; i < leastOfLength.length; i++) {
            assertEquals(i, out.reset().putVar(leastOfLength[i] - 1).length());
        }
        assertEquals(1, out.reset().putSigned(-64).length());
        assertEquals(1, out.reset().putNullable(7, 7).length());
    }

    /** Cut anywhere, the bytes either end early or were all read before the cut. */
    @Test
    void truncatedBytesEndEarly() {
        final PackedWriter out = new PackedWriter(64);
        out.putByte(3).putVar(1L << 40).putSigned(-5_000_000).putLong(9).putSized(bytes(20));
        for (int length = 0; length < out.length(); length++) {
            in.wrap(out.buffer(), 0, length);
            final int cut = length;
            assertThrows(IllegalStateException.class, () -> {
                in.getByte();
                in.getVar();
                in.getSigned();
                in.getLong();
                in.skip(in.getVarInt());
            }, () -> "cut at " + cut);
        }
    }

    @Test
    void aLengthThatIsNotThereIsAnError() {
        final PackedWriter out = new PackedWriter(16);
        out.putVar(-1).putByte(0);
        in.wrap(out.buffer(), 0, out.length());
        assertThrows(IllegalStateException.class, in::text);
        in.wrap(out.buffer(), 0, out.length());
        assertThrows(IllegalStateException.class, () -> in.skip(Integer.MAX_VALUE));
    }

    @Test
    void writingCanBeCutBack() {
        final PackedWriter out = new PackedWriter(4);
        out.putVar(1).putLong(2);
        final int length = out.length();
        out.putSized(bytes(100)).truncate(length);
        out.putByte(9);
        in.wrap(out.buffer(), 0, out.length());
        assertEquals(1, in.getVar());
        assertEquals(2, in.getLong());
        assertEquals(9, in.getByte());
        assertEquals(0, in.remaining());
    }
}
