package io.clearline.adapters.json;

import io.clearline.engine.record.sbe.RejectCode;

/**
 * The faults of one message: by field in the contract's order, one per field, at most {@link #MAX},
 * the first in order. Reused; not thread-safe.
 */
final class FormErrors {
    /** How many rejects an answer lists. */
    static final int MAX = 64;

    private final long[] keys = new long[MAX + 1];
    private final RejectCode[] codes = new RejectCode[MAX + 1];
    private int size;
    private boolean firstAlone;

    /**
     * Forgets all faults.
     *
     * @param onlyFirst whether just the fault that is added first is kept
     */
    void reset(final boolean onlyFirst) {
        size = 0;
        firstAlone = onlyFirst;
    }

    /** Adds a fault; of two at one field the first stays. */
    void add(final long key, final RejectCode code) {
        if (firstAlone && size > 0) {
            return;
        }
        int place = size;
        while (place > 0 && keys[place - 1] > key) {
            place--;
        }
        if (place > 0 && keys[place - 1] == key) {
            return;
        }
        for (int i = size; i > place; i--) {
            keys[i] = keys[i - 1];
            codes[i] = codes[i - 1];
        }
        keys[place] = key;
        codes[place] = code;
        size = Math.min(size + 1, MAX);
    }

    int size() {
        return size;
    }

    long key(final int index) {
        return keys[index];
    }

    RejectCode code(final int index) {
        return codes[index];
    }
}
