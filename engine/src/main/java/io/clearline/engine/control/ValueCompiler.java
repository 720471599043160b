package io.clearline.engine.control;

import io.clearline.engine.control.Predicate.Truth;
import java.math.BigDecimal;

/**
 * Compiles what is a text or a number. What goes wrong is noted in the subject's {@code fault}; the
 * truth that asked for the value turns it into an error.
 */
final class ValueCompiler {
    /** A compiled part whose value is a text. */
    @FunctionalInterface
    interface Text {
        Slice of(Subject subject);
    }

    /** A compiled part whose value is a 64-bit integer. */
    @FunctionalInterface
    interface Whole {
        long of(Subject subject);
    }

    /** A compiled part whose value is an exact decimal; its scale is left in the subject. */
    @FunctionalInterface
    interface Exact {
        long of(Subject subject);
    }

    /** A compiled part whose value is an IEEE double. */
    @FunctionalInterface
    interface Real {
        double of(Subject subject);
    }

    /** Up to here, and no further, every long is a double. */
    private static final long DOUBLE_EXACT = 1L << 53;
    private static final Slice EMPTY = new Slice();
    private static final double[] TEN_TO = new double[19];

    static {
        TEN_TO[0] = 1;
        for (int i = 1; i < TEN_TO.length; i++) {
            TEN_TO[i] = TEN_TO[i - 1] * 10;
        }
    }

    private final TruthCompiler truths;

    ValueCompiler(final TruthCompiler truths) {
        this.truths = truths;
    }

    Text text(final Node node) {
        return switch (node.op()) {
            case FIELD -> {
                final ControlField field = node.field();
                yield s -> s.text(field);
            }
            case STRING -> {
                final Slice literal = new Slice(node.text());
                yield s -> literal;
            }
            case COND -> {
                final Truth which = truths.compile(node.a());
                final Text a = text(node.b());
                final Text b = text(node.operands().get(2));
                yield s -> {
                    final int chosen = s.fault != 0 ? Predicate.FALSE : which.of(s);
                    return chosen == Predicate.TRUE ? a.of(s)
                        : chosen == Predicate.FALSE ? b.of(s) : noText(s);
                };
            }
            default -> throw new IllegalArgumentException(node.op() + " is no text");
        };
    }

    private static Slice noText(final Subject s) {
        s.fault = s.error;
        return EMPTY;
    }

    private static long none(final Subject s) {
        s.fault = s.error;
        return 0;
    }

    Whole whole(final Node node) {
        return switch (node.op()) {
            case FIELD -> {
                final ControlField field = node.field();
                yield s -> s.number(field);
            }
            case INT -> {
                final long literal = node.number();
                yield s -> literal;
            }
            case SIZE_STRING -> {
                final Text text = text(node.a());
                yield s -> text.of(s).codePoints();
            }
            case SIZE_LIST -> {
                final ControlField list = node.field();
                yield s -> s.size(list);
            }
            case COND -> {
                final Truth which = truths.compile(node.a());
                final Whole a = whole(node.b());
                final Whole b = whole(node.operands().get(2));
                yield s -> {
                    final int chosen = s.fault != 0 ? Predicate.FALSE : which.of(s);
                    return chosen == Predicate.TRUE ? a.of(s)
                        : chosen == Predicate.FALSE ? b.of(s) : none(s);
                };
            }
            case NEG -> {
                final Whole a = whole(node.a());
                yield s -> WholeArithmetic.subtract(s, 0, a.of(s));
            }
            case COUNT -> {
                final Counter counter = truths.counter(node);
                yield s -> s.counted(counter);
            }
            default -> WholeArithmetic.of(node.op(), whole(node.a()), whole(node.b()));
        };
    }

    /** Tells whether a number is not calculated: a field or a literal, or a choice of such. */
    static boolean isExact(final Node node) {
        return switch (node.op()) {
            case FIELD, NUMBER, SUM -> true;
            // Of doubles 0 and -0 are two: a negated 0 is left to them.
            case NEG -> node.a().op() == Op.NUMBER && node.a().number() != 0
                && node.a().number() != Long.MIN_VALUE;
            case COND -> isExact(node.b()) && isExact(node.operands().get(2));
            default -> false;
        };
    }

    Exact exact(final Node node) {
        return switch (node.op()) {
            case FIELD -> {
                final ControlField field = node.field();
                yield s -> {
                    final long value = s.number(field);
                    s.decimals = field.decimals();
                    return value;
                };
            }
            case NUMBER -> literal(node.number(), node.decimals());
            case SUM -> {
                final Counter counter = truths.counter(node);
                final int decimals = node.counter().measure().decimals();
                yield s -> {
                    final long value = s.counted(counter);
                    s.decimals = decimals;
                    return value;
                };
            }
            case NEG -> literal(-node.a().number(), node.a().decimals());
            default -> {
                final Truth which = truths.compile(node.a());
                final Exact a = exact(node.b());
                final Exact b = exact(node.operands().get(2));
                yield s -> {
                    final int chosen = s.fault != 0 ? Predicate.FALSE : which.of(s);
                    return chosen == Predicate.TRUE ? a.of(s)
                        : chosen == Predicate.FALSE ? b.of(s) : none(s);
                };
            }
        };
    }

    private static Exact literal(final long value, final int decimals) {
        return s -> {
            s.decimals = decimals;
            return value;
        };
    }

    Real real(final Node node) {
        if (isExact(node)) {
            final Exact exact = exact(node);
            return s -> {
                final long value = exact.of(s);
                return toDouble(value, s.decimals);
            };
        }
        return switch (node.op()) {
            case TO_NUMBER -> {
                final Whole whole = whole(node.a());
                yield s -> whole.of(s);
            }
            case NEG -> {
                final Real a = real(node.a());
                yield s -> -a.of(s);
            }
            case COND -> {
                final Truth which = truths.compile(node.a());
                final Real a = real(node.b());
                final Real b = real(node.operands().get(2));
                yield s -> {
                    final int chosen = s.fault != 0 ? Predicate.FALSE : which.of(s);
                    return chosen == Predicate.TRUE ? a.of(s)
                        : chosen == Predicate.FALSE ? b.of(s) : none(s);
                };
            }
            default -> realArithmetic(node.op(), real(node.a()), real(node.b()));
        };
    }

    private static Real realArithmetic(final Op op, final Real a, final Real b) {
        return switch (op) {
            case ADD -> s -> a.of(s) + b.of(s);
            case SUB -> s -> a.of(s) - b.of(s);
            case MUL -> s -> a.of(s) * b.of(s);
            case DIV -> s -> a.of(s) / b.of(s);
            default -> throw new IllegalArgumentException(op + " is no number");
        };
    }

    /** Returns the double nearest to a decimal: one rounding, as of the decimal's text. */
    static double toDouble(final long unscaled, final int decimals) {
        return Math.abs(unscaled) <= DOUBLE_EXACT && unscaled != Long.MIN_VALUE
            ? unscaled / TEN_TO[decimals] : BigDecimal.valueOf(unscaled, decimals).doubleValue();
    }
}
