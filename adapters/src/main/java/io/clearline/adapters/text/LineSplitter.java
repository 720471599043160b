package io.clearline.adapters.text;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts a stream into lines without making a text of any: the line stands in {@link #buffer} until
 * the next call. A line ends with LF, CR LF or the end of the stream; a byte order mark at the very
 * front is passed over. A line longer than the limit is passed over too and reported as {@link
 * #tooLong}.
 */
public final class LineSplitter {
    private static final int FIRST_BYTES = 1 << 20;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final InputStream in;
    private final int lineBytesMax;
    private byte[] buffer;
    private int start;
    private int scanned;
    private int end;
    private int length;
    private long number;
    private boolean tooLong;
    private boolean atEnd;

    /** Creates a splitter; one thread's. */
    public LineSplitter(final InputStream in, final int lineBytesMax) {
        this.in = in;
        this.lineBytesMax = lineBytesMax;
        this.buffer = new byte[Math.min(FIRST_BYTES, lineBytesMax + 2)];
    }

    /** Moves to the next line; returns whether there is one. */
    public boolean next() throws IOException {
        start = scanned;
        tooLong = false;
        while (true) {
            for (int i = scanned; i < end; i++) {
                if (buffer[i] == '\n') {
                    scanned = i + 1;
                    return found(i);
                }
            }
            scanned = end;
            if (atEnd) {
                return end > start && found(end) || tooLong && found(start);
            }
            fill();
        }
    }

    private boolean found(final int lineEnd) {
        number++;
        length = lineEnd - start;
        if (length > 0 && buffer[lineEnd - 1] == '\r') {
            length--;
        }
        if (number == 1 && length >= 3
            && Arrays.equals(buffer, start, start + 3, BYTE_ORDER_MARK, 0, 3)) {
            start += 3;
            length -= 3;
        }
        tooLong |= length > lineBytesMax;
        return true;
    }

    private void fill() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            scanned -= start;
            start = 0;
        }
        if (end == buffer.length && end < lineBytesMax + 2) {
            buffer = Arrays.copyOf(buffer, (int) Math.min(2L * end, lineBytesMax + 2L));
        }
        if (end == buffer.length) {
            // Longer than any command may be: what was read of it is let go, the rest follows.
            tooLong = true;
            end = 0;
            scanned = 0;
        }
        final int count = in.read(buffer, end, buffer.length - end);
        atEnd = count < 0;
        end += Math.max(count, 0);
    }

    public byte[] buffer() {
        return buffer;
    }

    /** Index of the line's first byte. */
    public int offset() {
        return start;
    }

    /** Length of the line in bytes, without its end; means nothing if {@link #tooLong}. */
    public int length() {
        return length;
    }

    /** Number of the line, from 1. */
    public long number() {
        return number;
    }

    public boolean tooLong() {
        return tooLong;
    }
}
