package io.clearline.engine.control;

import io.clearline.engine.record.PackedWriter;
import java.nio.charset.StandardCharsets;

/** Builds programs as an adapter would: {@code and(eq("trader", "X"), prefix("item.hs", "87"))}. */
public final class Programs {
    private Programs() {
    }

    /** Joins parts. */
    public static byte[] join(final byte[]... parts) {
        final PackedWriter out = new PackedWriter(64);
        for (final byte[] part : parts) {
            out.putBytes(part);
        }
        return bytes(out);
    }

    private static byte[] bytes(final PackedWriter out) {
        final byte[] bytes = new byte[out.length()];
        out.buffer().getBytes(0, bytes);
        return bytes;
    }

    /** An operation and its operands. */
    public static byte[] op(final Op op, final byte[]... operands) {
        return join(new byte[] {(byte) op.number()}, join(operands));
    }

    /** An operation of a type. */
    public static byte[] op(final Op op, final ValueType type, final byte[]... operands) {
        return join(new byte[] {(byte) op.number(), (byte) type.number()}, join(operands));
    }

    /** A field by its name in an expression. */
    public static byte[] field(final String text) {
        return new byte[] {(byte) Op.FIELD.number(), (byte) byName(text).number()};
    }

    static ControlField byName(final String text) {
        for (final ControlField field : ControlField.values()) {
            if (field.text().equals(text)) {
                return field;
            }
        }
        throw new IllegalArgumentException(text);
    }

    /** A text. */
    public static byte[] text(final String text) {
        return join(new byte[] {(byte) Op.STRING.number()}, sized(text));
    }

    static byte[] sized(final String text) {
        return bytes(new PackedWriter(64).putSized(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** A whole number. */
    public static byte[] whole(final long value) {
        return bytes(new PackedWriter(16).putByte(Op.INT.number()).putSigned(value));
    }

    /** A decimal, such as 0.10. */
    public static byte[] number(final String decimal) {
        final java.math.BigDecimal value = new java.math.BigDecimal(decimal);
        return bytes(new PackedWriter(16).putByte(Op.NUMBER.number())
            .putSigned(value.unscaledValue().longValueExact()).putByte(value.scale()));
    }

    /** Both. */
    public static byte[] and(final byte[] a, final byte[] b) {
        return op(Op.AND, a, b);
    }

    /** Either. */
    public static byte[] or(final byte[] a, final byte[] b) {
        return op(Op.OR, a, b);
    }

    /** A text field is a text. */
    public static byte[] eq(final String field, final String text) {
        return op(Op.EQ, ValueType.STRING, field(field), text(text));
    }

    /** A text field starts with a text. */
    public static byte[] prefix(final String field, final String text) {
        return op(Op.STARTS_WITH, field(field), text(text));
    }

    /** A text field is one of some texts. */
    public static byte[] in(final String field, final String... texts) {
        final byte[][] literals = new byte[texts.length][];
        for (int i = 0; i < texts.length; i++) {
            literals[i] = text(texts[i]);
        }
        return inLiterals(ValueType.STRING, field(field), literals);
    }

    /** An expression is one of some literals. */
    public static byte[] inLiterals(
        final ValueType type, final byte[] expression, final byte[]... literals) {
        return op(Op.IN_LITERALS, type, expression,
            bytes(new PackedWriter(8).putVar(literals.length)), join(literals));
    }

    /** A text field is on a named list. */
    public static byte[] inList(final String field, final String list) {
        return op(Op.IN_NAMED, field(field), sized(list));
    }

    /** A text is an element of a list field. */
    public static byte[] inField(final String text, final String list) {
        return op(Op.IN_FIELD, text(text), new byte[] {(byte) byName(list).number()});
    }

    /** The size of a list field. */
    public static byte[] size(final String list) {
        return op(Op.SIZE_LIST, new byte[] {(byte) byName(list).number()});
    }

    /** A text field matches a pattern. */
    public static byte[] matches(final String field, final String pattern) {
        return op(Op.MATCHES, field(field), sized(pattern));
    }

    /** A decimal field is above a literal. */
    public static byte[] above(final String field, final String decimal) {
        return op(Op.GT, ValueType.NUMBER, field(field), number(decimal));
    }

    /** How many there were by a field, within hours; {@code when} empty = all. */
    public static byte[] count(final String key, final int hours, final byte[] when) {
        return counter(Op.COUNT, key, hours, new byte[0], when);
    }

    /** The sum of a field by a field, within hours; {@code when} empty = over all. */
    public static byte[] sum(
        final String key, final int hours, final String measure, final byte[] when) {
        return counter(
            Op.SUM, key, hours, new byte[] {(byte) byName(measure).number()}, when);
    }

    private static byte[] counter(final Op op, final String key, final int hours,
        final byte[] measure, final byte[] when) {
        return join(new byte[] {(byte) op.number(), (byte) byName(key).number()},
            bytes(new PackedWriter(8).putVar(hours)), measure,
            new byte[] {(byte) (when.length == 0 ? 0 : 1)}, when);
    }

    /** A count is at least so many. */
    public static byte[] atLeast(final byte[] count, final int least) {
        return op(Op.GE, ValueType.INT, count, whole(least));
    }

    /** A sum is above a decimal. */
    public static byte[] above(final byte[] sum, final String decimal) {
        return op(Op.GT, ValueType.NUMBER, sum, number(decimal));
    }

    /** A division by zero. */
    public static byte[] error() {
        return op(Op.EQ, ValueType.INT,
            op(Op.DIV, ValueType.INT, whole(1), whole(0)), whole(1));
    }
}
