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
 */
record Node(Op op, ValueType type, ValueType operandType, List<Node> operands, ControlField field,
    byte[] text, long number, int decimals) {

    Node a() {
        return operands.get(0);
    }

    Node b() {
        return operands.get(1);
    }

    /** Tells whether any field of an item is named. */
    boolean namesItem() {
        if (field != null && field.isOfItem()) {
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
