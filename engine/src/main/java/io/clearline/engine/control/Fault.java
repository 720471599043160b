package io.clearline.engine.control;

/** What can go wrong while an expression is evaluated; kept as plain numbers, nothing is thrown. */
final class Fault {
    static final int NONE = 0;
    static final int OVERFLOW = 1;
    static final int DIVISION_BY_ZERO = 2;
    static final int MODULUS_BY_ZERO = 3;

    private Fault() {
    }

    /** Says in words what went wrong. */
    static String words(final int fault) {
        return switch (fault) {
            case OVERFLOW -> "a whole number beyond 64 bits";
            case DIVISION_BY_ZERO -> "a division by zero";
            case MODULUS_BY_ZERO -> "a remainder of a division by zero";
            default -> "";
        };
    }
}
