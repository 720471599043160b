package io.clearline.engine.control;

/**
 * The operations of a program (docs/wire-format.md): a pre-order tree, each node its number in one
 * byte, then what stands beside it here, then its operands.
 */
public enum Op {
    /** true. */
    TRUE(1),
    /** false. */
    FALSE(2),
    /** !a. */
    NOT(3),
    /** a and b; an error is absorbed by a false. */
    AND(4),
    /** a or b; an error is absorbed by a true. */
    OR(5),
    /** c ? a : b; of the type that is expected of it. */
    COND(6),
    /** Type byte; a == b. */
    EQ(10),
    /** Type byte; a != b. */
    NE(11),
    /** Type byte; a less than b. */
    LT(12),
    /** Type byte; a less than or equal to b. */
    LE(13),
    /** Type byte; a greater than b. */
    GT(14),
    /** Type byte; a greater than or equal to b. */
    GE(15),
    /** Type byte, expression, var count, so many literals. */
    IN_LITERALS(20),
    /** String expression, sized name of a list. */
    IN_NAMED(21),
    /** String expression, number of a list field. */
    IN_FIELD(22),
    /** a starts with b. */
    STARTS_WITH(23),
    /** a ends with b. */
    ENDS_WITH(24),
    /** a contains b. */
    CONTAINS(25),
    /** String expression, sized RE2 pattern; found anywhere. */
    MATCHES(26),
    /** Code points of a string. */
    SIZE_STRING(27),
    /** Number of a list field; how many elements it has. */
    SIZE_LIST(28),
    /** Number of a field. */
    FIELD(30),
    /** Sized UTF-8. */
    STRING(31),
    /** Signed var. */
    INT(32),
    /** Signed var, byte of decimals 0 to 18. */
    NUMBER(33),
    /** Type byte; a + b. */
    ADD(40),
    /** Type byte; a - b. */
    SUB(41),
    /** Type byte; a * b. */
    MUL(42),
    /** Type byte; a / b. */
    DIV(43),
    /** Type byte; a % b, of ints alone. */
    MOD(44),
    /** Type byte; -a. */
    NEG(45),
    /** An int as a number. */
    TO_NUMBER(46),
    /**
     * How many declarations or items there were in a window: number of the key's field, var hours, a
     * byte that says whether a condition follows, the condition.
     */
    COUNT(50),
    /**
     * A sum over them: number of the key's field, var hours, number of the field that is summed up,
     * a byte that says whether a condition follows, the condition.
     */
    SUM(51);

    private static final Op[] BY_NUMBER = new Op[64];

    static {
        for (final Op op : values()) {
            BY_NUMBER[op.number] = op;
        }
    }

    private final int number;

    Op(final int number) {
        this.number = number;
    }

    /** Returns the number in a program. */
    public int number() {
        return number;
    }

    /**
     * Returns the operation of a number.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Op of(final int number) {
        final Op op = number < 0 || number >= BY_NUMBER.length ? null : BY_NUMBER[number];
        if (op == null) {
            throw new IllegalArgumentException("no operation has the number " + number);
        }
        return op;
    }
}
