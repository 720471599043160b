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
     * Entry 8 of the reference implementation's table vectors_sip64: key 00 01 .. 0f, message
     * 00 01 .. 07, hash 62 24 93 9a 79 f5 f5 93 as bytes, the lowest first.
     */
    @Test
    void thePublishedVectorForEightBytes() {
        assertEquals(
            0x93F5_F579_9A93_2462L, SipHash.of(KEY_LOW, KEY_HIGH, 0x0706_0504_0302_0100L));
    }

    /** A second writing of the algorithm, byte by byte and after the paper alone. */
    @Test
    void agreesWithAPlainWriting() {
        final SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 20_000; i++) {
            final long low = random.nextLong();
            final long high = random.nextLong();
            final long word = random.nextLong() >> random.nextInt(64);
            assertEquals(plain(low, high, word), SipHash.of(low, high, word), "seed " + SEED);
        }
    }

    private static long plain(final long low, final long high, final long word) {
        final long[] v = {low ^ 0x736f6d6570736575L, high ^ 0x646f72616e646f6dL,
            low ^ 0x6c7967656e657261L, high ^ 0x7465646279746573L};
        for (final long message : new long[] {word, 8L << 56}) {
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
    void everyBitOfKeyAndWordCounts() {
        final long sound = SipHash.of(1, 2, 3);
        for (int bit = 0; bit < 64; bit++) {
            assertTrue(sound != SipHash.of(1 ^ 1L << bit, 2, 3), "low key, bit " + bit);
            assertTrue(sound != SipHash.of(1, 2 ^ 1L << bit, 3), "high key, bit " + bit);
            assertTrue(sound != SipHash.of(1, 2, 3 ^ 1L << bit), "word, bit " + bit);
        }
    }
}
