package io.clearline.adapters.binary;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;

/** Tells UTF-8 from other bytes. Stateless. */
final class Utf8 {
    private Utf8() {
    }

    static boolean isValid(final DirectBuffer buffer, final int from, final int end) {
        int at = from;
        while (at < end && buffer.getByte(at) >= 0) {
            at++;
        }
        if (at == end) {
            return true;
        }
        final byte[] rest = new byte[end - at];
        buffer.getBytes(at, rest);
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(rest));
            return true;
        } catch (final CharacterCodingException e) {
            return false;
        }
    }
}
