package io.clearline.adapters.control;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelType;
import io.clearline.engine.control.ControlField;
import io.clearline.engine.control.Op;
import io.clearline.engine.control.ValueType;
import io.clearline.engine.record.PackedWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes a checked expression as a program: its tree, operators before operands, with types. */
final class ProgramWriter {
    private final Source source;
    private final CelAbstractSyntaxTree tree;
    private final NumberLiterals numbers;
    private final PackedWriter out = new PackedWriter(256);

    ProgramWriter(
        final Source source, final CelAbstractSyntaxTree tree, final NumberLiterals numbers) {
        this.source = source;
        this.tree = tree;
        this.numbers = numbers;
    }

    byte[] write() throws RefusedException {
        final ValueType type = Types.of(tree.getResultType());
        if (type != ValueType.BOOL) {
            throw refuse(tree.getExpr(), "a control asks for true or false, this is "
                + (type == ValueType.NUMBER ? "a number" : type == ValueType.STRING ? "a text"
                    : "an integer") + "; compare it with something");
        }
        value(tree.getExpr());
        final byte[] program = new byte[out.length()];
        out.buffer().getBytes(0, program);
        return program;
    }

    private void value(final CelExpr expr) throws RefusedException {
        switch (expr.getKind()) {
            case CONSTANT -> {
                if (isNegativeZero(expr.constant())) {
                    // Decimals have none, but dividing by it differs.
                    out.putByte(Op.NEG.number()).putByte(ValueType.NUMBER.number());
                }
                constant(expr);
            }
            case IDENT, SELECT -> out.putByte(Op.FIELD.number()).putByte(number(expr));
            case CALL -> call(expr);
            default -> throw refuse(expr, "this is not supported");
        }
    }

    private static boolean isNegativeZero(final CelConstant constant) {
        return constant.getKind() == CelConstant.Kind.DOUBLE_VALUE
            && constant.doubleValue() == 0 && 1 / constant.doubleValue() < 0;
    }

    private void constant(final CelExpr expr) throws RefusedException {
        switch (expr.constant().getKind()) {
            case BOOLEAN_VALUE ->
                out.putByte((
                expr.constant().booleanValue() ? Op.TRUE : Op.FALSE).number());
            case STRING_VALUE -> out.putByte(Op.STRING.number())
                .putSized(utf8(expr.constant().stringValue()));
            case INT64_VALUE ->
                out.putByte(Op.INT.number()).putSigned(expr.constant().int64Value());
            case DOUBLE_VALUE -> {
                final BigDecimal value = numbers.exact(expr);
                out.putByte(Op.NUMBER.number()).putSigned(value.unscaledValue().longValueExact())
                    .putByte(value.scale());
            }
            default -> throw refuse(expr, "this is not supported");
        }
    }

