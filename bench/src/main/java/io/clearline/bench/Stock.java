package io.clearline.bench;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * What traders have on the island, as the stream remembers it: lots of goods, found at random or by
 * trader. A lot that is nearly used up is passed over. Not thread-safe.
 */
final class Stock {
    private static final int TRIES = 16;

    private final long least;
    private final int[] firstOfTrader;
    private int[] next = new int[1024];
    private int[] traders = new int[1024];
    private int[] accounts = new int[1024];
    private long[] left = new long[1024];
    private int size;

    Stock(final int traderCount, final long least) {
        this.least = least;
        firstOfTrader = new int[traderCount];
        Arrays.fill(firstOfTrader, -1);
    }

    void add(final int trader, final int account, final long quantity) {
        if (quantity < least) {
            return;
        }
        if (size == next.length) {
            next = Arrays.copyOf(next, size * 2);
            traders = Arrays.copyOf(traders, size * 2);
            accounts = Arrays.copyOf(accounts, size * 2);
            left = Arrays.copyOf(left, size * 2);
        }
        traders[size] = trader;
        accounts[size] = account;
        left[size] = quantity;
        next[size] = firstOfTrader[trader];
        firstOfTrader[trader] = size++;
    }

    /** Returns some lot, or -1. */
    int any(final SplittableRandom random) {
        for (int i = 0; i < TRIES && size > 0; i++) {
            final int lot = random.nextInt(size);
            if (left[lot] >= least) {
                return lot;
            }
        }
        return -1;
    }

    /** Returns the first lot of a trader that is worth it, or -1. */
    int first(final int trader) {
        return worth(firstOfTrader[trader]);
    }

    /** Returns the trader's lot behind another, or -1. */
    int next(final int lot) {
        return worth(next[lot]);
    }

    private int worth(final int from) {
        int lot = from;
        while (lot >= 0 && left[lot] < least) {
            lot = next[lot];
        }
        return lot;
    }

    int trader(final int lot) {
        return traders[lot];
    }

    int account(final int lot) {
        return accounts[lot];
    }

    /** Takes a part of a lot and returns how much. */
    long take(final int lot, final int perMille) {
        final long taken = Math.max(1, left[lot] / 1000 * perMille);
        left[lot] -= taken;
        return taken;
    }
}
