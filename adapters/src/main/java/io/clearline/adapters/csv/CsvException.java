package io.clearline.adapters.csv;

import io.clearline.adapters.text.OneLine;

/** A file that is no CSV, or cannot be read; the message says what is wrong, without file and line. */
public final class CsvException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int line;

    /**
     * Creates one.
     *
     * @param line from 1, 0 where no line is to blame
     */
    CsvException(final int line, final String reason) {
        super(OneLine.of(reason));
        this.line = line;
    }

    /** Returns the line, from 1, 0 where no line is to blame. */
    public int line() {
        return line;
    }
}