    private static byte[] utf8(final String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private int number(final CelExpr expr) throws RefusedException {
        final ControlField field = Vocabulary.find(Surface.dotted(expr));
        if (field == null) {
            throw refuse(expr, "unknown name");
        }
        return field.number();
    }

    private void call(final CelExpr expr) throws RefusedException {
        final CelExpr.CelCall call = expr.call();
        final String function = call.function();
        final List<CelExpr> arguments = new java.util.ArrayList<>(call.args());
        call.target().ifPresent(target -> arguments.add(0, target));
        if (Functions.LOGIC.containsKey(function)) {
            values(Functions.LOGIC.get(function), arguments);
        } else if (Functions.COMPARISONS.containsKey(function)) {
            typed(Functions.COMPARISONS.get(function), expr, arguments);
        } else if (Functions.ARITHMETIC.containsKey(function)) {
            arithmetic(Functions.ARITHMETIC.get(function), expr, arguments);
        } else if (Functions.TEXT.containsKey(function)) {
            text(Functions.TEXT.get(function), arguments);
        } else {
            switch (function) {
                case Functions.NOT -> values(Op.NOT, arguments);
                case Functions.CONDITIONAL -> values(Op.COND, arguments);
                case Functions.NEGATE -> arithmetic(Op.NEG, expr, arguments);
                case Functions.IN -> in(expr, arguments.get(0), arguments.get(1));
                case Functions.SIZE -> size(arguments.get(0));
                case Functions.DOUBLE -> toNumber(expr, arguments.get(0));
                case Functions.COUNT, Functions.SUM -> counter(function, arguments);
                default -> throw refuse(expr, Functions.unknown(function));
            }
        }
    }

    private void values(final Op op, final List<CelExpr> arguments) throws RefusedException {
        out.putByte(op.number());
        for (final CelExpr argument : arguments) {
            value(argument);
        }
    }

    private void typed(final Op op, final CelExpr expr, final List<CelExpr> arguments)
        throws RefusedException {
        out.putByte(op.number()).putByte(type(expr, arguments.get(0)).number());
        for (final CelExpr argument : arguments) {
            value(argument);
        }
    }

    private void arithmetic(final Op op, final CelExpr expr, final List<CelExpr> arguments)
        throws RefusedException {
        final ValueType type = type(expr, arguments.get(0));
        if (type != ValueType.INT && type != ValueType.NUMBER) {
            throw refuse(expr, Functions.spelled(expr.call().function())
                + " of texts is not supported; compare the parts with &&");
        }
        typed(op, expr, arguments);
    }

    private void text(final Op op, final List<CelExpr> arguments) throws RefusedException {
        out.putByte(op.number());
        value(arguments.get(0));
        if (op == Op.MATCHES) {
            out.putSized(utf8(arguments.get(1).constant().stringValue()));
        } else {
            value(arguments.get(1));
        }
    }

    private void in(final CelExpr expr, final CelExpr member, final CelExpr list)
        throws RefusedException {
        switch (list.getKind()) {
            case LIST -> {
                final List<CelExpr> elements = list.list().elements();
                out.putByte(Op.IN_LITERALS.number()).putByte(type(expr, member).number());
                value(member);
                out.putVar(elements.size());
                for (final CelExpr element : elements) {
                    constant(element);
                }
            }
            case CALL -> {
                out.putByte(Op.IN_NAMED.number());
                value(member);
                out.putSized(utf8(list.call().args().get(0).constant().stringValue()));
            }
            default -> {
                out.putByte(Op.IN_FIELD.number());
                value(member);
                out.putByte(number(list));
            }
        }
    }

    private void size(final CelExpr argument) throws RefusedException {
        final ControlField field = Vocabulary.find(Surface.dotted(argument));
        if (field != null && field.type() == ValueType.LIST) {
            out.putByte(Op.SIZE_LIST.number()).putByte(field.number());
        } else {
            out.putByte(Op.SIZE_STRING.number());
            value(argument);
        }
    }

    private void toNumber(final CelExpr expr, final CelExpr argument) throws RefusedException {
        final ValueType type = type(expr, argument);
        if (type != ValueType.INT && type != ValueType.NUMBER) {
            throw refuse(expr, "'double' takes an int; write a number as 2.5, without quotes");
        }
        if (type == ValueType.INT) {
            out.putByte(Op.TO_NUMBER.number());
        }
        value(argument);
    }

    private void counter(final String function, final List<CelExpr> arguments)
        throws RefusedException {
        final boolean isSum = Functions.SUM.equals(function);
        out.putByte((isSum ? Op.SUM : Op.COUNT).number())
            .putByte(Counting.key(word(arguments.get(0))).number())
            .putVar(Counting.hours(word(arguments.get(1))));
        if (isSum) {
            out.putByte(Counting.measure(word(arguments.get(2))).number());
        }
        final int fixed = Counting.fixed(function);
        out.putByte(arguments.size() - fixed);
        if (arguments.size() == fixed) {
            return;
        }
        final CelExpr which = arguments.get(fixed);
        if (Counting.isText(which)) {
            out.putByte(Op.STARTS_WITH.number()).putByte(Op.FIELD.number())
                .putByte(ControlField.ITEM_HS.number());
        }
        value(which);
    }

    private static String word(final CelExpr text) {
        return text.constant().stringValue();
    }

    private ValueType type(final CelExpr at, final CelExpr expr) throws RefusedException {
        final CelType found = tree.getType(expr.id()).orElse(null);
        final ValueType type = found == null ? null : Types.of(found);
        if (type == null || type == ValueType.LIST) {
            throw refuse(at, "this type cannot be compared");
        }
        return type;
    }

    private RefusedException refuse(final CelExpr expr, final String message) {
        return source.refuse(
            tree.getSource().getPositionsMap().getOrDefault(expr.id(), 0), message);
    }
}
