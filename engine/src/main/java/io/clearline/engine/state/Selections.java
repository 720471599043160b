package io.clearline.engine.state;

import io.clearline.engine.record.Hash64;
import io.clearline.engine.record.StateInput;
import io.clearline.engine.record.StateOutput;
import io.clearline.engine.record.sbe.HoldCode;
import io.clearline.engine.record.sbe.HoldKind;
import io.clearline.engine.reference.Selection;
import java.util.Arrays;

/**
 * What was selected at each office and direction that has parameters of its own: counts of the present
 * day, by lane, and how many have passed unselected in a row. Selected is what a control or a draw
 * picked; what the law itself holds (licences, quarantine, tax) is not.
 */
public final class Selections {
    /** Place in a tally: how many were accepted. */
    public static final int ALL = 0;
    /** Place in a tally: picked for examination. */
    public static final int RED = 1;
    /** Place in a tally: picked for a check of documents. */
    public static final int YELLOW = 2;
    /** Place in a tally: picked for an audit. */
    public static final int BLUE = 3;
    private static final int DAY = 4;
    private static final int UNSELECTED = 5;
    private static final int WIDTH = 6;
    /** A declaration's number begins with its office; fourteen digits follow. */
    private static final long OFFICE = 100_000_000_000_000L;

    private int[] tallies = new int[0];

    /** Returns a count of a place on a day. */
    public int count(final int place, final int day, final int what) {
        final int at = place * WIDTH;
        return at >= tallies.length || tallies[at + DAY] != day ? 0 : tallies[at + what];
    }

    /** Returns how many have passed unselected in a row, over days. */
    public int unselected(final int place) {
        final int at = place * WIDTH;
        return at >= tallies.length ? 0 : tallies[at + UNSELECTED];
    }

    /** Counts a declaration as it was accepted. */
    void add(final int place, final Declaration d) {
        final int at = place * WIDTH;
        if (at >= tallies.length) {
            tallies = Arrays.copyOf(tallies, (place + 1) * WIDTH);
        }
        if (tallies[at + DAY] != d.acceptedDay) {
            Arrays.fill(tallies, at, at + DAY, 0);
            tallies[at + DAY] = d.acceptedDay;
        }
        final boolean red = isPicked(d, HoldKind.EXAMINE);
        final boolean yellow = isPicked(d, HoldKind.DOCUMENT);
        tallies[at + ALL]++;
        tallies[at + RED] += red ? 1 : 0;
        tallies[at + YELLOW] += yellow ? 1 : 0;
        tallies[at + BLUE] += d.audit ? 1 : 0;
        tallies[at + UNSELECTED] = red || yellow || d.audit ? 0 : tallies[at + UNSELECTED] + 1;
    }

    /** Tells whether a control or a draw holds a declaration in a way. */
    public static boolean isPicked(final Declaration d, final HoldKind kind) {
        return isHeld(d, kind, HoldCode.CITATION) || isDrawn(d, kind);
    }

    /** Tells whether a draw holds a declaration in a way. */
    public static boolean isDrawn(final Declaration d, final HoldKind kind) {
        return isHeld(d, kind, HoldCode.RANDOM);
    }

    private static boolean isHeld(
        final Declaration d, final HoldKind kind, final HoldCode code) {
        for (int i = 0; i < d.holds.size(); i += 2) {
            final long hold = d.holds.get(i);
            if (Hold.isKind(hold, kind) && Hold.code(hold) == code) {
                return true;
            }
        }
        return false;
    }

    long hash() {
        long hash = 0;
        for (int i = 0; i < tallies.length; i++) {
            hash += tallies[i] == 0 ? 0 : Hash64.mix(Hash64.fold(i, tallies[i]));
        }
        return hash;
    }

    /** Writes everything. */
    void save(final StateOutput out) {
        out.putInt(tallies.length);
        for (final int value : tallies) {
            out.putInt(value);
        }
    }

    /** Reads everything. */
    void load(final StateInput in) {
        tallies = new int[in.getInt()];
        for (int i = 0; i < tallies.length; i++) {
            tallies[i] = in.getInt();
        }
    }

    /** Returns the place of a declaration. */
    static int placeOf(final Declaration d) {
        return Selection.place((int) (d.number / OFFICE), d.flow);
    }
}
