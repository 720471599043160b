package io.clearline.engine.reference;

import io.clearline.engine.record.Letters;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/** Used machinery whose licence letters are lifted for a listed end user (HK-EXC, BAN-LIST). */
public final class Relaxed {
    private static final class Entry {
        private final long hsKey;
        private final long letters;
        private final Entry next;

        Entry(final long hsKey, final long letters, final Entry next) {
            this.hsKey = hsKey;
            this.letters = letters;
            this.next = next;
        }
    }

    private Entry[] byParty = new Entry[64];

    void put(final ReferenceRow row, final Parties parties) {
        final int party = parties.intern(new UnsafeBuffer(row.bytes(1)), 0);
        if (party >= byParty.length) {
            byParty = Arrays.copyOf(byParty, Math.max(byParty.length * 2, party + 1));
        }
        final byte[] letters = row.bytes(2);
        Entry kept = null;
        for (Entry at = byParty[party]; at != null; at = at.next) {
            kept = at.hsKey == row.number(0) ? kept : new Entry(at.hsKey, at.letters, kept);
        }
        byParty[party] = new Entry(
            row.number(0), Letters.of(new UnsafeBuffer(letters), 0, letters.length), kept);
    }

    /** Returns the letters lifted for a trader and a code, as {@link Letters}. */
    public long lifted(final int party, final long hs, final int digits) {
        long lifted = 0;
        if (party < byParty.length) {
            for (Entry at = byParty[party]; at != null; at = at.next) {
                final int length = HsKey.digits(at.hsKey);
                if (length <= digits && HsKey.prefix(hs, digits, length) == at.hsKey) {
                    lifted |= at.letters;
                }
            }
        }
        return lifted;
    }
}
