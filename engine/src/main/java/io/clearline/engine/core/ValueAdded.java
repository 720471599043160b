package io.clearline.engine.core;

import io.clearline.engine.record.Exact;
import io.clearline.engine.record.Scales;
import io.clearline.engine.record.sbe.InputKind;
import io.clearline.engine.record.sbe.Regime;
import io.clearline.engine.state.Code;

/**
 * The value-added exemption's arithmetic (GAC-158 art. 4): rate = (P - I - D) / (I + D), compared exactly
 * with the threshold, which is included. Amounts in fen.
 */
final class ValueAdded {
    private ValueAdded() {
    }

    /** Tells whether the rate reaches the threshold; with no inputs that count it does. */
    static boolean qualifies(
        final long price, final long imported, final long domestic, final long threshold) {
        final long inputs = Math.addExact(imported, domestic);
        return inputs == 0
            || Exact.compareProducts(price - inputs, Scales.RATE, inputs, threshold) >= 0;
    }

    /** Tells whether the rate is one that an answer can state: at most some nine million million. */
    static boolean canState(final long price, final long imported, final long domestic) {
        final long inputs = Math.addExact(imported, domestic);
        return Exact.compareProducts(
            price - inputs, Scales.ANSWER_RATE, inputs, Long.MAX_VALUE) <= 0;
    }

    /**
     * Returns the rate of an item of a declaration as {@link #rate} does: 0 where it has none, or no
     * inputs that count; at most what can be stated.
     */
    static long rate(final Assessment a, final Item item) {
        long imported = 0;
        long domestic = 0;
        for (int i = 0; item.regime == Regime.VALUE_ADDED && i < item.inputCount; i++) {
            final InputLine input = a.body.inputs.get(item.firstInput + i);
            final boolean isKnown = input.kind == InputKind.CUMULATIVE
                && TwoLineRules.find(a, input) >= 0;
            if (isKnown) {
                final Code code = a.code;
                imported = Math.addExact(
                    imported, Exact.mulDiv(code.imported, input.quantity, code.quantity));
                domestic = Math.addExact(
                    domestic, Exact.mulDiv(code.domestic, input.quantity, code.quantity));
            } else if (input.kind == InputKind.DOMESTIC) {
                domestic = Math.addExact(domestic, TaxRules.fen(input.value));
            } else if (input.kind != InputKind.HAINAN) {
                imported = Math.addExact(imported, TaxRules.fen(input.value));
            }
        }
        return Math.addExact(imported, domestic) == 0 ? 0
            : canState(item.fen, imported, domestic) ? rate(item.fen, imported, domestic)
            : Long.MAX_VALUE;
    }

    /** Returns the rate scaled by {@code Scales.ANSWER_RATE}, rounded half up; inputs must count. */
    static long rate(final long price, final long imported, final long domestic) {
        final long inputs = Math.addExact(imported, domestic);
        return Exact.signedMulDiv(price - inputs, Scales.ANSWER_RATE, inputs);
    }
}
