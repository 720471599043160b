package io.clearline.adapters.control;

import java.util.List;

/** What became of an expression: a program for the engine, or a refusal. Immutable. */
public final class Compiled {
    private static final byte[] NO_PROGRAM = new byte[0];

    private final byte[] program;
    private final Refusal refusal;
    private final List<Refusal> doubts;

    private Compiled(
        final byte[] program, final Refusal refusal, final List<Refusal> doubts) {
        this.program = program;
        this.refusal = refusal;
        this.doubts = doubts;
    }

    static Compiled of(final byte[] program, final List<Refusal> doubts) {
        return new Compiled(program, null, List.copyOf(doubts));
    }

    static Compiled refused(final Refusal refusal) {
        return new Compiled(NO_PROGRAM, refusal, List.of());
    }

    /** Returns the program, empty where the expression is refused; not to be changed. */
    public byte[] program() {
        return program;
    }

    /** Returns what is taken but can hardly be meant, such as a heading that is never an hs. */
    public List<Refusal> doubts() {
        return doubts;
    }

    /** Returns the refusal, or null. */
    public Refusal refusal() {
        return refusal;
    }
}
