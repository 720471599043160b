package io.clearline.engine.control;

import io.clearline.engine.control.ValueCompiler.Whole;

/**
 * CEL's 64-bit integers: what does not fit, and a division by zero, is a fault, never a wrong
 * number.
 */
final class WholeArithmetic {
    private WholeArithmetic() {
    }

    static Whole of(final Op op, final Whole a, final Whole b) {
        return switch (op) {
            case ADD -> s -> add(s, a.of(s), b.of(s));
            case SUB -> s -> subtract(s, a.of(s), b.of(s));
            case MUL -> s -> multiply(s, a.of(s), b.of(s));
            case DIV -> s -> divide(s, a.of(s), b.of(s));
            case MOD -> s -> modulo(s, a.of(s), b.of(s));
            default -> throw new IllegalArgumentException(op + " is no whole number");
        };
    }

    /** Notes a fault; the first one stays. */
    private static long fault(final Subject s, final int fault) {
        if (s.fault == Fault.NONE) {
            s.fault = fault;
        }
        return 0;
    }

    private static long add(final Subject s, final long a, final long b) {
        final long sum = a + b;
        return ((a ^ sum) & (b ^ sum)) < 0 ? fault(s, Fault.OVERFLOW) : sum;
    }

    static long subtract(final Subject s, final long a, final long b) {
        final long difference = a - b;
        return ((a ^ b) & (a ^ difference)) < 0 ? fault(s, Fault.OVERFLOW) : difference;
    }

    private static long multiply(final Subject s, final long a, final long b) {
        final long product = a * b;
        return Math.multiplyHigh(a, b) != product >> 63 ? fault(s, Fault.OVERFLOW) : product;
    }

    private static long divide(final Subject s, final long a, final long b) {
        if (b == 0) {
            return fault(s, Fault.DIVISION_BY_ZERO);
        }
        return a == Long.MIN_VALUE && b == -1 ? fault(s, Fault.OVERFLOW) : a / b;
    }

    private static long modulo(final Subject s, final long a, final long b) {
        return b == 0 ? fault(s, Fault.MODULUS_BY_ZERO) : a % b;
    }
}
