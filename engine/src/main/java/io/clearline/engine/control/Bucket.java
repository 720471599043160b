package io.clearline.engine.control;

import java.util.Arrays;

/** Controls filed in one place, in no order that anyone may rely on. */
final class Bucket {
    private Control[] controls = new Control[2];
    private int size;

    int size() {
        return size;
    }

    Control get(final int index) {
        return controls[index];
    }

    void add(final Control control) {
        if (size == controls.length) {
            controls = Arrays.copyOf(controls, size * 2);
        }
        controls[size++] = control;
    }

    void remove(final Control control) {
        for (int i = 0; i < size; i++) {
            if (controls[i] == control) {
                controls[i] = controls[--size];
                controls[size] = null;
                return;
            }
        }
    }

    void clear() {
        Arrays.fill(controls, 0, size, null);
        size = 0;
    }
}
