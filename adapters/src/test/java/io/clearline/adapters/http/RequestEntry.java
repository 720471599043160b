package io.clearline.adapters.http;

import io.clearline.adapters.identity.TokenFile;
import java.nio.charset.StandardCharsets;

/** Takes any bytes as what our own code reads of a request's headers and parameters, a line each. */
public final class RequestEntry {
    private RequestEntry() {
    }

    /** Takes bytes. */
    public static void take(final byte[] bytes) {
        // Jetty hands headers on as Latin-1, parameters as UTF-8.
        for (final String text : new String(bytes, StandardCharsets.ISO_8859_1).split("\n")) {
            final String secret = RequestText.bearer(text);
            if (secret.length() > text.length() || TokenFile.hash(secret).length() != 64) {
                throw new IllegalStateException("bearer: " + secret);
            }
        }
        for (final String text : new String(bytes, StandardCharsets.UTF_8).split("\n")) {
            final long number = RequestText.number(text);
            if (number < -1 || number >= 0 != text.matches("\\p{Digit}{1,18}")) {
                throw new IllegalStateException("number: " + number);
            }
        }
    }
}
