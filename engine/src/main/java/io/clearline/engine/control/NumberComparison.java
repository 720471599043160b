package io.clearline.engine.control;

import io.clearline.engine.control.Predicate.Truth;
import io.clearline.engine.control.ValueCompiler.Exact;
import io.clearline.engine.control.ValueCompiler.Real;

/**
 * Compares decimals: exactly where neither side is calculated, so that 0.1 is a tenth; as IEEE
 * doubles where one is, as CEL does.
 */
final class NumberComparison {
    private static final long[] TEN_TO = new long[19];

    static {
        TEN_TO[0] = 1;
        for (int i = 1; i < TEN_TO.length; i++) {
            TEN_TO[i] = TEN_TO[i - 1] * 10;
        }
    }

    private NumberComparison() {
    }

    static Truth of(final Op op, final Node a, final Node b, final ValueCompiler values) {
        if (!ValueCompiler.isExact(a) || !ValueCompiler.isExact(b)) {
            return reals(op, values.real(a), values.real(b));
        }
        if (a.op() == Op.FIELD && b.op() == Op.NUMBER) {
            final ControlField field = a.field();
            final long literal = b.number();
            final int decimals = b.decimals();
            return s -> TruthCompiler.holds(
                op, compare(s.number(field), field.decimals(), literal, decimals));
        }
        return exacts(op, values.exact(a), values.exact(b));
    }

    private static Truth exacts(final Op op, final Exact a, final Exact b) {
        return s -> {
            final long left = a.of(s);
            final int leftDecimals = s.decimals;
            final long right = b.of(s);
            return s.fault != 0 ? s.erred()
                : TruthCompiler.holds(op, compare(left, leftDecimals, right, s.decimals));
        };
    }

    private static Truth reals(final Op op, final Real a, final Real b) {
        return s -> {
            final double left = a.of(s);
            final double right = b.of(s);
            return s.fault != 0 ? s.erred() : Predicate.of(holds(op, left, right));
        };
    }

    /** Java's operators are CEL's: nothing is equal to, below or above what is not a number. */
    static boolean holds(final Op op, final double left, final double right) {
        return switch (op) {
            case EQ -> left == right;
            case NE -> left != right;
            case LT -> left < right;
            case LE -> left <= right;
            case GT -> left > right;
            default -> left >= right;
        };
    }

    /** Compares two decimals without rounding. */
    static int compare(final long a, final int aDecimals, final long b, final int bDecimals) {
        return aDecimals == bDecimals ? Long.compare(a, b)
            : io.clearline.engine.record.Exact.compareProducts(
                a, TEN_TO[bDecimals], b, TEN_TO[aDecimals]);
    }
}
