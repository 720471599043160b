package io.clearline.adapters.webhook;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs what is posted: HMAC-SHA-256 (RFC 2104) over the time, a point and the body. Stateless. */
public final class Signature {
    /** The header that carries it. */
    public static final String HEADER = "Clearline-Signature";
    private static final String ALGORITHM = "HmacSHA256";

    private Signature() {
    }

    /**
     * Returns the header's value.
     *
     * @param secret as it was shown when the webhook was made
     * @param timeS when it is sent, in s since 1970-01-01T00:00Z: receivers refuse what is old
     */
    public static String of(final String secret, final long timeS, final byte[] body) {
        try {
            final Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.US_ASCII), ALGORITHM));
            mac.update((timeS + ".").getBytes(StandardCharsets.US_ASCII));
            return "t=" + timeS + ",v1=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (final NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}
