package io.clearline.engine.counter;

import java.util.Arrays;

/**
 * What is added to counters under one key: counter numbers, ascending, each with an amount of 0 and
 * above. Also the arithmetic of amounts. Reused; one thread.
 */
public final class Amounts {
    /**
     * An amount that no long can hold. It stays what it is whatever is added or taken, so that who
     * reads it knows that the true one is not known.
     */
    public static final long TOO_LARGE = Long.MAX_VALUE;

    private int[] counters = new int[16];
    private long[] amounts = new long[16];
    private int size;

    /** Empties it. */
    public void clear() {
        size = 0;
    }

    /** Adds the amount of a counter, whose number is above the last. */
    public void add(final int counter, final long amount) {
        if (size == counters.length) {
            counters = Arrays.copyOf(counters, size * 2);
            amounts = Arrays.copyOf(amounts, size * 2);
        }
        counters[size] = counter;
        amounts[size++] = amount;
    }

    int size() {
        return size;
    }

    int counter(final int index) {
        return counters[index];
    }

    long amount(final int index) {
        return amounts[index];
    }

    /** Adds two amounts of 0 and above. */
    public static long plus(final long a, final long b) {
        final long sum = a + b;
        return sum < 0 || a == TOO_LARGE || b == TOO_LARGE ? TOO_LARGE : sum;
    }

    /** Takes a part of an amount off it. */
    public static long minus(final long a, final long part) {
        return a == TOO_LARGE ? TOO_LARGE : a - part;
    }
}
