package io.clearline.engine.control;

import java.util.Arrays;
import org.agrona.collections.Int2IntCounterMap;

/**
 * What fields the controls are filed by, as whole texts or as beginnings of one length, alone or with a
 * second field, and a few bits of all texts that something is filed under. Most declarations have values under which
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

    /**
     * What texts are filed by.
     *
     * @param length of beginnings, or {@link #WHOLE}
     * @param also the field whose whole text counts, too, or null
     */
    record Row(ControlField field, int length, ControlField also) {
    }

    private Row[] rows = new Row[0];
    private int[] sizes = new int[0];
    /** How often each hash is filed. */
    private final Int2IntCounterMap hashes = new Int2IntCounterMap(0);
    private long[] bits = new long[LEAST_BITS / Long.SIZE];
    /** Hashes that are no longer filed, but whose bits may be set. */
    private int stale;

    /** Returns how many rows there are. */
    int size() {
        return rows.length;
    }

    Row row(final int at) {
        return rows[at];
    }

    /**
     * Tells whether something may be filed under the texts of a row's fields.
     *
     * @param also null where the row has no second field
     */
    boolean mayHave(final int at, final Slice text, final Slice also) {
        final Row row = rows[at];
        if (row.length > text.length()) {
            return false;
        }
        final int print = row.length == WHOLE ? text.fingerprint() : text.fingerprint(row.length);
        final int hash = hash(print, row, also);
        return (bits[hash / Long.SIZE & bits.length - 1] & 1L << hash) != 0;
    }

    private static int hash(final int print, final Row row, final Slice also) {
        int hash = (print + (row.field.number() << 8 | row.length)) * 0xC2B2AE3D;
        if (also != null) {
            hash = (hash ^ hash >>> 15) + also.fingerprint() * 0x27D4EB2F + row.also.number();
            hash *= 0x165667B1;
        }
        return (hash ^ hash >>> 15) & Integer.MAX_VALUE;
    }

    void add(final Row row, final Slice text, final Slice also) {
        int at = find(row);
        if (at < 0) {
            at = rows.length;
            rows = Arrays.copyOf(rows, at + 1);
            sizes = Arrays.copyOf(sizes, at + 1);
            rows[at] = row;
        }
        sizes[at]++;
        final int hash = hash(text.fingerprint(text.length()), row, also);
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

    void remove(final Row row, final Slice text, final Slice also) {
        final int at = find(row);
        final int hash = hash(text.fingerprint(text.length()), row, also);
        // Its bit may be another's too, so that it stays a while: a look-up in vain now and then.
        if (hashes.decrementAndGet(hash) == 0 && ++stale > LEAST_STALE + hashes.size()) {
            setAnew(bits.length);
        }
        if (--sizes[at] == 0) {
            final int last = rows.length - 1;
            System.arraycopy(rows, at + 1, rows, at, last - at);
            System.arraycopy(sizes, at + 1, sizes, at, last - at);
            rows = Arrays.copyOf(rows, last);
            sizes = Arrays.copyOf(sizes, last);
        }
    }

    private void set(final int hash) {
        bits[hash / Long.SIZE & bits.length - 1] |= 1L << hash;
    }

    private int find(final Row row) {
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].equals(row)) {
                return i;
            }
        }
        return -1;
    }
}
