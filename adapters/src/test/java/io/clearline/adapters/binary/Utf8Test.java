package io.clearline.adapters.binary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** What is UTF-8, beside the library's decoder. */
class Utf8Test {
    private static final long SEED = 2026_11;
    private static final int ROUNDS = 200_000;
    /** First bytes, next ones and those on which the rules turn. */
    private static final int[] BYTES = {0, 'a', 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1,
        0xC2, 0xDF, 0xE0, 0xE1, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF4, 0xF5, 0xFF};

    private static boolean byLibrary(final byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (final CharacterCodingException e) {
            return false;
        }
    }

    @Test
    void isWhatTheLibraryTakesForIt() {
        final SplittableRandom random = new SplittableRandom(SEED);
        int valid = 0;
        for (int round = 0; round < ROUNDS; round++) {
            final byte[] bytes = new byte[random.nextInt(6)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) BYTES[random.nextInt(BYTES.length)];
            }
            final boolean is = byLibrary(bytes);
            assertEquals(is, Utf8.isValid(new UnsafeBuffer(bytes), 0, bytes.length),
                "seed " + SEED + " round " + round);
            valid += is ? 1 : 0;
        }
        assertTrue(valid > ROUNDS / 50 && valid < ROUNDS / 2, "valid " + valid);
    }
}
