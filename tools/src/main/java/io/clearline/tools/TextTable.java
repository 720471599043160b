package io.clearline.tools;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rows of texts in columns as wide as their widest text; of numbers those with {@code >}. */
final class TextTable {
    private static final String GAP = "  ";

    private final List<String[]> rows = new ArrayList<>();
    private final boolean[] right;

    /** Creates a table with a head; a column whose name begins with {@code >} is set to the right. */
    TextTable(final String... names) {
        final String[] head = new String[names.length];
        right = new boolean[names.length];
        for (int i = 0; i < names.length; i++) {
            right[i] = names[i].startsWith(">");
            head[i] = right[i] ? names[i].substring(1) : names[i];
        }
        rows.add(head);
    }

    /** Returns a number with its thousands apart. */
    static String number(final long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    void row(final String... cells) {
        rows.add(cells);
    }

    void print(final PrintStream out) {
        final int[] widths = new int[right.length];
        for (final String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].codePointCount(0, row[i].length()));
            }
        }
        for (final String[] row : rows) {
            final StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.length; i++) {
                final String space =
                    " ".repeat(widths[i] - row[i].codePointCount(0, row[i].length()));
                line.append(i == 0 ? "" : GAP).append(right[i] ? space + row[i] : row[i] + space);
            }
            out.println(line.toString().stripTrailing());
        }
    }
}
