package io.clearline.engine.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The keyed function behind the random draws (rule 12) is the one that was published. */
class SipHashTest {
    private static final long SEED = 0x51F4_2026L;
    private static final long KEY_LOW = 0x0706_0504_0302_0100L;
    private static final long KEY_HIGH = 0x0F0E_0D0C_0B0A_0908L;

    /**
     * Entry 24 of the reference implementation's table vectors_sip64: key 00 01 .. 0f, message
     * 00 01 .. 17, hash 94 af 49 f6 c6 50 ad b8 as bytes, the lowest first.
     */
    @Test
    void thePublishedVectorForTwentyFourBytes() {
        assertEquals(0xB8AD_50C6_F649_AF94L, SipHash.of(KEY_LOW, KEY_HIGH,
            0x0706_0504_0302_0100L, 0x0F0E_0D0C_0B0A_0908L, 0x1716_1514_1312_1110L));
    }

    /** A second writing of the algorithm, word by word and after the paper alone. */
    @Test
    void agreesWithAPlainWriting() {
        final SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 20_000; i++) {
            final long low = random.nextLong();
            final long high = random.nextLong();
            final long a = random.nextLong() >> random.nextInt(64);
            final long b = random.nextLong() >> random.nextInt(64);
            final long c = random.nextLong() >> random.nextInt(64);
            assertEquals(plain(low, high, a, b, c), SipHash.of(low, high, a, b, c),
                "seed " + SEED);
        }
    }

    private static long plain(final long low, final long high, final long... words) {
        final long[] v = {low ^ 0x736f6d6570736575L, high ^ 0x646f72616e646f6dL,
            low ^ 0x6c7967656e657261L, high ^ 0x7465646279746573L};
        for (int i = 0; i <= words.length; i++) {
            final long message = i < words.length ? words[i] : (long) words.length * 8 << 56;
            v[3] ^= message;
            round(v);
            round(v);
            v[0] ^= message;
        }
        v[2] ^= 0xFF;
        for (int i = 0; i < 4; i++) {
            round(v);
        }
        return v[0] ^ v[1] ^ v[2] ^ v[3];
    }

    private static void round(final long[] v) {
        v[0] += v[1];
        v[1] = Long.rotateLeft(v[1], 13);
        v[1] ^= v[0];
        v[0] = Long.rotateLeft(v[0], 32);
        v[2] += v[3];
        v[3] = Long.rotateLeft(v[3], 16);
        v[3] ^= v[2];
        v[0] += v[3];
        v[3] = Long.rotateLeft(v[3], 21);
        v[3] ^= v[0];
        v[2] += v[1];
        v[1] = Long.rotateLeft(v[1], 17);
        v[1] ^= v[2];
        v[2] = Long.rotateLeft(v[2], 32);
    }

    @Test
    void everyBitOfKeyAndWordsCounts() {
        final long sound = SipHash.of(1, 2, 3, 4, 5);
        for (int bit = 0; bit < 64; bit++) {
            final long flip = 1L << bit;
            assertTrue(sound != SipHash.of(1 ^ flip, 2, 3, 4, 5), "low key, bit " + bit);
            assertTrue(sound != SipHash.of(1, 2 ^ flip, 3, 4, 5), "high key, bit " + bit);
            assertTrue(sound != SipHash.of(1, 2, 3 ^ flip, 4, 5), "first word, bit " + bit);
            assertTrue(sound != SipHash.of(1, 2, 3, 4 ^ flip, 5), "second word, bit " + bit);
            assertTrue(sound != SipHash.of(1, 2, 3, 4, 5 ^ flip), "third word, bit " + bit);
        }
    }
}
