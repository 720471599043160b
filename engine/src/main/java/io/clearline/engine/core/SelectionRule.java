package io.clearline.engine.core;

import io.clearline.engine.record.Scales;
import io.clearline.engine.record.sbe.HoldCode;
import io.clearline.engine.record.sbe.HoldKind;
import io.clearline.engine.record.sbe.Source;
import io.clearline.engine.reference.Selection;
import io.clearline.engine.state.Hold;
import io.clearline.engine.state.Selections;

/**
 * What an office selects beyond controls and credit, by its own parameters: where a lane falls short of
 * the share expected of it on the day, and where too many have passed in a row (docs/draws.md).
 * Looked at from red over yellow to blue; one lane at most is added.
 */
final class SelectionRule {
    private SelectionRule() {
    }

    /** Returns the least probability of a random examination at the declaration's office. */
    static long floor(final Assessment a) {
        final Selection.Parameters parameters = parameters(a);
        return parameters == null ? 0 : parameters.randomFloor();
    }

    private static Selection.Parameters parameters(final Assessment a) {
        final Selection selection = a.reference.selection();
        return selection.isEmpty() ? null
            : selection.of(Selection.place(a.body.office, a.body.flow), a.draft.acceptedDay);
    }

    static void apply(final Assessment a) {
        final Selection.Parameters parameters = parameters(a);
        if (parameters == null) {
            return;
        }
        final int place = Selection.place(a.body.office, a.body.flow);
        final long expectedRed = parameters.expectedRed();
        final long expectedYellow = parameters.expectedYellow();
        final boolean red = Selections.isPicked(a.draft, HoldKind.EXAMINE);
        final boolean yellow = Selections.isPicked(a.draft, HoldKind.DOCUMENT);
        if (!red && (isLong(a, place, parameters)
            || isShort(a, place, Selections.RED, Draws.RED, expectedRed, 0))) {
            hold(a, HoldKind.EXAMINE);
        } else if (!yellow && isShort(
            a, place, Selections.YELLOW, Draws.YELLOW, expectedYellow, expectedRed)) {
            hold(a, HoldKind.DOCUMENT);
        } else if (!a.draft.audit && isShort(a, place, Selections.BLUE, Draws.BLUE,
            parameters.expectedBlue(), expectedRed + expectedYellow)) {
            a.draft.audit = true;
        }
    }

    private static void hold(final Assessment a, final HoldKind kind) {
        a.draft.hold(Hold.of(0, kind, HoldCode.RANDOM, 0, Source.RANDOM), 0);
    }

    /**
     * Too many in a row passed unselected, and this one would be the next. An amendment does not
     * come anew: what was drawn stays drawn, and what a control picked is the control's to judge.
     */
    private static boolean isLong(
        final Assessment a, final int place, final Selection.Parameters parameters) {
        if (a.amendedAt >= 0) {
            return Selections.isDrawn(a.amended, HoldKind.EXAMINE);
        }
        return !Selections.isPicked(a.draft, HoldKind.DOCUMENT) && !a.draft.audit
            && a.state.selections().unselected(place) >= parameters.mostUnselected();
    }

    /**
     * The lane has less than its share of the day, and this one is drawn for it: with twice the
     * probability that the share needs among those whom the lanes above it leave, so that the day
     * catches up and yet nobody knows who will be next.
     */
    private static boolean isShort(final Assessment a, final int place, final int lane,
        final long what, final long expected, final long above) {
        if (expected == 0) {
            return false;
        }
        final Selections selections = a.state.selections();
        final int day = a.draft.acceptedDay;
        final long left = Math.max(1, Scales.RATE - above);
        final long rate = Math.min(Scales.RATE, 2 * expected * Scales.RATE / left);
        final long all = selections.count(place, day, Selections.ALL) + 1L;
        return (a.amendedAt >= 0
            || selections.count(place, day, lane) * Scales.RATE < expected * all)
            && a.draws.isTaken(a, what, 0, rate);
    }
}
