package io.clearline.engine.follower;

/**
 * How a status store is made.
 *
 * @param declarations for how many declarations it is made at first; it is made anew, four times as
 *     large, when that is nearly reached. Only what is used takes disk, about 250 bytes each
 */
public record StatusOptions(long declarations) {
    private static final long DECLARATIONS = 1 << 20;

    /** Checks the bounds. */
    public StatusOptions {
        if (declarations < 1) {
            throw new IllegalArgumentException(
                "declarations " + declarations + " must be 1 and above");
        }
    }

    /** Returns the usual choice: a million declarations at first. */
    public static StatusOptions defaults() {
        return new StatusOptions(DECLARATIONS);
    }
}
