package io.clearline.tools.demo;

import io.clearline.engine.record.Alpha3;
import io.clearline.engine.record.Scales;
import io.clearline.engine.record.sbe.Flow;
import io.clearline.engine.record.sbe.Form;
import io.clearline.engine.record.sbe.Regime;

/**
 * Drafts what leaves over the second line, and what changes hands on the island: goods that the
 * same trader brought in before, goods made of them, and goods of domestic origin.
 */
final class Outbound {
    private static final int CHINA = Alpha3.of("CHN");
    private static final long MONEY_PER_FEN = Scales.MONEY / Scales.FEN;
    /** A province's sign, a letter, then digits that are put in: UTF-8. */
    private static final byte[] PLATE =
        "\u743CA00000".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    private static final int ITEMS = 3;

    private final DemoCatalogue catalogue;
    private final Stock stock;
    private final Workshop workshop;
    private final Dice dice;
    private final Draft draft;
    private final byte[] stranger;
    private int vehicles;

    Outbound(
        final DemoCatalogue catalogue, final Stock stock, final Workshop workshop,
        final Dice dice, final Draft draft, final byte[] stranger) {
        this.catalogue = catalogue;
        this.stock = stock;
        this.workshop = workshop;
        this.dice = dice;
        this.draft = draft;
        this.stranger = stranger;
    }

    /** Drafts an exit to the mainland; what the first declarations lack in stock is domestic. */
    void exit() {
        draft.flow = Flow.SECOND_LINE_EXIT;
        draft.office = office();
        draft.transport = dice.chance(950) ? '4' : '5';
        draft.conveyance = plate();
        final int draw = dice.below(Dice.PER_MILLE);
        final boolean drafted = draw < 430 ? unprocessed() : draw < 760 ? made()
            : draw < 800 && overdrawn();
        if (!drafted) {
            domestic();
        }
        final boolean entitled = catalogue.trader(draft.trader).batches();
        if (draft.regime[0] != Regime.DOMESTIC && dice.chance(entitled ? 150 : 8)) {
            draft.form = Form.BATCH;
            draft.unacceptable = !entitled;
        }
    }

    /** Drafts a transfer; most receivers qualify, some do not, some no list knows. */
    void transfer() {
        draft.flow = Flow.ISLAND_TRANSFER;
        draft.office = office();
        draft.transport = '4';
        if (!dice.chance(880) || !unprocessed()) {
            domestic();
        }
        draft.form = Form.NORMAL;
        final int index = receiver();
        draft.receiver = index < 0 ? stranger : catalogue.trader(index).uscc();
        for (int i = 0; i < draft.items; i++) {
            draft.free[i] = index >= 0 && qualifies(index, draft.regime[i]);
        }
    }

    /** Returns the trader who receives, -1 for one outside the lists; never the sender. */
    private int receiver() {
        if (dice.chance(40)) {
            return -1;
        }
        final boolean meant = !dice.chance(100);
        for (int i = 0; i < 100; i++) {
            final int index = dice.below(catalogue.traders());
            if (index != draft.trader && meant == qualifies(index, draft.regime[0])) {
                return index;
            }
        }
        return -1;
    }

    private boolean qualifies(final int trader, final Regime regime) {
        return regime == Regime.BONDED ? catalogue.trader(trader).bonded()
            : catalogue.trader(trader).eligible();
    }

    /** Goods as they came in: up to three lines of one trader's stock. */
    private boolean unprocessed() {
        Stock.Lot lot = stock.any(dice);
        if (lot == null) {
            return false;
        }
        begin(lot.trader, Form.H2);
        final int items = 1 + dice.below(ITEMS);
        while (lot != null && draft.items < items) {
            final long most =
                Math.max(1, lot.goods.quantity() * (10L + dice.below(90)) / 100) * Scales.QUANTITY;
            final long quantity = lot.part(most, 1);
            lot.take(quantity);
            item(lot.goods.line(), quantity, sale(lot.goods, quantity), lot.origin, lot.regime);
            lot = stock.anotherOf(draft.trader, dice);
        }
        return true;
    }

    /** A part of something made, under its code if it got one. */
    private boolean made() {
        final Product product = workshop.sell();
        if (product == null) {
            return false;
        }
        begin(product.trader(), Form.NORMAL);
        // One with too little value added may as well be declared as made goods and no more.
        final Regime regime = product.qualifies() || dice.chance(300) ? Regime.VALUE_ADDED
            : product.inputs().get(0).regime();
        item(product.line(), product.quantity(), product.priceFen(), CHINA, regime);
        draft.product = product;
        draft.code = dice.chance(970) ? product.code() : null;
        draft.dutyFree = regime == Regime.VALUE_ADDED && product.qualifies()
            && catalogue.trader(product.trader()).filed();
        return true;
    }

    /** More than there is: goods that some eligible trader never brought in. */
    private boolean overdrawn() {
        final Stock.Lot lot = stock.any(dice);
        if (lot == null) {
            return false;
        }
        for (int i = 0; i < catalogue.traders(); i++) {
            final int trader = (lot.trader + 1 + i) % catalogue.traders();
            if (catalogue.trader(trader).eligible()
                && stock.find(trader, lot.goods.line(), lot.regime) == null) {
                begin(trader, Form.H2);
                final long quantity = lot.goods.quantity() * Scales.QUANTITY;
                item(lot.goods.line(), quantity, sale(lot.goods, quantity), lot.origin,
                    lot.regime);
                return true;
            }
        }
        return false;
    }

    /** Goods made on the island without imported inputs. */
    private void domestic() {
        final Offering[][] goods = catalogue.goods('E');
        final Offering[] sellers = goods[dice.below(goods.length)];
        final Offering seller = sellers[dice.below(sellers.length)];
        begin(seller.trader(), Form.NORMAL);
        final long quantity = Math.max(1, seller.goods().quantity() * (20L + dice.below(100)) / 100)
            * Scales.QUANTITY;
        item(seller.goods().line(), quantity, sale(seller.goods(), quantity), CHINA,
            Regime.DOMESTIC);
    }

    private void begin(final int trader, final Form form) {
        draft.trader = trader;
        draft.form = form;
        draft.currency = Alpha3.CNY;
        draft.items = 0;
    }

    private void item(
        final TariffLine line, final long quantity, final long fen, final int origin,
        final Regime regime) {
        final int i = draft.items++;
        draft.line[i] = line;
        draft.hs[i] = line.hs();
        draft.quantity[i] = quantity;
        draft.value[i] = fen * MONEY_PER_FEN;
        draft.origin[i] = origin;
        draft.regime[i] = regime;
    }

    /** A price that leaves the seller something. */
    private long sale(final Goods goods, final long quantity) {
        return Workshop.value(quantity, goods.priceFen()) * (105 + dice.below(35)) / 100;
    }

    /** Four in five cross the Qiongzhou Strait, by ro-ro ferry from Xinhai and the south port. */
    private int office() {
        final int[] offices = catalogue.secondLineOffices();
        return dice.chance(800) ? offices[1 + dice.below(2)] : offices[dice.below(offices.length)];
    }

    /** Returns the plate of a vehicle that had no load before (not in the last 100,000). */
    byte[] plate() {
        final byte[] plate = PLATE.clone();
        int rest = vehicles++;
        for (int i = plate.length - 1; i > plate.length - 6; i--) {
            plate[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return plate;
    }
}
