package io.clearline.engine.reference;

import io.clearline.engine.record.Scales;
import io.clearline.engine.record.sbe.Flow;
import java.util.Arrays;

/**
 * What share of declarations an office selects at random, by direction and day: the office's own
 * parameters beside the credit classes of policy.csv (double random: State Council Guobanfa 2015 No.
 * 58). Looking up allocates nothing. One thread.
 */
public final class Selection {
    /** How many directions an office has: one for each {@link Flow}, in its order. */
    public static final int DIRECTIONS = 5;

    /** The parameters of an office and direction in one validity. Shares are scaled by {@link Scales#RATE}. */
    public static final class Parameters {
        private final ReferenceRow row;
        private final Parameters next;

        Parameters(final ReferenceRow row, final Parameters next) {
            this.row = row;
            this.next = next;
        }

        /** Returns the least probability of a random examination, whatever the credit class. */
        public long randomFloor() {
            return row.amount(2);
        }

        /** Returns the share that is expected to be examined. */
        public long expectedRed() {
            return row.amount(3);
        }

        /** Returns the share whose documents are expected to be checked. */
        public long expectedYellow() {
            return row.amount(4);
        }

        /** Returns the share that is expected to be audited after release. */
        public long expectedBlue() {
            return row.amount(5);
        }

        /** Returns how many in a row may pass unselected, {@link Integer#MAX_VALUE} = any number. */
        public int mostUnselected() {
            return row.number(6) < 0 ? Integer.MAX_VALUE : (int) (row.number(6) / Scales.RATE);
        }
    }

    private Parameters[] byPlace = new Parameters[0];

    /** Returns the number of an office and direction, from 0. */
    public static int place(final int office, final Flow flow) {
        return office * DIRECTIONS + flow.value() - 1;
    }

    void add(final ReferenceRow row) {
        final int place = place(row);
        if (place >= byPlace.length) {
            byPlace = Arrays.copyOf(byPlace, place + 1);
        }
        byPlace[place] = new Parameters(row, byPlace[place]);
    }

    void remove(final ReferenceRow row) {
        Parameters kept = null;
        for (Parameters at = byPlace[place(row)]; at != null; at = at.next) {
            kept = at.row == row ? kept : new Parameters(at.row, kept);
        }
        byPlace[place(row)] = kept;
    }

    private static int place(final ReferenceRow row) {
        return (int) (row.number(0) * DIRECTIONS + row.number(1));
    }

    /** Tells whether any office has parameters at all. */
    public boolean isEmpty() {
        return byPlace.length == 0;
    }

    /** Returns the parameters of a place on a day, or null. */
    public Parameters of(final int place, final int day) {
        if (place >= byPlace.length) {
            return null;
        }
        for (Parameters at = byPlace[place]; at != null; at = at.next) {
            if (at.row.number(7) <= day && day <= at.row.number(8)) {
                return at;
            }
        }
        return null;
    }
}
