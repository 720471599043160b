package io.clearline.adapters.csv;

import io.clearline.adapters.text.OneLine;

/**
 * Reference data that cannot be taken. The message is one line for the user, such as
 * {@code tariff.csv:7: duty_mfn: '0,12' is no decimal ...}.
 */
public final class ReferenceException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final int line;
    private final String column;
    private final String reason;

    /**
     * Creates one.
     *
     * @param file the file's name, or the directory
     * @param line from 1, 0 where no line is to blame
     * @param column the column's name, empty where no column is to blame
     * @param reason what is wrong and what is expected, without a full stop
     */
    public ReferenceException(
        final String file, final int line, final String column, final String reason) {
        super(OneLine.of(file + (line > 0 ? ":" + line : "") + ": "
            + (column.isEmpty() ? "" : column + ": ") + reason));
        this.file = file;
        this.line = line;
        this.column = column;
        this.reason = reason;
    }

    /** Returns the file's name, or the directory. */
    public String file() {
        return file;
    }

    /** Returns the line, from 1, 0 where no line is to blame. */
    public int line() {
        return line;
    }

    /** Returns the column's name, empty where no column is to blame. */
    public String column() {
        return column;
    }

    /** Returns what is wrong. */
    public String reason() {
        return reason;
    }
}
