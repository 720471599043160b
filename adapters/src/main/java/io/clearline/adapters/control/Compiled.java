package io.clearline.adapters.control;

/** What became of an expression: a program for the engine, or a refusal. Immutable. */
public final class Compiled {
    private static final byte[] NO_PROGRAM = new byte[0];

    private final byte[] program;
    private final Refusal refusal;

    private Compiled(final byte[] program, final Refusal refusal) {
        this.program = program;
        this.refusal = refusal;
    }

    static Compiled of(final byte[] program) {
        return new Compiled(program, null);
    }

    static Compiled refused(final Refusal refusal) {
        return new Compiled(NO_PROGRAM, refusal);
    }

    /** Returns the program, empty where the expression is refused; not to be changed. */
    public byte[] program() {
        return program;
    }

    /** Returns the refusal, or null. */
    public Refusal refusal() {
        return refusal;
    }
}
