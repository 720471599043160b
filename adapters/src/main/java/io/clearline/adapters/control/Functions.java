package io.clearline.adapters.control;

import io.clearline.adapters.text.Nearest;
import io.clearline.engine.control.Op;
import java.util.List;
import java.util.Map;

/** The operators and functions of CEL: which are built, and what to write instead of others. */
final class Functions {
    static final String IN = "@in";
    static final String LIST = "list";
    static final String SIZE = "size";
    static final String MATCHES = "matches";
    static final String DOUBLE = "double";
    static final String COUNT = "count";
    static final String SUM = "sum";
    static final String CONDITIONAL = "_?_:_";
    static final String NEGATE = "-_";
    static final String NOT = "!_";

    /** Operators on two values of one type, with their bytes in a program. */
    static final Map<String, Op> COMPARISONS = Map.of(
        "_==_", Op.EQ, "_!=_", Op.NE, "_<_", Op.LT, "_<=_", Op.LE, "_>_", Op.GT, "_>=_", Op.GE);
    static final Map<String, Op> ARITHMETIC = Map.of(
        "_+_", Op.ADD, "_-_", Op.SUB, "_*_", Op.MUL, "_/_", Op.DIV, "_%_", Op.MOD);
    static final Map<String, Op> LOGIC = Map.of("_&&_", Op.AND, "_||_", Op.OR);
    static final Map<String, Op> TEXT = Map.of("startsWith", Op.STARTS_WITH,
        "endsWith", Op.ENDS_WITH, "contains", Op.CONTAINS, MATCHES, Op.MATCHES);

    private static final List<String> NAMED = List.of(
        "startsWith", "endsWith", "contains", MATCHES, SIZE, LIST, DOUBLE, COUNT, SUM);

    private static final String NO_MACRO = "; to look into a list write 'x in documents', and a"
        + " control that names item is tried on each item";
    private static final String NO_TIME = "; limit a control in time by its from and to";

    private static final Map<String, String> INSTEAD = Map.ofEntries(
        Map.entry("exists", NO_MACRO), Map.entry("exists_one", NO_MACRO),
        Map.entry("all", NO_MACRO), Map.entry("map", NO_MACRO), Map.entry("filter", NO_MACRO),
        Map.entry("has", "; what is absent is \"\", false or 0, so compare with that"),
        Map.entry("timestamp", NO_TIME), Map.entry("duration", NO_TIME),
        Map.entry("int", "; write int literals, or double(x) to compare with a number"),
        Map.entry("uint", "; write int literals"),
        Map.entry("string", "; compare numbers as numbers"),
        Map.entry("bool", "; write the condition itself"),
        Map.entry("bytes", "; compare texts"),
        Map.entry("dyn", "; every name has its own type"),
        Map.entry("type", "; every name has its own type"),
        Map.entry("_[_]", "; to look into a list write 'x in documents'"));

    private Functions() {
    }

    static boolean isKnown(final String name) {
        return COMPARISONS.containsKey(name) || ARITHMETIC.containsKey(name)
            || LOGIC.containsKey(name) || NAMED.contains(name) || IN.equals(name)
            || CONDITIONAL.equals(name) || NEGATE.equals(name) || NOT.equals(name);
    }

    /** Says that a function is not there and what to write instead. */
    static String unknown(final String name) {
        final String instead = INSTEAD.get(name);
        if (instead != null) {
            return spelled(name) + " is not supported" + instead;
        }
        return "unknown function '" + Wording.cut(name) + "', the nearest known is '"
            + Nearest.of(Wording.cut(name), NAMED) + "'";
    }

    /** Returns an operator or function as it is written. */
    static String spelled(final String name) {
        if (IN.equals(name)) {
            return "'in'";
        }
        return switch (name) {
            case CONDITIONAL -> "'? :'";
            case "_[_]" -> "'[ ]'";
            default -> "'" + (isWord(name) ? name : name.replace("_", "")) + "'";
        };
    }

    private static boolean isWord(final String name) {
        return Character.isLetter(name.charAt(0));
    }
}
