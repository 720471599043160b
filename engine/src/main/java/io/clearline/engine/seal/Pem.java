package io.clearline.engine.seal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The textual encoding of keys, RFC 7468. */
final class Pem {
    static final String PRIVATE = "PRIVATE KEY";
    static final String PUBLIC = "PUBLIC KEY";

    private static final int LINE_CHARACTERS = 64;

    private Pem() {
    }

    static String of(final String label, final byte[] der) {
        final Base64.Encoder encoder = Base64.getMimeEncoder(
            LINE_CHARACTERS, "\n".getBytes(StandardCharsets.US_ASCII));
        return begin(label) + "\n" + encoder.encodeToString(der) + "\n" + end(label) + "\n";
    }

    /** Returns the contents of all parts with the label; text around them is passed over. */
    static List<byte[]> parse(final String label, final String text) {
        final List<byte[]> parts = new ArrayList<>();
        int at = text.indexOf(begin(label));
        while (at >= 0) {
            final int from = at + begin(label).length();
            final int to = text.indexOf(end(label), from);
            if (to < 0) {
                throw new SealFormatException("'" + begin(label) + "' has no end");
            }
            try {
                parts.add(Base64.getDecoder().decode(
                    text.substring(from, to).replaceAll("\\s", "")));
            } catch (final IllegalArgumentException e) {
                throw new SealFormatException("what follows '" + begin(label)
                    + "' is not in Base64", e);
            }
            at = text.indexOf(begin(label), to);
        }
        return parts;
    }

    private static String begin(final String label) {
        return "-----BEGIN " + label + "-----";
    }

    private static String end(final String label) {
        return "-----END " + label + "-----";
    }
}
