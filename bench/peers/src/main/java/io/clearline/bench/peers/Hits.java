package io.clearline.bench.peers;

import java.util.Arrays;

/** Which rules matched a declaration, and on which items; 0 = the whole declaration. Reused. */
public final class Hits {
    private static final int ITEMS = 64;

    private int[] hits = new int[64];
    private int size;

    /** Takes a match. */
    public void hit(final int rule, final int item) {
        if (size == hits.length) {
            hits = Arrays.copyOf(hits, size * 2);
        }
        hits[size++] = rule * ITEMS + item;
    }

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    /** Returns the matches in an order that does not depend on how they came. */
    int[] sorted() {
        final int[] sorted = Arrays.copyOf(hits, size);
        Arrays.sort(sorted);
        return sorted;
    }

    static int rule(final int hit) {
        return hit / ITEMS;
    }

    static int item(final int hit) {
        return hit % ITEMS;
    }
}
