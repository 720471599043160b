package io.clearline.engine.control;

/** The types of an expression's values; the number is part of a program's bytes. */
public enum ValueType {
    /** UTF-8 text. */
    STRING(1),
    /** 64-bit integer. */
    INT(2),
    /** Decimal: exact as declared or spelled, an IEEE double once it is calculated with. */
    NUMBER(3),
    /** True or false. */
    BOOL(4),
    /** List of texts; has no expressions of its own. */
    LIST(5);

    private final int number;

    ValueType(final int number) {
        this.number = number;
    }

    /** Returns the number in a program. */
    public int number() {
        return number;
    }

    /**
     * Returns the type of a number.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static ValueType of(final int number) {
        if (number < 1 || number > values().length) {
            throw new IllegalArgumentException("no type has the number " + number);
        }
        return values()[number - 1];
    }
}
