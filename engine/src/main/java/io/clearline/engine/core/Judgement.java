package io.clearline.engine.core;

import io.clearline.engine.record.sbe.Flow;
import io.clearline.engine.record.sbe.Outcome;
import io.clearline.engine.record.sbe.Regime;
import io.clearline.engine.reference.Policy;
import io.clearline.engine.state.Declaration;
import java.util.List;

/**
 * Puts the rule families in the order of contract section 5 and turns what they found into an outcome:
 * REJECT if any reject, else HOLD if any hold, else RELEASE. All checks are made, not the first alone.
 */
final class Judgement {
    private final TwoLineRules twoLine = new TwoLineRules();
    private final ControlRule controls = new ControlRule();

    /**
     * Judges a declaration whose form is sound and whose draft has its number and date of acceptance.
     *
     * @return whether it is accepted; if not, the assessment's rejects say why
     */
    boolean decide(final Assessment a) {
        final Body body = a.body;
        final Declaration draft = a.draft;
        draft.flow = body.flow;
        draft.form = body.form;
        draft.trader = a.trader;
        draft.policy = a.state.policy();
        TaxRules.value(a);
        switch (body.flow) {
            case FIRST_LINE_IMPORT -> {
                FirstLineRules.apply(a);
                RegimeRules.grant(a);
                TaxRules.onImport(a);
            }
            case FIRST_LINE_EXPORT -> {
                FirstLineRules.apply(a);
                twoLine.apply(a);
                TaxRules.onExport(a);
            }
            case SECOND_LINE_EXIT, ISLAND_TRANSFER -> twoLine.apply(a);
            default -> {
            }
        }
        RegimeRules.refuse(a);
        if (!a.rejects.isEmpty()) {
            return false;
        }
        follow(a);
        controls.apply(a);
        RandomRule.apply(a);
        SelectionRule.apply(a);
        TaxRules.secure(a);
        settle(draft);
        return true;
    }

    /** Writes what controls hit of the declaration that was decided last. */
    void record(final Step step, final boolean first) {
        controls.record(step.effects, step.verdict.effects(), first);
    }

    /** Returns what controls made of the declaration that was decided last. */
    List<ControlFinding> findings() {
        return controls.findings();
    }

    /** Keeps what the checkpoint and the receiver's ledger will need. */
    static void follow(final Assessment a) {
        final Declaration draft = a.draft;
        if (a.body.flow == Flow.ISLAND_TRANSFER && draft.additions.size() > 0) {
            draft.receiver = a.receiver;
        }
        if (a.body.flow != Flow.SECOND_LINE_EXIT) {
            return;
        }
        draft.entryOffice = a.body.entryOffice;
        draft.plateLength = a.body.conveyanceLength;
        draft.plate.putBytes(0, a.body.buffer, a.body.conveyanceAt, a.body.conveyanceLength);
        draft.checkpointUntil = draft.acceptedDay
            + a.reference.policy().number(Policy.Name.CHECKPOINT_DAYS, a.day);
        draft.domesticOnly = true;
        for (int i = 0; i < a.body.itemCount; i++) {
            draft.domesticOnly &= a.body.item(i).regime == Regime.DOMESTIC;
        }
    }

    /** Releases a declaration that nothing holds any more. */
    static void settle(final Declaration draft) {
        if (draft.holds.size() == 0) {
            draft.outcome = Outcome.RELEASE;
            draft.released = true;
        } else {
            draft.outcome = Outcome.HOLD;
        }
    }
}
