package io.clearline.engine.core;

/**
 * SipHash-2-4 of three 64-bit words (Aumasson and Bernstein, "SipHash: a fast short-input PRF"): without
 * the key its outputs cannot be told from random ones.
 */
final class SipHash {
    /** The length byte of a message of 24 bytes stands alone in the last word. */
    private static final long LENGTH_WORD = 24L << 56;

    private SipHash() {
    }

    /** Returns the hash of three words. */
    static long of(
        final long keyLow, final long keyHigh, final long a, final long b, final long c) {
        long v0 = keyLow ^ 0x736f6d6570736575L;
        long v1 = keyHigh ^ 0x646f72616e646f6dL;
        long v2 = keyLow ^ 0x6c7967656e657261L;
        long v3 = keyHigh ^ 0x7465646279746573L;
        for (int round = 0; round < 12; round++) {
            final int word = round >>> 1;
            final long message = word == 0 ? a : word == 1 ? b : word == 2 ? c : LENGTH_WORD;
            if (round < 8 && (round & 1) == 0) {
                v3 ^= message;
            } else if (round == 8) {
                v2 ^= 0xFF;
            }
            v0 += v1;
            v2 += v3;
            v1 = Long.rotateLeft(v1, 13) ^ v0;
            v3 = Long.rotateLeft(v3, 16) ^ v2;
            v0 = Long.rotateLeft(v0, 32);
            v2 += v1;
            v0 += v3;
            v1 = Long.rotateLeft(v1, 17) ^ v2;
            v3 = Long.rotateLeft(v3, 21) ^ v0;
            v2 = Long.rotateLeft(v2, 32);
            if (round < 8 && (round & 1) == 1) {
                v0 ^= message;
            }
        }
        return v0 ^ v1 ^ v2 ^ v3;
    }
}
