package io.clearline.adapters.control;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * Bounds what a regular expression can cost: RE2 takes no more than steps times text, so bounding
 * the steps bounds the time. They are counted before anything is built of the pattern, for
 * repetitions of repetitions can be made larger than memory.
 */
final class RegexBounds {
    /** Patterns are no longer, in characters. */
    static final int MOST_CHARACTERS = 255;
    /** Patterns have no more steps. */
    static final int MOST_STEPS = 500;

    private final String pattern;
    private int at;

    private RegexBounds(final String pattern) {
        this.pattern = pattern;
    }

    /** Returns what is wrong with a pattern, or null. */
    static String fault(final String pattern) {
        if (pattern.codePointCount(0, pattern.length()) > MOST_CHARACTERS) {
            return "a regular expression has at most " + MOST_CHARACTERS + " characters";
        }
        if (new RegexBounds(pattern).steps(0) > MOST_STEPS) {
            return "this regular expression is too large: repetitions multiply, and there are"
                + " more than " + MOST_STEPS + " steps";
        }
        try {
            Pattern.compile(pattern);
            return null;
        } catch (final PatternSyntaxException e) {
            return "bad regular expression: " + Wording.cut(e.getDescription())
                + (e.getPattern() == null ? "" : " in '" + Wording.cut(e.getPattern()) + "'");
        }
    }

    /** Counts to the end of a group; sticks above the bound. */
    private int steps(final int depth) {
        int sum = 1;
        int last = 0;
        while (at < pattern.length()) {
            final char character = pattern.charAt(at++);
            if (character == ')' && depth > 0) {
                break;
            }
            final int most = character == '{' ? repetitions() : 0;
            if (most > 0) {
                sum = stick((long) sum - last + (long) last * most);
                last = stick((long) last * most);
                continue;
            }
            if (character == '*' || character == '+' || character == '?' || character == '|') {
                last = stick(last + 1L);
                sum = stick(sum + 1L);
                continue;
            }
            last = switch (character) {
                case '(' -> steps(depth + 1) + 1;
                case '[' -> bracket();
                case '\\' -> escape();
                default -> 1;
            };
            sum = stick((long) sum + last);
        }
        return sum;
    }

    private static int stick(final long count) {
        return (int) Math.min(count, MOST_STEPS + 1L);
    }

    /** Reads {@code n}, {@code n,} or {@code n,m} and the closing brace; else 0 and nothing. */
    private int repetitions() {
        final int close = pattern.indexOf('}', at);
        final String inside = close < 0 ? "" : pattern.substring(at, close);
        if (!inside.matches("\\d{1,9}(,\\d{0,9})?")) {
            return 0;
        }
        at = close + 1;
        int most = 1;
        for (final String part : inside.split(",")) {
            most = Math.max(most, part.isEmpty() ? 1 : Integer.parseInt(part));
        }
        return Math.min(most, MOST_STEPS + 1);
    }

    private int bracket() {
        final int first = at + (at < pattern.length() && pattern.charAt(at) == '^' ? 1 : 0);
        for (int i = first; i < pattern.length(); i++) {
            if (pattern.charAt(i) == '\\') {
                i++;
            } else if (pattern.startsWith("[:", i)) {
                i = Math.max(i, pattern.indexOf(":]", i) + 1);
            } else if (pattern.charAt(i) == ']' && i > first) {
                at = i + 1;
                return 1;
            }
        }
        at = pattern.length();
        return 1;
    }

    /** Passes over an escape; {@code \Q...\E} is counted as what it would be unquoted, or more. */
    private int escape() {
        if (at < pattern.length()) {
            at++;
        }
        return 1;
    }
}
