package io.clearline.tools.demo;

import io.clearline.engine.record.sbe.CheckpointLane;
import io.clearline.engine.record.sbe.Flow;
import io.clearline.engine.record.sbe.HoldKind;
import io.clearline.engine.record.sbe.Regime;
import java.util.ArrayList;
import java.util.List;

/**
 * Foresees what becomes of a declaration that is acceptable, notes what traders and officers will
 * do about it, and counts what it adds to the ledger once nothing stands against its release.
 * Random examination of all but the distrusted cannot be foreseen: those still wait for an officer.
 */
final class FollowUp {
    private static final int PAID_PER_MILLE = 930;
    private static final List<Stock.Addition> NOTHING = List.of();

    private final DemoCatalogue catalogue;
    private final Stock stock;
    private final Dice dice;
    private final Diary diary;

    FollowUp(
        final DemoCatalogue catalogue, final Stock stock, final Dice dice, final int haste) {
        diary = new Diary(haste);
        this.catalogue = catalogue;
        this.stock = stock;
        this.dice = dice;
    }

    Diary diary() {
        return diary;
    }

    void note(final Draft draft, final Offering[] chosen, final long number) {
        final DemoTrader trader = catalogue.trader(draft.trader);
        final boolean imported = draft.flow == Flow.FIRST_LINE_IMPORT;
        final HoldKind last = imported ? lastHold(draft) : null;
        final long due = catalogue.tax().of(draft);
        final boolean pays = due > 0 && !trader.distrusted() && dice.chance(PAID_PER_MILLE);
        final List<Stock.Addition> gains =
            imported && !trader.distrusted() && (due == 0 || pays) ? gains(draft, chosen) : NOTHING;
        if (pays) {
            // Now and then somebody pays a fen more than is due, which is refused.
            final boolean wrong = dice.chance(4);
            diary.add(Diary.Entry.pay(
                number, wrong ? due + 1 : due, last == null && !wrong ? gains : NOTHING));
        }
        if (trader.distrusted() && dice.chance(700)) {
            diary.add(Diary.Entry.resolve(number, HoldKind.EXAMINE, NOTHING));
        }
        // Officers have not come to all of them by the end of the day.
        if (last != null && !dice.chance(50)) {
            if (last == HoldKind.INSPECTION && isHeld(draft, HoldKind.QUARANTINE)) {
                diary.add(Diary.Entry.resolve(number, HoldKind.QUARANTINE, NOTHING));
            }
            diary.add(Diary.Entry.resolve(number, last, gains));
        }
        if (due == 0 && last == null) {
            stock.add(gains);
        }
        if (draft.flow == Flow.SECOND_LINE_EXIT) {
            arrive(draft, number);
        }
    }

    /** Returns the hold that an officer comes to last, null if the goods need no look. */
    private static HoldKind lastHold(final Draft draft) {
        return isHeld(draft, HoldKind.INSPECTION) ? HoldKind.INSPECTION
            : isHeld(draft, HoldKind.QUARANTINE) ? HoldKind.QUARANTINE : null;
    }

    private static boolean isHeld(final Draft draft, final HoldKind kind) {
        for (int i = 0; i < draft.items; i++) {
            if (kind == HoldKind.QUARANTINE ? draft.line[i].quarantined()
                : draft.line[i].inspected()) {
                return true;
            }
        }
        return false;
    }

    /** What the ledger gains once an import is released; empty if nothing that is sure. */
    private static List<Stock.Addition> gains(final Draft draft, final Offering[] chosen) {
        final List<Stock.Addition> gains = new ArrayList<>(draft.items);
        for (int i = 0; i < draft.items; i++) {
            final Goods goods = chosen[i].goods();
            // Whether a licence is used up only the engine knows.
            if (!goods.letters().isEmpty() && !draft.relaxed[i]) {
                return NOTHING;
            }
            if (draft.granted[i] != Regime.TAXED) {
                gains.add(new Stock.Addition(draft.trader, goods, draft.granted[i],
                    draft.quantity[i], draft.origin[i]));
            }
        }
        return gains;
    }

    /** Most vehicles take the lane that their load asks for. */
    private void arrive(final Draft draft, final long number) {
        boolean domestic = true;
        for (int i = 0; i < draft.items; i++) {
            domestic &= draft.regime[i] == Regime.DOMESTIC;
        }
        final boolean general = domestic ? dice.chance(900) : dice.chance(10);
        diary.add(Diary.Entry.arrive(number, draft.office,
            general ? CheckpointLane.GENERAL : CheckpointLane.SUPERVISED, draft.conveyance));
    }
}
