package io.clearline.adapters.text;

import java.util.Collection;

/** Finds the known word that a mistyped one most likely means. Stateless. */
public final class Nearest {
    private Nearest() {
    }

    /** Returns the known word with the fewest letters to change; the first of equals. */
    public static String of(final String word, final Collection<String> known) {
        String best = "";
        int least = Integer.MAX_VALUE;
        for (final String candidate : known) {
            final int distance = distance(word, candidate);
            if (distance < least) {
                least = distance;
                best = candidate;
            }
        }
        return best;
    }

    private static int distance(final String one, final String other) {
        int[] above = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            final int[] row = new int[other.length() + 1];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                final int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], above[j]) + 1, above[j - 1] + change);
            }
            above = row;
        }
        return above[other.length()];
    }
}
