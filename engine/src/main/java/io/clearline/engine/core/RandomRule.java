package io.clearline.engine.core;

import io.clearline.engine.record.sbe.Flow;
import io.clearline.engine.record.sbe.HoldCode;
import io.clearline.engine.record.sbe.HoldKind;
import io.clearline.engine.record.sbe.Source;
import io.clearline.engine.reference.Parties;
import io.clearline.engine.reference.Policy;
import io.clearline.engine.state.Hold;

/** Random examination by credit class (rule 12: GAC Order 282, CREDIT-2L), drawn as {@link Draws} says. */
final class RandomRule {
    private static final Policy.Name[] BY_CREDIT = {
        Policy.Name.RANDOM_ADVANCED, Policy.Name.RANDOM_CERTIFIED, Policy.Name.RANDOM_REGULAR,
        Policy.Name.RANDOM_DISHONEST, Policy.Name.RANDOM_SERIOUSLY_DISHONEST};

    private RandomRule() {
    }

    static void apply(final Assessment a) {
        final long rate = Math.max(rate(a), SelectionRule.floor(a));
        if (a.draws.isTaken(a, Draws.RANDOM, 0, rate)) {
            a.draft.hold(Hold.of(
                0, HoldKind.EXAMINE, HoldCode.RANDOM, 0, Source.RANDOM), 0);
        }
    }

    private static long rate(final Assessment a) {
        final Policy policy = a.reference.policy();
        final int list = a.reference.parties().secondLine(a.trader);
        final boolean secondLine =
            a.body.flow == Flow.SECOND_LINE_EXIT || a.body.flow == Flow.SECOND_LINE_ENTRY;
        if (secondLine && list == Parties.SECOND_LINE_WHITE) {
            return policy.rate(Policy.Name.RANDOM_WHITE, a.day);
        }
        final long rate = policy.rate(BY_CREDIT[a.reference.parties().credit(a.trader)], a.day);
        return secondLine && list == Parties.SECOND_LINE_WATCH
            ? rate + policy.rate(Policy.Name.RANDOM_WATCH, a.day) : rate;
    }
}
