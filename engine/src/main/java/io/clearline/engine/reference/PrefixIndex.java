package io.clearline.engine.reference;

import java.util.BitSet;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * Finds the rows whose tariff prefix begins a code: one look-up for each length of prefix that occurs, so
 * that the cost does not depend on how many rows there are. Reading allocates nothing.
 *
 * @param <R> the row, linked to the next of the same prefix
 */
final class PrefixIndex<R extends PrefixIndex.Row<R>> {
    /** A row that can be linked to others of its prefix. */
    abstract static class Row<R> {
        private R next;

        /** Returns the next row of the same prefix, or null. */
        final R next() {
            return next;
        }
    }

    private static final int HEADING_DIGITS = 4;
    private static final int HEADINGS = 10_000;

    private final Long2ObjectHashMap<R> heads = new Long2ObjectHashMap<>();
    /** Headings (the first four digits) under which there ever was a row: most goods have none. */
    private final BitSet headings = new BitSet(HEADINGS);
    private int lengths;

    /** Adds a row in front of those of its prefix. */
    void add(final long hsKey, final R row) {
        ((Row<R>) row).next = heads.get(hsKey);
        heads.put(hsKey, row);
        lengths |= 1 << HsKey.digits(hsKey);
        final int number = (int) HsKey.number(hsKey);
        switch (HsKey.digits(hsKey)) {
            case 2 -> headings.set(number * 100, number * 100 + 100);
            case 3 -> headings.set(number * 10, number * 10 + 10);
            default -> headings.set(heading(HsKey.number(hsKey), HsKey.digits(hsKey)));
        }
    }

    /** Returns the first four digits; codes have 8 or 10, and dividing by a constant is cheap. */
    private static int heading(final long number, final int digits) {
        return switch (digits) {
            case 8 -> (int) (number / 10_000);
            case 10 -> (int) (number / 1_000_000);
            default -> (int) HsKey.number(HsKey.prefix(number, digits, HEADING_DIGITS));
        };
    }

    /** Tells whether no row can begin a code, without looking for any. */
    boolean isEmptyFor(final long number, final int digits) {
        return !headings.get(heading(number, digits));
    }

    /** Takes a row out. */
    void remove(final long hsKey, final R row) {
        R previous = null;
        for (R at = heads.get(hsKey); at != row; at = at.next()) {
            previous = at;
        }
        final R after = row.next();
        if (previous != null) {
            ((Row<R>) previous).next = after;
        } else if (after != null) {
            heads.put(hsKey, after);
        } else {
            heads.remove(hsKey);
        }
    }

    /** Returns which lengths of prefix occur, bit n for n digits. */
    int lengths() {
        return lengths;
    }

    /** Returns the first row of a prefix, or null. */
    R head(final long number, final int digits, final int prefixDigits) {
        return heads.get(HsKey.prefix(number, digits, prefixDigits));
    }
}
