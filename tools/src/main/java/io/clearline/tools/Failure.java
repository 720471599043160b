package io.clearline.tools;

/**
 * Why a verb ends without having done its work: one line that says what, where and what to do, and
 * the exit status that goes with it.
 */
public final class Failure extends RuntimeException {
    /** Exit status: a check failed, such as a mismatch or a corruption. */
    public static final int CHECK = 1;

    /** Exit status: wrong usage or unreadable input. */
    public static final int USAGE = 2;

    /** Exit status: the environment failed, such as a full disk. */
    public static final int ENVIRONMENT = 3;

    private static final long serialVersionUID = 1L;

    private final int exitStatus;

    private Failure(final int exitStatus, final String message, final Throwable cause) {
        super(message, cause);
        this.exitStatus = exitStatus;
    }

    /** Creates one of a failed check. */
    public static Failure check(final String message, final Throwable cause) {
        return new Failure(CHECK, message, cause);
    }

    /** Creates one of wrong usage or unreadable input. */
    public static Failure usage(final String message) {
        return new Failure(USAGE, message, null);
    }

    /** Creates one of wrong usage or unreadable input. */
    public static Failure usage(final String message, final Throwable cause) {
        return new Failure(USAGE, message, cause);
    }

    /** Creates one of a failed environment. */
    public static Failure environment(final String message, final Throwable cause) {
        return new Failure(ENVIRONMENT, message, cause);
    }

    /** Returns the exit status, 1 to 3. */
    public int exitStatus() {
        return exitStatus;
    }
}
