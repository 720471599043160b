package io.clearline.engine.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** The hash tells apart what differs and spreads what is alike. No proof, but it notices a slip. */
class Hash64Test {
    private static final long SEED = 0x4A54_2026L;
    private static final int KEYS = 500_000;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);

    private long hash(final String text) {
        final byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        buffer.putBytes(0, bytes);
        return Hash64.of(buffer, 0, bytes.length, 1);
    }

    @Test
    void referencesThatCountUpNeitherCollideNorCrowd() {
        final long[] hashes = new long[KEYS];
        final int[] low = new int[256];
        final int[] high = new int[256];
        for (int i = 0; i < KEYS; i++) {
            hashes[i] = hash("YP-" + i);
            low[(int) hashes[i] & 0xFF]++;
            high[(int) (hashes[i] >>> 56)]++;
        }
        Arrays.sort(hashes);
        for (int i = 1; i < KEYS; i++) {
            assertTrue(hashes[i] != hashes[i - 1], "two references with one hash");
        }
        final int even = KEYS / 256;
        for (int i = 0; i < 256; i++) {
            assertTrue(Math.abs(low[i] - even) < even / 4, "low byte " + i + ": " + low[i]);
            assertTrue(Math.abs(high[i] - even) < even / 4, "high byte " + i + ": " + high[i]);
        }
    }

    @Test
    void everyBitOfTheInputCounts() {
        final SplittableRandom random = new SplittableRandom(SEED);
        final byte[] bytes = new byte[37];
        long flipped = 0;
        int pairs = 0;
        for (int round = 0; round < 50; round++) {
            random.nextBytes(bytes);
            final int length = 1 + random.nextInt(bytes.length);
            buffer.putBytes(0, bytes);
            final long hash = Hash64.of(buffer, 0, length, round);
            for (int bit = 0; bit < length * 8; bit++) {
                buffer.putByte(bit >> 3, (byte) (bytes[bit >> 3] ^ 1 << (bit & 7)));
                final long changed = Hash64.of(buffer, 0, length, round) ^ hash;
                buffer.putByte(bit >> 3, bytes[bit >> 3]);
                assertTrue(changed != 0, "bit " + bit + " of seed " + SEED);
                flipped += Long.bitCount(changed);
                pairs++;
            }
        }
        final long percent = flipped * 100 / (64L * pairs);
        assertTrue(percent >= 48 && percent <= 52, percent + " % of the bits change");
    }

    @Test
    void lengthSeedAndNothingElseCount() {
        buffer.setMemory(0, 64, (byte) 0);
        final long[] byLength = new long[65];
        for (int length = 0; length <= 64; length++) {
            byLength[length] = Hash64.of(buffer, 0, length, 0);
        }
        assertEquals(65, Arrays.stream(byLength).distinct().count());
        assertTrue(Hash64.of(buffer, 0, 9, 1) != byLength[9]);
        buffer.putStringWithoutLengthAscii(3, "HK-0001");
        assertEquals(hash("HK-0001"), Hash64.of(
            new UnsafeBuffer("..HK-0001..".getBytes(StandardCharsets.US_ASCII)), 2, 7, 1));
    }

    /** Journals keep hashes of contents, so that the function must never change. */
    @Test
    void theFunctionIsFixed() {
        assertEquals(0x0L, Hash64.mix(0));
        assertEquals(7_586_229_389_948_787_077L, hash("Clearline 2026"));
    }
}
