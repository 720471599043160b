package io.clearline.engine.control;

import io.clearline.engine.record.sbe.ControlState;
import io.clearline.engine.record.sbe.ControlThen;
import java.util.Comparator;
import java.util.TreeSet;

/**
 * Keeps the {@link Tally} of every control that is tried: opens and closes it where the control's
 * time begins and ends, counts, and tells whose guard has tripped. What comes with every
 * declaration costs a comparison and allocates nothing; one thread.
 */
final class Tallies {
    /** Something to do with a control at a time, or at a count of declarations. */
    private record Due(long at, Control control) {
        private static final Comparator<Due> ORDER = Comparator.comparingLong(Due::at)
            .thenComparingInt(due -> due.control.number());
    }

    /** Where a control's time begins or ends. */
    private final TreeSet<Due> boundaries = new TreeSet<>(Due.ORDER);
    /** Where the block ends in which a control has hit too many. */
    private final TreeSet<Due> trips = new TreeSet<>(Due.ORDER);
    private long nextBoundaryMs = Long.MAX_VALUE;
    private long nextTrip = Long.MAX_VALUE;
    private long accepted;

    /** Returns how many declarations were accepted. */
    long accepted() {
        return accepted;
    }

    /** Counts anew: the control begins to be tried. */
    void start(final Control control, final long nowMs) {
        control.tally().restart();
        await(control, nowMs);
        settle(control, nowMs);
        refresh();
    }

    private void await(final Control control, final long afterMs) {
        for (final long at : new long[] {control.terms().fromMs(), control.terms().toMs()}) {
            if (at > afterMs && at != Long.MAX_VALUE) {
                boundaries.add(new Due(at, control));
            }
        }
    }

    /** The control goes on where it was: its tally was read back, and so was {@link #accepted}. */
    void resume(final Control control) {
        // Boundaries that are past already settle once more, to the same.
        await(control, Long.MIN_VALUE);
        if (control.tally().isOpen() && control.tally().willTrip()) {
            trips.add(new Due(control.tally().tripsAt(), control));
        }
        refresh();
    }

    void accepted(final long count) {
        accepted = count;
    }

    /** The control is tried no more; its counts stay as they are. */
    void stop(final Control control) {
        boundaries.remove(new Due(control.terms().fromMs(), control));
        boundaries.remove(new Due(control.terms().toMs(), control));
        close(control);
        refresh();
    }

    private void close(final Control control) {
        if (control.tally().isOpen()) {
            control.tally().close(accepted);
            trips.remove(new Due(control.tally().tripsAt(), control));
        }
    }

    private void settle(final Control control, final long nowMs) {
        final boolean live = control.isLive(nowMs);
        if (live && !control.tally().isOpen()) {
            control.tally().open(accepted);
        } else if (!live) {
            close(control);
        }
    }

    private void refresh() {
        nextBoundaryMs = boundaries.isEmpty() ? Long.MAX_VALUE : boundaries.first().at;
        nextTrip = trips.isEmpty() ? Long.MAX_VALUE : trips.first().at;
    }

    /** Time has come to here. */
    void advance(final long nowMs) {
        if (nowMs < nextBoundaryMs) {
            return;
        }
        while (!boundaries.isEmpty() && boundaries.first().at <= nowMs) {
            settle(boundaries.pollFirst().control, nowMs);
        }
        refresh();
    }

    /** A declaration is accepted; what it hit was counted before. */
    void accept() {
        accepted++;
    }

    /** Counts what a control hit of the declaration that is being accepted. */
    void count(final Control control, final int items, final int errors) {
        final boolean holds = control.state() != ControlState.SHADOW;
        final boolean audits = control.terms().then() == ControlThen.AUDIT;
        control.tally().add(items, !holds ? 0 : audits ? errors : items, errors > 0);
        final Guard guard = control.terms().guard();
        if (guard != null && holds && control.tally().addToBlock(guard, accepted)) {
            trips.add(new Due(control.tally().tripsAt(), control));
            refresh();
        }
    }

    /** Returns the control whose guard tripped first and that is not yet paused, or null. */
    Control tripped() {
        return accepted < nextTrip ? null : trips.first().control;
    }
}
