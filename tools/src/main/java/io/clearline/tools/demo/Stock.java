package io.clearline.tools.demo;

import io.clearline.engine.record.Scales;
import io.clearline.engine.record.sbe.Regime;
import java.util.ArrayList;
import java.util.List;

/**
 * What the generator believes to stand in the two-line ledger. It runs ahead of the answers, so it
 * counts only what was surely released, and of that nine tenths: random examination, which nobody
 * can foresee, keeps a little back.
 */
final class Stock {
    private static final int TRIES = 8;

    /** Goods of one trader, line and regime. */
    static final class Lot {
        final int trader;
        final Goods goods;
        final Regime regime;
        int origin;
        private long left;

        private Lot(final int trader, final Goods goods, final Regime regime) {
            this.trader = trader;
            this.goods = goods;
            this.regime = regime;
        }

        /** Returns what one of {@code parts} equal parts may be, at most {@code most}. */
        long part(final long most, final int parts) {
            final long part = Math.min(most, left / parts);
            return goods.line().whole() ? part / Scales.QUANTITY * Scales.QUANTITY : part;
        }

        void take(final long quantity) {
            left -= quantity;
        }
    }

    private final Lot[][] byTrader;
    private final List<List<Lot>> ofTrader = new ArrayList<>();
    private final List<Lot> all = new ArrayList<>();

    Stock(final int traders, final int lines) {
        byTrader = new Lot[traders][2 * lines];
        for (int i = 0; i < traders; i++) {
            ofTrader.add(new ArrayList<>());
        }
    }

    /**
     * Goods that a released import adds.
     *
     * @param trader whose
     * @param goods what
     * @param regime to which ledger
     * @param quantity how much
     * @param origin packed alpha-3 code
     */
    record Addition(int trader, Goods goods, Regime regime, long quantity, int origin) {
    }

    void add(final List<Addition> gains) {
        for (int i = 0; i < gains.size(); i++) {
            add(gains.get(i));
        }
    }

    private void add(final Addition gain) {
        final int trader = gain.trader();
        final int at = index(gain.goods().line(), gain.regime());
        if (byTrader[trader][at] == null) {
            byTrader[trader][at] = new Lot(trader, gain.goods(), gain.regime());
            all.add(byTrader[trader][at]);
            ofTrader.get(trader).add(byTrader[trader][at]);
        }
        final Lot lot = byTrader[trader][at];
        lot.left += gain.quantity() - gain.quantity() / 10;
        lot.origin = gain.origin();
    }

    /** Returns the lot, null if there never was one. */
    Lot find(final int trader, final TariffLine line, final Regime regime) {
        return byTrader[trader][index(line, regime)];
    }

    /** Returns some lot of which at least one unit is left, null if none is soon found. */
    Lot any(final Dice dice) {
        for (int i = 0; i < TRIES && !all.isEmpty(); i++) {
            final Lot lot = all.get(dice.below(all.size()));
            if (lot.part(Scales.QUANTITY, 1) == Scales.QUANTITY) {
                return lot;
            }
        }
        return null;
    }

    /** Returns another lot of a trader who has some, null if that one is used up. */
    Lot anotherOf(final int trader, final Dice dice) {
        final List<Lot> lots = ofTrader.get(trader);
        final Lot lot = lots.get(dice.below(lots.size()));
        return lot.part(Scales.QUANTITY, 1) == Scales.QUANTITY ? lot : null;
    }

    private static int index(final TariffLine line, final Regime regime) {
        return 2 * line.index() + (regime == Regime.BONDED ? 1 : 0);
    }
}
