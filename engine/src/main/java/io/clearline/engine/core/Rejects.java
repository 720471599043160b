package io.clearline.engine.core;

import io.clearline.engine.record.sbe.RejectCode;

/** The first 64 rejects in the order of their paths; one for each path. Reused. */
final class Rejects {
    /** At most so many are listed (contract section 3). */
    static final int MOST = 64;

    private final long[] keys = new long[MOST];
    private final RejectCode[] codes = new RejectCode[MOST];
    private int size;

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    long key(final int index) {
        return keys[index];
    }

    RejectCode code(final int index) {
        return codes[index];
    }

    /** Adds a reject; where the path has one already, that one stays. */
    void add(final long key, final RejectCode code) {
        int at = size;
        while (at > 0 && keys[at - 1] > key) {
            at--;
        }
        if (at > 0 && keys[at - 1] == key || at == MOST) {
            return;
        }
        final int moved = Math.min(size, MOST - 1) - at;
        System.arraycopy(keys, at, keys, at + 1, moved);
        System.arraycopy(codes, at, codes, at + 1, moved);
        keys[at] = key;
        codes[at] = code;
        size = Math.min(size + 1, MOST);
    }

    /** Takes a reject back. */
    void remove(final long key, final RejectCode code) {
        for (int i = 0; i < size; i++) {
            if (keys[i] == key && codes[i] == code) {
                size--;
                System.arraycopy(keys, i + 1, keys, i, size - i);
                System.arraycopy(codes, i + 1, codes, i, size - i);
            }
        }
    }

    /** Tells whether some path is at fault. */
    boolean has(final long key) {
        for (int i = 0; i < size; i++) {
            if (keys[i] == key) {
                return true;
            }
        }
        return false;
    }
}
