package io.clearline.engine.state;

import io.clearline.engine.record.sbe.HoldCode;
import io.clearline.engine.record.sbe.HoldKind;
import io.clearline.engine.record.sbe.Source;

/**
 * A hold packed into a long whose order is the contract's: by item, then kind, then code. What raised it
 * (a tariff prefix, a row's number) is kept beside it.
 */
public final class Hold {
    private Hold() {
    }

    /** Packs a hold of a kind without a code. */
    public static long of(final int item, final HoldKind kind, final Source source) {
        return of(item, kind, HoldCode.NONE, 0, source);
    }

    /**
     * Packs a hold.
     *
     * @param item 0 = the whole declaration
     * @param letter of code LETTER: ASCII, else 0
     */
    public static long of(final int item, final HoldKind kind, final HoldCode code, final int letter,
        final Source source) {
        return (long) item << 32 | kind.value() << 24 | rank(code) << 16 | letter << 8
            | source.value();
    }

    /** Citations start with a digit and so come before the words. */
    private static int rank(final HoldCode code) {
        return code == HoldCode.CITATION ? 1 : code.value() == 0 ? 0 : code.value() + 1;
    }

    /** Returns the item, 0 = the whole declaration. */
    public static int item(final long hold) {
        return (int) (hold >>> 32);
    }

    /** Returns the kind's number on the wire. */
    public static int kind(final long hold) {
        return (int) (hold >>> 24 & 0xFF);
    }

    /** Returns the code. */
    public static HoldCode code(final long hold) {
        final int rank = (int) (hold >>> 16 & 0xFF);
        return rank == 1 ? HoldCode.CITATION : HoldCode.get((short) (rank == 0 ? 0 : rank - 1));
    }

    /** Returns the letter of code LETTER, else 0. */
    public static int letter(final long hold) {
        return (int) (hold >>> 8 & 0xFF);
    }

    /** Returns the source's number on the wire. */
    public static int source(final long hold) {
        return (int) (hold & 0xFF);
    }

    /** Tells whether the hold is of a kind. */
    public static boolean isKind(final long hold, final HoldKind kind) {
        return kind(hold) == kind.value();
    }
}
