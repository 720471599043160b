package io.clearline.adapters.control;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import io.clearline.adapters.text.Nearest;
import io.clearline.engine.control.ControlField;
import io.clearline.engine.counter.Window;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code count("trader", "P7D")} and {@code sum("trader", "P1D", "value", "8703")} are made of:
 * a key, a window, of a sum what is summed up, and which are counted, as the first digits of the
 * tariff line or as a condition.
 */
final class Counting {
    /** A condition has no more names, values and operators. */
    static final int MOST_NODES = 100;

    private static final Map<String, ControlField> KEYS = new LinkedHashMap<>();
    private static final Map<String, ControlField> MEASURES = new LinkedHashMap<>();
    private static final Pattern WINDOW =
        Pattern.compile("P(?=.)(?:([0-9]{1,4})D)?(?:T([0-9]{1,4})H)?");
    private static final Pattern PREFIX = Pattern.compile("[0-9]{2,10}");

    static {
        KEYS.put("trader", ControlField.TRADER);
        KEYS.put("agent", ControlField.AGENT);
        KEYS.put("conveyance", ControlField.CONVEYANCE);
        KEYS.put("receiver", ControlField.RECEIVER);
        KEYS.put("origin", ControlField.ITEM_ORIGIN);
        MEASURES.put("value", ControlField.ITEM_VALUE);
        MEASURES.put("quantity", ControlField.ITEM_QUANTITY);
        MEASURES.put("grossKg", ControlField.GROSS_KG);
        MEASURES.put("netKg", ControlField.NET_KG);
        MEASURES.put("packages", ControlField.PACKAGES);
    }

    private Counting() {
    }

    static boolean isCounter(final String function) {
        return Functions.COUNT.equals(function) || Functions.SUM.equals(function);
    }

    /** Declares both functions, each alone, with an HS prefix and with a condition. */
    static List<CelFunctionDecl> declarations() {
        final CelType text = SimpleType.STRING;
        return List.of(
            CelFunctionDecl.newFunctionDeclaration(Functions.COUNT,
                overload("count", SimpleType.INT, text, text),
                overload("count_prefix", SimpleType.INT, text, text, text),
                overload("count_when", SimpleType.INT, text, text, SimpleType.BOOL)),
            CelFunctionDecl.newFunctionDeclaration(Functions.SUM,
                overload("sum", SimpleType.DOUBLE, text, text, text),
                overload("sum_prefix", SimpleType.DOUBLE, text, text, text, text),
                overload("sum_when", SimpleType.DOUBLE, text, text, text, SimpleType.BOOL)));
    }

    private static CelOverloadDecl overload(
        final String id, final CelType result, final CelType... arguments) {
        return CelOverloadDecl.newGlobalOverload(id, result, arguments);
    }

    /** Returns the key of a word, or null. */
    static ControlField key(final String word) {
        return KEYS.get(word);
    }

    /** Returns what a word sums up, or null. */
    static ControlField measure(final String word) {
        return MEASURES.get(word);
    }

    /** Returns the hours of a window such as {@code P7D} or {@code P1DT12H}, 0 where it is none. */
    static int hours(final String text) {
        final Matcher matcher = WINDOW.matcher(text);
        if (!matcher.matches()) {
            return 0;
        }
        final int hours = 24 * number(matcher.group(1)) + number(matcher.group(2));
        return hours < Window.LEAST_HOURS || hours > Window.MOST_HOURS ? 0 : hours;
    }

    private static int number(final String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    static boolean isPrefix(final String text) {
        return PREFIX.matcher(text).matches();
    }

    /** Returns how many arguments stand before the one that says which are counted. */
    static int fixed(final String function) {
        return Functions.COUNT.equals(function) ? 2 : 3;
    }

    /** Returns what is wrong with the number of arguments, or null. */
    static String arityFault(final CelExpr.CelCall call) {
        final int more = call.args().size() - fixed(call.function());
        if (call.target().isEmpty() && (more == 0 || more == 1)) {
            return null;
        }
        return Functions.COUNT.equals(call.function())
            ? "count takes a key, a window and which are counted, if not all:"
                + " count(\"trader\", \"P7D\", \"8703\")"
            : "sum takes a key, a window, what is summed up and over which, if not all:"
                + " sum(\"trader\", \"P7D\", \"value\", \"8703\")";
    }

    /** Returns what is wrong with one of the words before the condition, or null. */
    static String wordFault(final CelExpr argument, final int position) {
        final String word = isText(argument) ? argument.constant().stringValue() : null;
        final String shown = word == null ? "" : Wording.cut(word);
        return switch (position) {
            case 0 -> word == null ? "what is counted by stands in quotes, such as \"trader\""
                : KEYS.containsKey(word) ? null : "nothing is counted by '" + shown
                    + "', the nearest known is '" + Nearest.of(shown, KEYS.keySet()) + "'";
            case 1 -> word != null && hours(word) > 0 ? null : "a window stands in quotes, in days"
                + " or hours, from \"PT1H\" to \"P90D\", such as \"P7D\" or \"PT12H\"";
            default -> word == null ? "what is summed up stands in quotes, such as \"value\""
                : MEASURES.containsKey(word) ? null : "'" + shown
                    + "' is not summed up, the nearest known is '"
                    + Nearest.of(shown, MEASURES.keySet()) + "'";
        };
    }

    /** Returns what is wrong with a text that should be an HS prefix, or null. */
    static String prefixFault(final String text) {
        return isPrefix(text) ? null : "'" + Wording.cut(text) + "' is no HS prefix of 2 to 10"
            + " digits; a condition stands without quotes, such as flow == \"SECOND_LINE_EXIT\"";
    }

    /** Returns why a measure of the whole declaration cannot be summed up over items, or null. */
    static String measureFault(final CelExpr.CelCall call) {
        final int fixed = fixed(call.function());
        if (Functions.COUNT.equals(call.function())
            || measure(call.args().get(2).constant().stringValue()).isOfItem()) {
            return null;
        }
        final boolean overItems = key(call.args().get(0).constant().stringValue()).isOfItem()
            || call.args().size() > fixed && namesItem(call.args().get(fixed));
        return overItems ? "'" + call.args().get(2).constant().stringValue() + "' is the"
            + " declaration's, not an item's; sum up \"value\" or \"quantity\"" : null;
    }

    private static boolean namesItem(final CelExpr expr) {
        return switch (expr.getKind()) {
            case CONSTANT -> expr.constant().getKind() == CelConstant.Kind.STRING_VALUE
                && isPrefix(expr.constant().stringValue());
            default -> names(expr);
        };
    }

    private static boolean names(final CelExpr expr) {
        return switch (expr.getKind()) {
            case IDENT, SELECT -> {
                final ControlField field = Vocabulary.find(Surface.dotted(expr));
                yield field != null && field.isOfItem();
            }
            case CALL -> expr.call().target().map(Counting::names).orElse(false)
                || expr.call().args().stream().anyMatch(Counting::names);
            default -> false;
        };
    }

    static boolean isText(final CelExpr expr) {
        return expr.getKind() == CelExpr.ExprKind.Kind.CONSTANT
            && expr.constant().getKind() == CelConstant.Kind.STRING_VALUE;
    }
}
