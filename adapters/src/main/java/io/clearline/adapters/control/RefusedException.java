package io.clearline.adapters.control;

/** Leaves the compiler from wherever it finds a fault; carries no stack, for none is looked at. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;

    RefusedException(final int line, final int column, final String message) {
        super(message, null, false, false);
        this.line = line;
        this.column = column;
    }

    Refusal refusal() {
        return new Refusal(line, column, getMessage());
    }
}
