package io.clearline.adapters.oracle;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** One checked row of reference data, by column name; an empty cell is an empty text. */
record Row(Map<String, String> cells) {

    String text(String column) {
        return cells.getOrDefault(column, "");
    }

    boolean has(String column) {
        return !text(column).isEmpty();
    }

    BigDecimal decimal(String column) {
        return has(column) ? new BigDecimal(text(column)) : BigDecimal.ZERO;
    }

    boolean flag(String column) {
        return text(column).equals("Y");
    }

    /** Both ends are included, an empty end is open. */
    boolean live(String from, String to, LocalDate day) {
        return (!has(from) || !LocalDate.parse(text(from)).isAfter(day))
                && (!has(to) || !LocalDate.parse(text(to)).isBefore(day));
    }

    boolean live(LocalDate day) {
        return live("from", "to", day);
    }

    /** Whether this row's {@code hs} is a prefix of the given one. */
    boolean covers(String hs) {
        return hs.startsWith(text("hs"));
    }

    /** "In documents and inspection only letters and digits count": one entry for each. */
    Set<String> letters(String column) {
        Set<String> letters = new LinkedHashSet<>();
        for (char c : text(column).toCharArray()) {
            if (Character.isLetterOrDigit(c)) {
                letters.add(String.valueOf(c));
            }
        }
        return letters;
    }
}
