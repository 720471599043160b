package io.clearline.engine.control;

import java.util.Arrays;
import org.agrona.collections.Int2IntCounterMap;

/**
 * What fields the controls are filed by, as whole texts or as beginnings of one length, and a few
 * bits of every text that something is filed under. Most declarations have values under which
 * nothing stands: the bits tell so, out of the first caches, before any place is looked up. It may
 * err the other way only. Searching allocates nothing; one thread.
 */
final class Sieve {
    /** As a length: whole texts. */
    static final int WHOLE = 0;

    private static final int LEAST_BITS = 1 << 12;
    /** Beyond this it would push other things out of the caches. */
    private static final int MOST_BITS = 1 << 20;
    private static final int BITS_PER_TEXT = 16;
    private static final int LEAST_STALE = 64;

    private ControlField[] fields = new ControlField[0];
    private int[] lengths = new int[0];
    private int[] sizes = new int[0];
    /** How often each hash is filed. */
    private final Int2IntCounterMap hashes = new Int2IntCounterMap(0);
    private long[] bits = new long[LEAST_BITS / Long.SIZE];
    /** Hashes that are no longer filed, but whose bits may be set. */
    private int stale;

    /** Returns how many pairs of a field and a length there are. */
    int size() {
        return fields.length;
    }

    ControlField field(final int at) {
        return fields[at];
    }

    int length(final int at) {
        return lengths[at];
    }

    /** Tells whether something may be filed under a text of the field at an index. */
    boolean mayHave(final int at, final Slice text) {
        final int length = lengths[at];
        if (length > text.length()) {
            return false;
        }
        final int print = length == WHOLE ? text.fingerprint() : text.fingerprint(length);
        final int hash = hash(print, fields[at], length);
        return (bits[hash / Long.SIZE & bits.length - 1] & 1L << hash) != 0;
    }

    private static int hash(final int print, final ControlField field, final int length) {
        final int hash = (print + (field.number() << 8 | length)) * 0xC2B2AE3D;
        return (hash ^ hash >>> 15) & Integer.MAX_VALUE;
    }

    void add(final ControlField field, final int length, final Slice text) {
        int at = find(field, length);
        if (at < 0) {
            at = fields.length;
            fields = Arrays.copyOf(fields, at + 1);
            lengths = Arrays.copyOf(lengths, at + 1);
            sizes = Arrays.copyOf(sizes, at + 1);
            fields[at] = field;
            lengths[at] = length;
        }
        sizes[at]++;
        final int hash = hash(text.fingerprint(text.length()), field, length);
        hashes.incrementAndGet(hash);
        set(hash);
        final int bitCount = bits.length * Long.SIZE;
        if (hashes.size() * BITS_PER_TEXT > bitCount && bitCount < MOST_BITS) {
            setAnew(bits.length * 2);
        }
    }

    private void setAnew(final int words) {
        bits = new long[words];
        stale = 0;
        hashes.forEach((filed, count) -> set(filed));
    }

    void remove(final ControlField field, final int length, final Slice text) {
        final int at = find(field, length);
        final int hash = hash(text.fingerprint(text.length()), field, length);
        // Its bit may be another's too, so that it stays a while: a look-up in vain now and then.
        if (hashes.decrementAndGet(hash) == 0 && ++stale > LEAST_STALE + hashes.size()) {
            setAnew(bits.length);
        }
        if (--sizes[at] == 0) {
            fields = without(fields, at);
            lengths = without(lengths, at);
            sizes = without(sizes, at);
        }
    }

    private void set(final int hash) {
        bits[hash / Long.SIZE & bits.length - 1] |= 1L << hash;
    }

    private int find(final ControlField field, final int length) {
        for (int i = 0; i < fields.length; i++) {
            if (fields[i] == field && lengths[i] == length) {
                return i;
            }
        }
        return -1;
    }

    private static ControlField[] without(final ControlField[] all, final int at) {
        final ControlField[] rest = Arrays.copyOf(all, all.length - 1);
        System.arraycopy(all, at + 1, rest, at, rest.length - at);
        return rest;
    }

    private static int[] without(final int[] all, final int at) {
        final int[] rest = Arrays.copyOf(all, all.length - 1);
        System.arraycopy(all, at + 1, rest, at, rest.length - at);
        return rest;
    }
}
