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

    void addAll(final Bucket that) {
        if (controls.length - size < that.size) {
            controls = Arrays.copyOf(controls, Math.max(controls.length * 2, size + that.size));
        }
        System.arraycopy(that.controls, 0, controls, size, that.size);
        size += that.size;
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

    /** Empties it; what stays behind in the array is overwritten by the next ones. */
    void clear() {
        size = 0;
    }
}
