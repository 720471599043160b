package io.clearline.adapters.control;

import dev.cel.common.CelIssue;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what cel-java found in words for an officer, the first fault in the text alone. */
final class Wording {
    private static final int MOST = 60;
    private static final Pattern OVERLOAD =
        Pattern.compile("found no matching overload for '(.+?)' applied to '(.*?)' \\(cand.*");
    private static final Pattern UNEXPECTED = Pattern.compile("(?s)(?:mismatched|extraneous) "
        + "input '(.*?)' expecting .*|no viable alternative at input '(.*)'");

    private Wording() {
    }

    /** Makes a refusal of the issue that stands first. */
    static RefusedException first(final List<CelIssue> issues) {
        final CelIssue first = issues.stream().min(Comparator
            .comparingInt((CelIssue issue) -> issue.getSourceLocation().getLine())
            .thenComparingInt(issue -> issue.getSourceLocation().getColumn())).orElseThrow();
        return new RefusedException(Math.max(1, first.getSourceLocation().getLine()),
            Math.max(0, first.getSourceLocation().getColumn()) + 1, of(first.getMessage()));
    }

    private static String of(final String message) {
        final Matcher overload = OVERLOAD.matcher(message);
        if (overload.matches()) {
            final String types = overload.group(2).replace("double", "number");
            return Functions.spelled(overload.group(1)) + " does not take " + types
                + hint(overload.group(1), types);
        }
        final Matcher unexpected = UNEXPECTED.matcher(message);
        if (unexpected.matches()) {
            final String word =
                unexpected.group(1) == null ? unexpected.group(2) : unexpected.group(1);
            return "<EOF>".equals(word)
                ? "the expression ends too early" : "unexpected '" + cut(word) + "'";
        }
        if (message.startsWith("token recognition error at: ")) {
            return "unexpected " + cut(message.substring(message.indexOf(": ") + 2));
        }
        if (message.startsWith("For input string: ")) {
            return "an integer is between -2^63 and 2^63 - 1";
        }
        if (message.startsWith("Expression recursion limit exceeded")) {
            return "nested deeper than " + Nesting.MOST
                + "; write a list or several controls instead";
        }
        return cut(message);
    }

    private static String hint(final String operator, final String types) {
        final boolean string = types.contains("string");
        final boolean number = types.contains("number");
        final boolean integer = types.contains("int");
        if (Counting.isCounter(operator)) {
            return "; which are counted is said by an HS prefix in quotes, or by a condition";
        }
        if (types.contains("null")) {
            return "; what is absent is \"\", false or 0";
        }
        if ("_%_".equals(operator) && number) {
            return "; it takes two ints";
        }
        if (number && integer) {
            return "; write 2.0 instead of 2, and double(x) of an int";
        }
        if (string && (number || integer)) {
            return "; text stands in quotes";
        }
        return string && types.contains("bool") ? "; true and false stand without quotes" : "";
    }

    /** Cuts what a text quotes: a message stays one short line. */
    static String cut(final String word) {
        final String line = word.replaceAll("\\p{Cntrl}+", " ");
        final int count = line.codePointCount(0, line.length());
        return count <= MOST ? line : line.substring(0, line.offsetByCodePoints(0, MOST)) + "...";
    }
}
