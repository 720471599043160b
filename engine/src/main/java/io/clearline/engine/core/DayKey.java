package io.clearline.engine.core;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The key of one day's random draws: the first 16 bytes of SHA-256 over {@code clearline draws}, the
 * secret (16 bytes, low half first) and the day (4 bytes), little endian. What one day's key is tells
 * nothing about another's. Its commitment is SHA-256 over {@code clearline commitment} and those 16
 * bytes. Reused; allocates nothing. Not thread-safe.
 */
public final class DayKey {
    private static final byte[] DRAWS = "clearline draws".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] COMMITMENT =
        "clearline commitment".getBytes(StandardCharsets.US_ASCII);
    private static final int KEY_LENGTH = 16;
    private static final int HASH_LENGTH = 32;

    private final MessageDigest sha256;
    private final byte[] bytes = new byte[HASH_LENGTH];
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
    private long secretLow;
    private long secretHigh;
    private int day = Integer.MIN_VALUE;
    private long low;
    private long high;

    /** Creates the key of no day. */
    public DayKey() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Derives the key of a day, unless it is that already. */
    public DayKey derive(final long fromLow, final long fromHigh, final int ofDay) {
        if (ofDay != day || fromLow != secretLow || fromHigh != secretHigh) {
            secretLow = fromLow;
            secretHigh = fromHigh;
            day = ofDay;
            put(fromLow, fromHigh);
            buffer.putInt(KEY_LENGTH, ofDay, ByteOrder.LITTLE_ENDIAN);
            digest(DRAWS, KEY_LENGTH + Integer.BYTES);
            low = buffer.getLong(0, ByteOrder.LITTLE_ENDIAN);
            high = buffer.getLong(Long.BYTES, ByteOrder.LITTLE_ENDIAN);
        }
        return this;
    }

    /** Returns the low half of the key. */
    public long low() {
        return low;
    }

    /** Returns the high half of the key. */
    public long high() {
        return high;
    }

    /**
     * Returns a quarter of the commitment to a key.
     *
     * @param word which eight bytes, 0 to 3, read little endian
     */
    public long commitment(final long keyLow, final long keyHigh, final int word) {
        put(keyLow, keyHigh);
        digest(COMMITMENT, KEY_LENGTH);
        return buffer.getLong(word * Long.BYTES, ByteOrder.LITTLE_ENDIAN);
    }

    private void put(final long first, final long second) {
        buffer.putLong(0, first, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(Long.BYTES, second, ByteOrder.LITTLE_ENDIAN);
    }

    private void digest(final byte[] purpose, final int length) {
        sha256.update(purpose);
        sha256.update(bytes, 0, length);
        try {
            sha256.digest(bytes, 0, HASH_LENGTH);
        } catch (final DigestException e) {
            throw new IllegalStateException("32 bytes hold a SHA-256", e);
        }
    }
}
