package io.clearline.adapters.text;

import java.util.regex.Pattern;

/** Makes one line of what others wrote, for messages. Stateless. */
public final class OneLine {
    private static final Pattern BREAKING = Pattern.compile("[\\p{Cntrl}\\u0085\\u2028\\u2029]+");

    private OneLine() {
    }

    /** Returns a text in which a blank stands for what would break the line, or the terminal. */
    public static String of(final String text) {
        return BREAKING.matcher(text).replaceAll(" ");
    }
}
