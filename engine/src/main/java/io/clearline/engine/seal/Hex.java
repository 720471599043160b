package io.clearline.engine.seal;

import java.util.HexFormat;

/** Bytes as lower-case hex digits and in no other form, so that one value has one text. */
final class Hex {
    private Hex() {
    }

    static String of(final byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /** Reads hex digits of exactly {@code length} bytes. */
    static byte[] parse(final String hex, final int length) {
        final byte[] bytes = parse(hex);
        if (bytes.length != length) {
            throw new SealFormatException("'" + hex + "' has not the " + 2 * length
                + " hex digits that belong here");
        }
        return bytes;
    }

    /** Reads hex digits. */
    static byte[] parse(final String hex) {
        try {
            final byte[] bytes = HexFormat.of().parseHex(hex);
            if (of(bytes).equals(hex)) {
                return bytes;
            }
        } catch (final IllegalArgumentException e) {
            throw new SealFormatException("'" + hex + "' is not made of hex digits", e);
        }
        throw new SealFormatException("'" + hex + "' has hex digits in upper case");
    }
}
