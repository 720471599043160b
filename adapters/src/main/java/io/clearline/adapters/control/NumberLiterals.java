package io.clearline.adapters.control;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelMutableExpr;
import io.clearline.engine.control.ControlField;
import io.clearline.engine.control.ValueType;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The literals of numbers, exactly as spelled: CEL keeps them as binary floating point. Also lets
 * an int literal stand where a number is compared, for officers write {@code item.value > 100000}.
 */
final class NumberLiterals {
    /** A program keeps no more decimals. */
    static final int MOST_DECIMALS = 18;
    private static final int LONG_DIGITS = 19;

    private final Source source;
    private final Map<Long, Integer> positions;
    private final Map<Long, BigDecimal> integers = new HashMap<>();

    NumberLiterals(final Source source, final Map<Long, Integer> positions) {
        this.source = source;
        this.positions = positions;
    }

    /** Turns int literals that are compared with numbers into numbers; tells of any. */
    boolean widen(final CelMutableExpr expr) {
        if (expr.getKind() != CelExpr.ExprKind.Kind.CALL) {
            return false;
        }
        boolean any = false;
        if (expr.call().target().isPresent()) {
            any = widen(expr.call().target().get());
        }
        final List<CelMutableExpr> arguments = expr.call().args();
        for (final CelMutableExpr argument : arguments) {
            any |= widen(argument);
        }
        final String function = expr.call().function();
        if (Functions.COMPARISONS.containsKey(function)) {
            any |= isNumber(arguments.get(0)) && toNumber(arguments.get(1));
            any |= isNumber(arguments.get(1)) && toNumber(arguments.get(0));
        } else if (Functions.IN.equals(function) && isNumber(arguments.get(0))
            && arguments.get(1).getKind() == CelExpr.ExprKind.Kind.LIST) {
            for (final CelMutableExpr element : arguments.get(1).list().elements()) {
                any |= toNumber(element);
            }
        }
        return any;
    }

    private boolean toNumber(final CelMutableExpr expr) {
        if (expr.getKind() != CelExpr.ExprKind.Kind.CONSTANT
            || expr.constant().getKind() != CelConstant.Kind.INT64_VALUE) {
            return false;
        }
        final long value = expr.constant().int64Value();
        integers.put(expr.id(), BigDecimal.valueOf(value));
        expr.setConstant(CelConstant.ofValue((double) value));
        return true;
    }

    private static boolean isNumber(final CelMutableExpr expr) {
        switch (expr.getKind()) {
            case CONSTANT:
                return expr.constant().getKind() == CelConstant.Kind.DOUBLE_VALUE;
            case IDENT:
            case SELECT:
                final ControlField field = Vocabulary.find(dotted(expr));
                return field != null && field.type() == ValueType.NUMBER;
            case CALL:
                final String function = expr.call().function();
                if (Functions.CONDITIONAL.equals(function)) {
                    return isNumber(expr.call().args().get(1))
                        || isNumber(expr.call().args().get(2));
                }
                return Functions.DOUBLE.equals(function) || Functions.SUM.equals(function)
                    || (Functions.ARITHMETIC.containsKey(function)
                        || Functions.NEGATE.equals(function))
                    && expr.call().args().stream().anyMatch(NumberLiterals::isNumber);
            default:
                return false;
        }
    }

    private static String dotted(final CelMutableExpr expr) {
        if (expr.getKind() == CelExpr.ExprKind.Kind.IDENT) {
            final String name = expr.ident().name();
            return name.startsWith(".") ? name.substring(1) : name;
        }
        return dotted(expr.select().operand()) + "." + expr.select().field();
    }

    /** Returns the value of a literal of type number, exactly. */
    BigDecimal exact(final CelExpr expr) throws RefusedException {
        final BigDecimal integer = integers.get(expr.id());
        if (integer != null) {
            return integer;
        }
        final int from = positions.getOrDefault(expr.id(), 0);
        final BigDecimal spelled = new BigDecimal(source.text(from, end(from)));
        final long whole = (long) spelled.precision() - spelled.scale();
        if (spelled.signum() == 0) {
            return BigDecimal.ZERO;
        }
        if (whole <= LONG_DIGITS && whole > -MOST_DECIMALS) {
            BigDecimal value = spelled.scale() < 0 ? spelled.setScale(0) : spelled;
            if (value.scale() > MOST_DECIMALS || value.unscaledValue().bitLength() > 63) {
                value = value.stripTrailingZeros();
                value = value.scale() < 0 ? value.setScale(0) : value;
            }
            if (value.scale() <= MOST_DECIMALS && value.unscaledValue().bitLength() <= 63) {
                return expr.constant().doubleValue() < 0 ? value.negate() : value;
            }
        }
        throw source.refuse(from, "this number has more digits than are compared: at most "
            + MOST_DECIMALS + " decimals and " + (LONG_DIGITS - 1) + " digits in all");
    }

    private int end(final int from) {
        int at = from;
        while (isPart(at)) {
            at++;
        }
        return at;
    }

    private boolean isPart(final int at) {
        final int character = source.at(at);
        return character >= '0' && character <= '9' || character == '.' || isExponent(character)
            || (character == '+' || character == '-') && isExponent(source.at(at - 1));
    }

    private static boolean isExponent(final int character) {
        return character == 'e' || character == 'E';
    }
}
