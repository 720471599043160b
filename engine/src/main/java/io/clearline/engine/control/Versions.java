package io.clearline.engine.control;

import io.clearline.engine.record.sbe.ControlState;
import java.util.ArrayList;
import java.util.List;

/**
 * All versions of one control, ascending. At most one is a draft, one runs in shadow and one is in
 * force, active or paused; a version that comes as far as a lower one, or further, takes its place.
 */
final class Versions {
    private static final int STAGES = 3;

    private final List<Control> all = new ArrayList<>(1);
    /** Those that have not ended, by their stage. */
    private final Control[] live = new Control[STAGES];

    int highest() {
        return all.get(all.size() - 1).terms().version();
    }

    void add(final Control control) {
        all.add(control);
    }

    List<Control> all() {
        return all;
    }

    /** Returns the version of a number, or null. */
    Control find(final int version) {
        int low = 0;
        int high = all.size() - 1;
        while (low <= high) {
            final int middle = low + high >>> 1;
            final int found = all.get(middle).terms().version();
            if (found == version) {
                return all.get(middle);
            }
            low = found < version ? middle + 1 : low;
            high = found < version ? high : middle - 1;
        }
        return null;
    }

    /** Returns the version that is active or paused, or null. */
    Control inForce() {
        return live[STAGES - 1];
    }

    /** Returns those that have not ended, the one in force last. */
    List<Control> live() {
        final List<Control> some = new ArrayList<>(STAGES);
        for (final Control control : live) {
            if (control != null) {
                some.add(control);
            }
        }
        return some;
    }

    /** Returns those that end when a version enters a state: the lower ones that came no further. */
    List<Control> replacedBy(final Control control, final ControlState state) {
        final List<Control> some = live();
        some.removeIf(other -> other.terms().version() >= control.terms().version()
            || Moves.stage(other.state()) > Moves.stage(state));
        return some;
    }

    /** Takes note of the state that a version left and of the one that it is in. */
    void moved(final Control control, final ControlState before) {
        if (before != null) {
            live[Moves.stage(before)] = null;
        }
        if (control.state() != ControlState.WITHDRAWN) {
            live[Moves.stage(control.state())] = control;
        }
    }
}
