package io.clearline.engine.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Byte strings get dense numbers in the order they come, and keep them. */
class ByteKeyIndexTest {
    private static final long SEED = 0xB17E_2026L;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final ByteKeyIndex index = new ByteKeyIndex();

    @Test
    void numbersAreThoseOfTheModel() {
        final Map<ByteBuffer, Integer> model = new HashMap<>();
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);
        for (int i = 0; i < 60_000; i++) {
            // Few different bytes and lengths, so that keys return and begin alike.
            final byte[] key = new byte[random.nextInt(22)];
            for (int b = 0; b < key.length; b++) {
                key[b] = (byte) (random.nextInt(8) == 0 ? 'A' + random.nextInt(3) : 'x');
            }
            final int at = random.nextInt(8);
            buffer.putBytes(at, key);
            final int known = model.getOrDefault(ByteBuffer.wrap(key), -1);
            assertEquals(known, index.find(buffer, at, key.length), "seed " + SEED);
            if (random.nextBoolean()) {
                final int expected = known >= 0 ? known : model.size();
                assertEquals(expected, index.intern(buffer, at, key.length), "seed " + SEED);
                model.put(ByteBuffer.wrap(key), expected);
            }
        }
        assertEquals(model.size(), index.size());
        model.forEach((key, number) -> {
            final byte[] stored = new byte[index.key(number).capacity()];
            index.key(number).getBytes(0, stored);
            assertEquals(key, ByteBuffer.wrap(stored), "number " + number + " of seed " + SEED);
        });
    }

    @Test
    void bytesAreComparedToTheLast() {
        final byte[] bytes = new byte[40];
        random.nextBytes(bytes);
        final UnsafeBuffer a = new UnsafeBuffer(bytes);
        final UnsafeBuffer b = new UnsafeBuffer(new byte[48]);
        for (int length = 0; length <= 37; length++) {
            b.putBytes(5, bytes, 3, length);
            assertTrue(Bytes.equal(a, 3, b, 5, length), "length " + length);
            for (int i = 0; i < length; i++) {
                b.putByte(5 + i, (byte) (b.getByte(5 + i) ^ 0x80));
                assertFalse(Bytes.equal(a, 3, b, 5, length), "byte " + i + " of " + length);
                b.putByte(5 + i, (byte) (b.getByte(5 + i) ^ 0x80));
            }
        }
    }
}
