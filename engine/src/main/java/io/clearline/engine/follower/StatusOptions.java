package io.clearline.engine.follower;

import io.clearline.engine.core.Core;
import java.util.function.Supplier;

/**
 * How a status store is made.
 *
 * @param cores makes new cores, into which a snapshot is loaded where the journal no longer begins with
 *     record 1; null = the store cannot be made anew then
 * @param declarations for how many declarations it is made at first; it is made anew, four times as
 *     large, when that is nearly reached. Pages that are used take disk: 1.1 kB each at
 *     100,000 declarations, the room to grow included
 */
public record StatusOptions(long declarations, Supplier<Core> cores) {
    private static final long DECLARATIONS = 1 << 20;

    /** Chooses the size alone. */
    public StatusOptions(final long declarations) {
        this(declarations, null);
    }

    /** Checks the bounds. */
    public StatusOptions {
        if (declarations < 1) {
            throw new IllegalArgumentException(
                "declarations " + declarations + " must be 1 and above");
        }
    }

    /** Returns this with a maker of cores. */
    public StatusOptions withCores(final Supplier<Core> value) {
        return new StatusOptions(declarations, value);
    }

    /** Returns the usual choice: a million declarations at first. */
    public static StatusOptions defaults() {
        return new StatusOptions(DECLARATIONS);
    }
}
