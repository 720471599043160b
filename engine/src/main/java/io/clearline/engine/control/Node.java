package io.clearline.engine.control;

import java.util.List;

/**
 * A node of a program's tree, checked by {@link ProgramReader}.
 *
 * @param op what it does
 * @param type type of its value
 * @param operandType type of what it compares, equal to {@code type} where it compares nothing
 * @param operands its operands in order; of IN_LITERALS the expression, then the literals
 * @param field of FIELD, IN_FIELD, SIZE_LIST; else null
 * @param text of STRING, IN_NAMED, MATCHES: UTF-8; else null
 * @param number of INT the value, of NUMBER the unscaled value
 * @param decimals of NUMBER
 * @param counter of COUNT and SUM; else null
 */
record Node(Op op, ValueType type, ValueType operandType, List<Node> operands, ControlField field,
    byte[] text, long number, int decimals, CounterTerms counter) {

    /** Makes a node that asks no counter. */
    Node(final Op op, final ValueType type, final ValueType operandType,
        final List<Node> operands, final ControlField field, final byte[] text, final long number,
        final int decimals) {
        this(op, type, operandType, operands, field, text, number, decimals, null);
    }

    /** Makes a node that asks a counter. */
    static Node ofCounter(final Op op, final ValueType type, final CounterTerms counter) {
        return new Node(op, type, type, List.of(), null, null, 0, 0, counter);
    }

    Node a() {
        return operands.get(0);
    }

    Node b() {
        return operands.get(1);
    }

    /** Returns the bits of the fields that are named. */
    long fields() {
        long bits = field == null ? 0 : field.bit();
        for (final Node operand : operands) {
            bits |= operand.fields();
        }
        return bits;
    }

    /**
     * Tells whether any field of an item is named. What a counter counts is not: only its key must
     * be known.
     */
    boolean namesItem() {
        if (field != null && field.isOfItem() || counter != null && counter.key().isOfItem()) {
            return true;
        }
        for (final Node operand : operands) {
            if (operand.namesItem()) {
                return true;
            }
        }
        return false;
    }
}
