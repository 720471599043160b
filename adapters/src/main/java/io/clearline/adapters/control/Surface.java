package io.clearline.adapters.control;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import io.clearline.engine.control.ControlField;
import io.clearline.engine.control.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Looks over a parsed expression before its types are checked: names that are not known, parts of
 * CEL that are not built, limits. So that an officer reads what to write instead, not which
 * declaration is missing.
 */
final class Surface {
    /** Expressions have no more nodes. */
    static final int MOST_NODES = 2_000;
    /** Lists have no more members. */
    static final int MOST_MEMBERS = 1_000;
    private static final int MOST_LIST_NAME = 255;

    private final Source source;
    private final Map<Long, Integer> positions;
    private final List<Refusal> doubts = new ArrayList<>();
    private int nodes;
    /** Whether what is looked over says what a counter counts. */
    private boolean inCondition;

    Surface(final Source source, final Map<Long, Integer> positions) {
        this.source = source;
        this.positions = positions;
    }

    /** Looks over a value. */
    void check(final CelExpr expr, final int depth) throws RefusedException {
        count(expr);
        if (depth >= Nesting.MOST) {
            throw refuse(expr, "nested deeper than " + Nesting.MOST);
        }
        switch (expr.getKind()) {
            case CONSTANT -> constant(expr);
            case IDENT, SELECT -> {
                final ControlField field = name(expr);
                if (field.type() == ValueType.LIST) {
                    throw refuse(leftmost(expr), "'" + field.text() + "' is a list; write "
                        + (field == ControlField.ITEMS ? "" : "'x in " + field.text() + "' or ")
                        + "size(" + field.text() + ")");
                }
            }
            case CALL -> call(expr, depth);
            case LIST -> throw refuse(expr, "a list stands right of 'in' alone");
            case MAP, STRUCT -> throw refuse(expr, "'{ }' is not supported; write a list and 'in'");
            default -> throw refuse(expr, "this is not supported");
        }
    }

    private void count(final CelExpr expr) throws RefusedException {
        if (++nodes > MOST_NODES) {
            throw refuse(expr, "more than " + MOST_NODES
                + " names, values and operators; write several controls, or a named list");
        }
    }

    private void constant(final CelExpr expr) throws RefusedException {
        switch (expr.constant().getKind()) {
            case UINT64_VALUE -> throw refuse(expr, "unsigned integers are not supported; leave"
                + " out the u");
            case BYTES_VALUE -> throw refuse(expr, "bytes are not supported; leave out the b");
            case NULL_VALUE -> throw refuse(expr,
                "null is not supported; what is absent is \"\", false or 0");
            default -> {
            }
        }
    }

    private ControlField name(final CelExpr expr) throws RefusedException {
        final String name = dotted(expr);
        final ControlField field = name == null ? null : Vocabulary.find(name);
        if (name == null) {
            throw refuse(expr, "only names have fields; the known names are flow, item.hs,"
                + " entity.credit and so on");
        }
        if (field == null) {
            final String shown = Wording.cut(name);
            throw refuse(leftmost(expr), "unknown name '" + shown + "', the nearest known is '"
                + Vocabulary.nearest(shown) + "'");
        }
        return field;
    }

    /** Returns a name with its dots, or null where it hangs on something else. */
    static String dotted(final CelExpr expr) {
        if (expr.getKind() == CelExpr.ExprKind.Kind.IDENT) {
            final String name = expr.ident().name();
            return name.startsWith(".") ? name.substring(1) : name;
        }
        if (expr.getKind() != CelExpr.ExprKind.Kind.SELECT) {
            return null;
        }
        final String operand = dotted(expr.select().operand());
        return operand == null ? null : operand + "." + expr.select().field();
    }

    private static CelExpr leftmost(final CelExpr expr) {
        return expr.getKind() == CelExpr.ExprKind.Kind.SELECT
            ? leftmost(expr.select().operand()) : expr;
    }

    private void call(final CelExpr expr, final int depth) throws RefusedException {
        final CelExpr.CelCall call = expr.call();
        final String function = call.function();
        if (!Functions.isKnown(function)) {
            throw refuse(expr, Functions.unknown(function));
        }
        if (Functions.LIST.equals(function)) {
            throw refuse(expr, "list(\"name\") stands right of 'in' alone");
        }
        if (Functions.IN.equals(function)) {
            check(call.args().get(0), depth + 1);
            members(call.args().get(1));
            if (call.args().get(1).getKind() == CelExpr.ExprKind.Kind.LIST) {
                for (final CelExpr element : call.args().get(1).list().elements()) {
                    words(call.args().get(0), element);
                }
            }
            return;
        }
        if (Counting.isCounter(function)) {
            counter(expr, call, depth);
            return;
        }
        if (Functions.SIZE.equals(function) && isList(call)) {
            count(expr);
            return;
        }
        if (call.target().isPresent()) {
            check(call.target().get(), depth + 1);
        }
        for (final CelExpr argument : call.args()) {
            check(argument, depth + 1);
        }
        if (Functions.MATCHES.equals(function)) {
            if (inCondition) {
                throw refuse(expr, "what is counted cannot ask 'matches'; write startsWith,"
                    + " endsWith, contains or a list");
            }
            pattern(call.args().isEmpty() ? expr : call.args().get(call.args().size() - 1));
        }
        if ("_==_".equals(function) || "_!=_".equals(function)) {
            words(call.args().get(0), call.args().get(1));
            words(call.args().get(1), call.args().get(0));
        }
        if ("_/_".equals(function) || "_%_".equals(function)) {
            divisor(call.args().get(1));
        }
    }

