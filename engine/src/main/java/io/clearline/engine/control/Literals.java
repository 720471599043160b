package io.clearline.engine.control;

import io.clearline.engine.control.Predicate.Truth;
import io.clearline.engine.control.ValueCompiler.Exact;
import io.clearline.engine.control.ValueCompiler.Real;
import io.clearline.engine.control.ValueCompiler.Text;
import io.clearline.engine.control.ValueCompiler.Whole;
import io.clearline.engine.record.Hash64;
import java.util.Arrays;
import java.util.List;

/** Membership in a list of literals: by hash for texts, by order for whole numbers. */
final class Literals {
    private Literals() {
    }

    static Truth membership(
        final Node node, final TruthCompiler truths, final ValueCompiler values) {
        final List<Node> literals = TruthCompiler.literals(node);
        return switch (node.operandType()) {
            case STRING -> texts(values.text(node.a()), table(literals));
            case INT -> wholes(values.whole(node.a()),
                literals.stream().mapToLong(Node::number).sorted().toArray());
            case NUMBER -> numbers(node.a(), literals, values);
            default -> truths(truths.compile(node.a()), literals);
        };
    }

    /** Places texts by their hash, at most half full, so that a miss ends at once. */
    private static Slice[] table(final List<Node> literals) {
        final Slice[] table =
            new Slice[Math.max(2, Integer.highestOneBit(Math.max(1, literals.size())) * 4)];
        for (final Node literal : literals) {
            final Slice text = new Slice(literal.text());
            int at = slot(text, table.length);
            while (table[at] != null && !table[at].isSame(text)) {
                at = at + 1 & table.length - 1;
            }
            table[at] = text;
        }
        return table;
    }

    private static int slot(final Slice text, final int size) {
        return (int) Hash64.of(text.buffer(), text.offset(), text.length(), 2) & size - 1;
    }

    private static Truth texts(final Text a, final Slice[] table) {
        return s -> {
            final Slice text = a.of(s);
            if (s.fault != 0) {
                return s.erred();
            }
            int at = slot(text, table.length);
            while (table[at] != null) {
                if (table[at].isSame(text)) {
                    return Predicate.TRUE;
                }
                at = at + 1 & table.length - 1;
            }
            return Predicate.FALSE;
        };
    }

    private static Truth wholes(final Whole a, final long[] sorted) {
        return s -> {
            final long value = a.of(s);
            return s.fault != 0 ? s.erred() : Predicate.of(Arrays.binarySearch(sorted, value) >= 0);
        };
    }

    private static Truth numbers(
        final Node a, final List<Node> literals, final ValueCompiler values) {
        final long[] unscaled = literals.stream().mapToLong(Node::number).toArray();
        final int[] decimals = literals.stream().mapToInt(Node::decimals).toArray();
        if (ValueCompiler.isExact(a)) {
            final Exact exact = values.exact(a);
            return s -> {
                final long value = exact.of(s);
                if (s.fault != 0) {
                    return s.erred();
                }
                boolean found = false;
                for (int i = 0; i < unscaled.length && !found; i++) {
                    found = NumberComparison.compare(
                        value, s.decimals, unscaled[i], decimals[i]) == 0;
                }
                return Predicate.of(found);
            };
        }
        final double[] doubles = new double[unscaled.length];
        Arrays.setAll(doubles, i -> ValueCompiler.toDouble(unscaled[i], decimals[i]));
        final Real real = values.real(a);
        return s -> {
            final double value = real.of(s);
            if (s.fault != 0) {
                return s.erred();
            }
            boolean found = false;
            for (int i = 0; i < doubles.length && !found; i++) {
                found = value == doubles[i];
            }
            return Predicate.of(found);
        };
    }

    private static Truth truths(final Truth a, final List<Node> literals) {
        final boolean[] has = new boolean[2];
        literals.forEach(literal -> has[literal.op() == Op.TRUE ? 1 : 0] = true);
        return s -> {
            final int value = a.of(s);
            return value == Predicate.ERROR ? value : Predicate.of(has[value]);
        };
    }
}
