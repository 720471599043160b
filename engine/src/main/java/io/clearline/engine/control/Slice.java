package io.clearline.engine.control;

import io.clearline.engine.memory.Bytes;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A text where it stands: UTF-8 bytes in some buffer. Moved, never copied; one thread. */
public final class Slice {
    private DirectBuffer buffer;
    private int offset;
    private int length;
    /** Of the whole text, once it was asked for; 0 = not yet. */
    private int fingerprint;

    /** Creates a text that is empty until it is moved. */
    public Slice() {
        this(new byte[0]);
    }

    /** Creates a text of its own bytes. */
    public Slice(final byte[] bytes) {
        move(new UnsafeBuffer(bytes), 0, bytes.length);
    }

    /** Moves to other bytes. */
    public Slice move(final DirectBuffer to, final int at, final int count) {
        buffer = to;
        offset = at;
        length = count;
        fingerprint = 0;
        return this;
    }

    /** Returns the buffer. */
    public DirectBuffer buffer() {
        return buffer;
    }

    /** Returns the index of the first byte. */
    public int offset() {
        return offset;
    }

    /** Returns the length in bytes. */
    public int length() {
        return length;
    }

    /** Returns the fingerprint of the whole text. */
    int fingerprint() {
        if (fingerprint == 0) {
            fingerprint = fingerprint(length);
        }
        return fingerprint;
    }

    /**
     * Returns a hash of how many bytes, from the first, and of the first and the last four of them:
     * good to tell most texts apart in little time.
     */
    int fingerprint(final int bytes) {
        int hash = bytes;
        if (bytes >= Integer.BYTES) {
            hash += buffer.getInt(offset) * 0x9E3779B1
                + buffer.getInt(offset + bytes - Integer.BYTES) * 0x85EBCA77;
        } else {
            for (int i = 0; i < bytes; i++) {
                hash = hash * 31 + buffer.getByte(offset + i);
            }
        }
        return hash ^ hash >>> 15;
    }

    boolean isSame(final Slice that) {
        return length == that.length && startsWith(that);
    }

    boolean startsWith(final Slice that) {
        return that.length <= length
            && Bytes.equal(buffer, offset, that.buffer, that.offset, that.length);
    }

    boolean endsWith(final Slice that) {
        return that.length <= length && Bytes.equal(
            buffer, offset + length - that.length, that.buffer, that.offset, that.length);
    }

    boolean contains(final Slice that) {
        // UTF-8 synchronizes itself: bytes that match at all match at a character.
        for (int at = offset; at <= offset + length - that.length; at++) {
            if (Bytes.equal(buffer, at, that.buffer, that.offset, that.length)) {
                return true;
            }
        }
        return false;
    }

    /** Compares by code points, which is the order of UTF-8 bytes without sign. */
    int compare(final Slice that) {
        final int common = Math.min(length, that.length);
        for (int i = 0; i < common; i++) {
            final int a = buffer.getByte(offset + i) & 0xFF;
            final int b = that.buffer.getByte(that.offset + i) & 0xFF;
            if (a != b) {
                return a - b;
            }
        }
        return length - that.length;
    }

    /** Returns how many code points there are. */
    int codePoints() {
        int count = 0;
        for (int i = 0; i < length; i++) {
            count += (buffer.getByte(offset + i) & 0xC0) == 0x80 ? 0 : 1;
        }
        return count;
    }

    /** Returns a copy of the bytes. */
    byte[] copy() {
        final byte[] bytes = new byte[length];
        buffer.getBytes(offset, bytes);
        return bytes;
    }

    static int compare(final byte[] a, final byte[] b) {
        return Arrays.compareUnsigned(a, b);
    }
}