    /** A name with a few known words is compared with one of them. */
    private void words(final CelExpr name, final CelExpr literal) throws RefusedException {
        final ControlField field = Counting.isText(literal) ? Vocabulary.find(dotted(name)) : null;
        final String fault = field == null
            ? null : ClosedWords.fault(field, literal.constant().stringValue());
        if (fault != null) {
            throw refuse(literal, fault);
        }
        final String doubt = field == null
            ? null : Shapes.doubt(field, literal.constant().stringValue());
        if (doubt != null) {
            doubts.add(refuse(literal, doubt).refusal());
        }
    }

    /** Returns what is taken, but can hardly be meant. */
    List<Refusal> doubts() {
        return doubts;
    }

    private void counter(final CelExpr expr, final CelExpr.CelCall call, final int depth)
        throws RefusedException {
        if (inCondition) {
            throw refuse(expr, "what is counted cannot ask another " + call.function());
        }
        refuseIf(expr, Counting.arityFault(call));
        final int fixed = Counting.fixed(call.function());
        for (int i = 0; i < fixed; i++) {
            count(call.args().get(i));
            refuseIf(call.args().get(i), Counting.wordFault(call.args().get(i), i));
        }
        if (call.args().size() > fixed) {
            condition(call.args().get(fixed), depth);
        }
        refuseIf(expr, Counting.measureFault(call));
    }

    private void condition(final CelExpr expr, final int depth) throws RefusedException {
        if (Counting.isText(expr)) {
            count(expr);
            refuseIf(expr, Counting.prefixFault(expr.constant().stringValue()));
            return;
        }
        final int before = nodes;
        inCondition = true;
        check(expr, depth + 1);
        inCondition = false;
        refuseIf(expr, nodes - before <= Counting.MOST_NODES ? null : "what is counted is said in"
            + " at most " + Counting.MOST_NODES + " names, values and operators");
    }

    private void refuseIf(final CelExpr expr, final String fault) throws RefusedException {
        if (fault != null) {
            throw refuse(expr, fault);
        }
    }

    private static boolean isList(final CelExpr.CelCall call) {
        final CelExpr argument = call.target().orElse(
            call.args().isEmpty() ? null : call.args().get(0));
        final String name = argument == null ? null : dotted(argument);
        final ControlField field = Vocabulary.find(name);
        return field != null && field.type() == ValueType.LIST;
    }

    private void divisor(final CelExpr expr) throws RefusedException {
        final boolean zero = expr.getKind() == CelExpr.ExprKind.Kind.CONSTANT
            && expr.constant().getKind() == CelConstant.Kind.INT64_VALUE
            && expr.constant().int64Value() == 0;
        if (zero) {
            throw refuse(expr, "division by zero");
        }
    }

    private void pattern(final CelExpr expr) throws RefusedException {
        if (!Counting.isText(expr)) {
            throw refuse(expr, "'matches' takes a text in quotes");
        }
        final String fault = RegexBounds.fault(expr.constant().stringValue());
        if (fault != null) {
            throw refuse(expr, fault);
        }
    }

    /** Looks over what stands right of {@code in}. */
    private void members(final CelExpr expr) throws RefusedException {
        count(expr);
        switch (expr.getKind()) {
            case LIST -> literals(expr, expr.list().elements());
            case IDENT, SELECT -> {
                if (name(expr).type() != ValueType.LIST || name(expr) == ControlField.ITEMS) {
                    throw refuse(leftmost(expr), "'" + dotted(expr)
                        + "' cannot stand right of 'in'; write a list such as [\"VNM\", \"THA\"]");
                }
            }
            case CALL -> named(expr);
            default -> throw refuse(expr, "right of 'in' stands a list, such as [\"VNM\", \"THA\"]"
                + ", documents or list(\"name\")");
        }
    }

    private void literals(final CelExpr list, final List<CelExpr> elements)
        throws RefusedException {
        if (elements.size() > MOST_MEMBERS) {
            throw refuse(list, "a list has at most " + MOST_MEMBERS
                + " members; publish a named list and write list(\"name\")");
        }
        for (final CelExpr element : elements) {
            if (element.getKind() != CelExpr.ExprKind.Kind.CONSTANT) {
                throw refuse(leftmost(element), "the members of a list are plain values; join"
                    + " conditions with || instead");
            }
            count(element);
            constant(element);
        }
    }

    private void named(final CelExpr expr) throws RefusedException {
        final CelExpr.CelCall call = expr.call();
        if (!Functions.isKnown(call.function())) {
            throw refuse(expr, Functions.unknown(call.function()));
        }
        if (!Functions.LIST.equals(call.function()) || call.target().isPresent()) {
            throw refuse(expr, "right of 'in' stands a list, such as [\"VNM\", \"THA\"],"
                + " documents or list(\"name\")");
        }
        if (call.args().size() != 1 || !Counting.isText(call.args().get(0))) {
            throw refuse(expr, "list takes the list's name in quotes");
        }
        final String name = call.args().get(0).constant().stringValue();
        if (name.isEmpty() || name.codePointCount(0, name.length()) > MOST_LIST_NAME) {
            throw refuse(call.args().get(0), "a list's name has 1 to 255 characters");
        }
    }

    private RefusedException refuse(final CelExpr expr, final String message) {
        return source.refuse(positions.getOrDefault(expr.id(), 0), message);
    }
}
