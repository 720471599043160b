package io.clearline.adapters.json;

import io.clearline.engine.record.sbe.InputKind;
import io.clearline.engine.record.sbe.Regime;
import java.util.Arrays;

/** The inputs of made goods, of all items of a message, in columns that are reused. */
final class InputTable {
    static final int MOST = 50;

    InputKind[] kind = new InputKind[MOST];
    long[] hs = new long[MOST];
    int[] hsDigits = new int[MOST];
    int[] origin = new int[MOST];
    long[] quantity = new long[MOST];
    long[] value = new long[MOST];
    Regime[] regime = new Regime[MOST];
    int[] code = new int[MOST];
    private int size;

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    /** Appends a row and returns its number. */
    int add() {
        if (size == hs.length) {
            final int capacity = size * 2;
            kind = Arrays.copyOf(kind, capacity);
            hs = Arrays.copyOf(hs, capacity);
            hsDigits = Arrays.copyOf(hsDigits, capacity);
            origin = Arrays.copyOf(origin, capacity);
            quantity = Arrays.copyOf(quantity, capacity);
            value = Arrays.copyOf(value, capacity);
            regime = Arrays.copyOf(regime, capacity);
            code = Arrays.copyOf(code, capacity);
        }
        return size++;
    }
}
