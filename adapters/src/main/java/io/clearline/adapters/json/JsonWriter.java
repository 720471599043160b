package io.clearline.adapters.json;

import io.clearline.adapters.text.Times;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.agrona.DirectBuffer;

/**
 * Writes JSON bytes into an array that grows and is reused. It knows the few forms that answers
 * have and leaves commas and braces to the caller, which writes them as part of constant pieces.
 * Not thread-safe.
 */
final class JsonWriter {
    private static final byte[] HEX = ascii("0123456789abcdef");
    private static final byte[] NULL = ascii("null");

    private byte[] bytes = new byte[1024];
    private int length;

    /** Returns a constant piece of ASCII. */
    static byte[] ascii(final String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Returns the names of an enum's constants as JSON texts, by ordinal. */
    static byte[][] names(final Enum<?>[] constants) {
        return Arrays.stream(constants)
            .map(constant -> ascii('"' + constant.name() + '"')).toArray(byte[][]::new);
    }

    JsonWriter reset() {
        length = 0;
        return this;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    private void require(final int count) {
        if (bytes.length - length < count) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
        }
    }

    JsonWriter raw(final byte[] piece) {
        require(piece.length);
        System.arraycopy(piece, 0, bytes, length, piece.length);
        length += piece.length;
        return this;
    }

    JsonWriter raw(final char single) {
        require(1);
        bytes[length++] = (byte) single;
        return this;
    }

    JsonWriter nothing() {
        return raw(NULL);
    }

    /** Writes a text, quoted; nothing is allocated for one of ASCII. */
    JsonWriter text(final String text) {
        final int start = length;
        raw('"');
        int at = 0;
        while (at < text.length() && text.charAt(at) < 0x80) {
            escaped((byte) text.charAt(at++));
        }
        if (at == text.length()) {
            return raw('"');
        }
        length = start;
        final byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        raw('"');
        for (final byte next : utf8) {
            escaped(next);
        }
        return raw('"');
    }

    /** Writes the first {@code count} bytes of UTF-8 as a text, quoted. */
    JsonWriter text(final byte[] utf8, final int count) {
        raw('"');
        for (int i = 0; i < count; i++) {
            escaped(utf8[i]);
        }
        return raw('"');
    }

    /** Writes UTF-8 bytes as a text, quoted. */
    JsonWriter text(final DirectBuffer buffer, final int offset, final int count) {
        return raw('"').endText(buffer, offset, count);
    }

    /** Writes UTF-8 bytes as the end of a text that has begun, and its closing quote. */
    JsonWriter endText(final DirectBuffer buffer, final int offset, final int count) {
        for (int i = offset; i < offset + count; i++) {
            escaped(buffer.getByte(i));
        }
        return raw('"');
    }

    private void escaped(final byte next) {
        require(6);
        if (next == '"' || next == '\\') {
            bytes[length++] = '\\';
            bytes[length++] = next;
        } else if (next >= 0x20 || next < 0) {
            bytes[length++] = next;
        } else {
            bytes[length++] = '\\';
            bytes[length++] = 'u';
            bytes[length++] = '0';
            bytes[length++] = '0';
            bytes[length++] = HEX[next >> 4];
            bytes[length++] = HEX[next & 0xF];
        }
    }

    /** Writes an integer. */
    JsonWriter number(final long value) {
        if (value < 0) {
            raw('-');
        }
        return digits(Math.abs(value), digitCount(Math.abs(value)));
    }

    /** Writes the last {@code count} digits of a number of 0 or above, with leading zeros. */
    JsonWriter digits(final long value, final int count) {
        require(count);
        long rest = value;
        for (int i = length + count - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += count;
        return this;
    }

    private static int digitCount(final long value) {
        int count = 1;
        for (long rest = value / 10; rest > 0; rest /= 10) {
            count++;
        }
        return count;
    }

    /** Writes a scaled number as a quoted decimal with all its {@code decimals}. */
    JsonWriter decimal(final long value, final int decimals) {
        raw('"');
        if (value < 0) {
            raw('-');
        }
        long scale = 1;
        for (int i = 0; i < decimals; i++) {
            scale *= 10;
        }
        final long size = Math.abs(value);
        digits(size / scale, digitCount(size / scale));
        if (decimals > 0) {
            raw('.').digits(size % scale, decimals);
        }
        return raw('"');
    }

    /** Writes 16 hex digits. */
    JsonWriter hex(final long value) {
        return hex(value, 16);
    }

    /** Writes 8 hex digits. */
    JsonWriter hex32(final int value) {
        return hex(value, 8);
    }

    private JsonWriter hex(final long value, final int digits) {
        require(digits);
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
            bytes[length++] = HEX[(int) (value >>> shift & 0xF)];
        }
        return this;
    }

    /** Writes a time as ISO 8601 in UTC+8, quoted. */
    JsonWriter time(final long timeMs) {
        raw('"');
        require(Times.LENGTH);
        Times.put(bytes, length, timeMs);
        length += Times.LENGTH;
        return raw('"');
    }
}
