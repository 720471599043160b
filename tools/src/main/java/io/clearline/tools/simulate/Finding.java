package io.clearline.tools.simulate;

/** Something that must never happen, and did. */
final class Finding extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What kind of promise was broken. */
    enum Kind {
        /** An answer left, or a record was promised, and is gone. */
        LOST,
        /** Two answers, or an answer and the journal, do not agree. */
        CONTRADICTED,
        /** An answer or a record that nobody asked for. */
        INVENTED,
        /** The engine did not start, stopped or does not add up, where it had to go on. */
        BROKEN
    }

    private final Kind kind;

    Finding(final Kind kind, final String what) {
        super(what);
        this.kind = kind;
    }

    Finding(final Kind kind, final String what, final Throwable cause) {
        super(what, cause);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }
}
