package io.clearline.engine.core;

/** Decoded inputs, one after the other; grows to the largest command and is reused. */
final class Inputs {
    private InputLine[] lines = new InputLine[0];
    private int size;

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    InputLine get(final int index) {
        return lines[index];
    }

    InputLine add() {
        if (size == lines.length) {
            lines = java.util.Arrays.copyOf(lines, Math.max(64, size * 2));
            for (int i = size; i < lines.length; i++) {
                lines[i] = new InputLine();
            }
        }
        return lines[size++];
    }
}
