package io.clearline.engine.control;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.clearline.engine.control.Predicate.Truth;
import io.clearline.engine.control.ValueCompiler.Text;
import io.clearline.engine.control.ValueCompiler.Whole;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Compiles what is true or false. An error on one side of a logical operator gives way to the
 * other.
 */
final class TruthCompiler {
    /**
     * Steps of a regular expression; the time of a match is their number times the text's length.
     */
    private static final int MOST_STEPS = 2_000;

    /** Null where a program is only checked. */
    private final NamedLists lists;
    /** Null where a program is only checked, or says what a counter counts. */
    private final Counters counters;
    private final ValueCompiler values = new ValueCompiler(this);

    TruthCompiler(final NamedLists lists, final Counters counters) {
        this.lists = lists;
        this.counters = counters;
    }

    /** Returns the counter that a node asks; null where a program is only checked. */
    Counter counter(final Node node) {
        if (counters == null) {
            return null;
        }
        final Counter counter = counters.find(node.counter());
        if (counter == null) {
            throw new IllegalArgumentException("a counter was never begun");
        }
        return counter;
    }

    Truth compile(final Node node) {
        return switch (node.op()) {
            case TRUE -> s -> Predicate.TRUE;
            case FALSE -> s -> Predicate.FALSE;
            case NOT -> not(compile(node.a()));
            case AND -> and(compile(node.a()), compile(node.b()));
            case OR -> or(compile(node.a()), compile(node.b()));
            case COND -> choice(
                compile(node.a()), compile(node.b()), compile(node.operands().get(2)));
            case FIELD -> flag(node.field());
            case EQ, NE, LT, LE, GT, GE -> comparison(node);
            case IN_LITERALS -> Literals.membership(node, this, values);
            case IN_NAMED -> inNamed(values.text(node.a()),
                lists == null ? null : lists.named(node.text()));
            case IN_FIELD -> inField(values.text(node.a()), node.field());
            case STARTS_WITH, ENDS_WITH, CONTAINS -> part(node);
            case MATCHES -> matches(values.text(node.a()), node.text());
            default -> throw new IllegalArgumentException(node.op() + " is no truth");
        };
    }

    private static Truth not(final Truth a) {
        return s -> {
            final int value = a.of(s);
            return value == Predicate.ERROR ? value : value ^ 1;
        };
    }

    private static Truth and(final Truth a, final Truth b) {
        return s -> {
            final int left = a.of(s);
            if (left == Predicate.FALSE) {
                return left;
            }
            final int right = b.of(s);
            // An error stays unless the other side is false: 1 | 1 alone is 1.
            return right == Predicate.FALSE ? right
                : (left | right) == Predicate.TRUE ? Predicate.TRUE : Predicate.ERROR;
        };
    }

    private static Truth or(final Truth a, final Truth b) {
        return s -> {
            final int left = a.of(s);
            if (left == Predicate.TRUE) {
                return left;
            }
            final int right = b.of(s);
            return right == Predicate.TRUE ? right : left | right;
        };
    }

    private static Truth choice(final Truth condition, final Truth a, final Truth b) {
        return s -> {
            final int which = condition.of(s);
            return which == Predicate.TRUE ? a.of(s) : which == Predicate.FALSE ? b.of(s) : which;
        };
    }

    private static Truth flag(final ControlField field) {
        return s -> (int) s.number(field);
    }

    private Truth comparison(final Node node) {
        final Op op = node.op();
        return switch (node.operandType()) {
            case STRING -> texts(op, values.text(node.a()), values.text(node.b()));
            case INT -> wholes(op, values.whole(node.a()), values.whole(node.b()));
            case NUMBER -> NumberComparison.of(op, node.a(), node.b(), values);
            case BOOL -> truths(op, compile(node.a()), compile(node.b()));
            default -> throw new IllegalArgumentException("lists cannot be compared");
        };
    }

    /** Turns the sign of a comparison into a truth. */
    static int holds(final Op op, final int sign) {
        return Predicate.of(switch (op) {
            case EQ -> sign == 0;
            case NE -> sign != 0;
            case LT -> sign < 0;
            case LE -> sign <= 0;
            case GT -> sign > 0;
            default -> sign >= 0;
        });
    }

    private static Truth texts(final Op op, final Text a, final Text b) {
        return switch (op) {
            case EQ, NE -> {
                final int same = Predicate.of(op == Op.EQ);
                yield s -> {
                    final Slice left = a.of(s);
                    final Slice right = b.of(s);
                    return s.fault != 0 ? s.erred() : left.isSame(right) ? same : same ^ 1;
                };
            }
            default -> s -> {
                final Slice left = a.of(s);
                final Slice right = b.of(s);
                return s.fault != 0 ? s.erred() : holds(op, left.compare(right));
            };
        };
    }

    private static Truth wholes(final Op op, final Whole a, final Whole b) {
        return s -> {
            final long left = a.of(s);
            final long right = b.of(s);
            return s.fault != 0 ? s.erred() : holds(op, Long.compare(left, right));
        };
    }

    private static Truth truths(final Op op, final Truth a, final Truth b) {
        return s -> {
            final int left = a.of(s);
            final int right = b.of(s);
            return ((left | right) & Predicate.ERROR) != 0 ? Predicate.ERROR
                : holds(op, left - right);
        };
    }

    private static Truth inNamed(final Text a, final NamedLists.NamedList list) {
        return s -> {
            final Slice text = a.of(s);
            return s.fault != 0 ? s.erred() : Predicate.of(list.has(text, s.nowMs()));
        };
    }

    private static Truth inField(final Text a, final ControlField list) {
        return s -> {
            final Slice text = a.of(s);
            if (s.fault != 0) {
                return s.erred();
            }
            for (int i = s.size(list) - 1; i >= 0; i--) {
                if (s.element(list, i).isSame(text)) {
                    return Predicate.TRUE;
                }
            }
            return Predicate.FALSE;
        };
    }

    private Truth part(final Node node) {
        final Text a = values.text(node.a());
        final Text b = values.text(node.b());
        final Op op = node.op();
        return s -> {
            final Slice whole = a.of(s);
            final Slice part = b.of(s);
            return s.fault != 0 ? s.erred() : Predicate.of(switch (op) {
                case STARTS_WITH -> whole.startsWith(part);
                case ENDS_WITH -> whole.endsWith(part);
                default -> whole.contains(part);
            });
        };
    }

    /** Allocates: the machine of the regular expression and the bytes it reads. */
    private static Truth matches(final Text a, final byte[] pattern) {
        final Pattern compiled;
        try {
            compiled = Pattern.compile(new String(pattern, StandardCharsets.UTF_8));
        } catch (final PatternSyntaxException e) {
            throw new IllegalArgumentException("a pattern is no RE2 expression", e);
        }
        if (compiled.programSize() > MOST_STEPS) {
            throw new IllegalArgumentException("a pattern takes over " + MOST_STEPS + " steps");
        }
        return s -> {
            final Slice text = a.of(s);
            if (s.fault != 0) {
                return s.erred();
            }
            final Matcher matcher = compiled.matcher(text.copy());
            return Predicate.of(matcher.find());
        };
    }

    static List<Node> literals(final Node node) {
        return node.operands().subList(1, node.operands().size());
    }
}
