package io.clearline.engine.seal;

import java.util.Arrays;
import java.util.HexFormat;

/** A SHA-256 value: 32 bytes. Immutable. */
public final class Sha256 {
    /** Length in bytes. */
    public static final int LENGTH = 32;

    /** Stands where there is nothing to refer to: the first head has no previous one. */
    public static final Sha256 NONE = new Sha256(new byte[LENGTH]);

    private static final int SHORT_DIGITS = 16;

    private final byte[] bytes;

    private Sha256(final byte[] bytes) {
        this.bytes = bytes;
    }

    /** Copies one out of an array. */
    public static Sha256 of(final byte[] source, final int at) {
        return new Sha256(Arrays.copyOfRange(source, at, at + LENGTH));
    }

    /**
     * Reads 64 lower-case hex digits.
     *
     * @throws SealFormatException if it is anything else
     */
    public static Sha256 parse(final String hex) {
        return new Sha256(Hex.parse(hex, LENGTH));
    }

    /** Copies it into an array. */
    public void copyTo(final byte[] target, final int at) {
        System.arraycopy(bytes, 0, target, at, LENGTH);
    }

    /** Returns its first 16 hex digits, for people to recognise it by. */
    public String brief() {
        return toString().substring(0, SHORT_DIGITS);
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof Sha256 that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Returns all 64 hex digits. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
