package io.clearline.tools.demo;

import io.clearline.engine.record.Scales;
import io.clearline.engine.record.sbe.Regime;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Who makes what out of what. Makers ask for a code for a whole lot, then sell it in parts. Codes
 * are numbered as the engine numbers them, so the generator knows each without seeing the answer.
 */
final class Workshop {
    static final int PARTS = 4;

    private static final byte[] NO_CODE = new byte[0];
    private static final Regime[] LEDGERS = {Regime.ZERO_TARIFF, Regime.BONDED};
    private static final int INPUTS_MAX = 3;

    /** A line that a trader (numbered from 1, as the file has them) makes out of other lines. */
    private record Recipe(int trader, int hs, int quantity, int... inputs) {
    }

    private static final Recipe[] RECIPES = {
        new Recipe(4, 39269090, 4000, 39012000, 39021000, 39071010, 39074000),
        new Recipe(7, 73181510, 20000, 72193500),
        new Recipe(8, 48101900, 90000, 47032100),
        new Recipe(10, 88073000, 10, 88073000),
        new Recipe(15, 90189099, 40, 90183900),
        new Recipe(18, 84798999, 2, 85044099, 84581100),
        new Recipe(23, 85414300, 600, 70052900),
        new Recipe(24, 84714140, 200, 85423111, 85423210, 85235110, 84717019),
        new Recipe(26, 87089999, 900, 73181510, 39269090),
        new Recipe(27, 87038000, 6, 85076000, 85044099, 87089999),
        new Recipe(28, 85235110, 5000, 85423210, 85423111),
        // Not filed as an encouraged enterprise: asks in vain and pays the duty.
        new Recipe(1, 84798999, 2, 84137099, 84145990, 84818040)
    };

    private final DemoCatalogue catalogue;
    private final Stock stock;
    private final Dice dice;
    private final List<Product> forSale = new ArrayList<>();
    private int confirmationCodes;

    Workshop(final DemoCatalogue catalogue, final Stock stock, final Dice dice) {
        this.catalogue = catalogue;
        this.stock = stock;
        this.dice = dice;
    }

    /**
     * Makes something for which a code is to be asked; from now on it is for sale. Returns null if
     * the maker has nothing to make it of.
     */
    Product make() {
        final Recipe recipe = RECIPES[dice.below(RECIPES.length)];
        final int trader = recipe.trader() - 1;
        final List<Product.Input> inputs = inputs(trader, recipe);
        if (inputs.isEmpty()) {
            return null;
        }
        final long imported = inputs.stream().mapToLong(Product.Input::fen).sum();
        final long domestic = 1 + imported * dice.below(300) / Dice.PER_MILLE;
        final boolean qualifies = dice.chance(800);
        final int added = qualifies ? 310 + dice.below(600) : 40 + dice.below(240);
        final long price = (imported + domestic) * (Dice.PER_MILLE + added) / Dice.PER_MILLE;
        final boolean confirmed = qualifies && catalogue.trader(trader).filed();
        final Product product = new Product(
            trader, catalogue.line(recipe.hs()), recipe.quantity() * Scales.QUANTITY, inputs,
            domestic, price, PARTS, qualifies, confirmed ? nextCode() : NO_CODE);
        for (int i = 0; i < PARTS; i++) {
            forSale.add(product);
        }
        return product;
    }

    private List<Product.Input> inputs(final int trader, final Recipe recipe) {
        final List<Product.Input> inputs = new ArrayList<>(INPUTS_MAX);
        for (final int hs : recipe.inputs()) {
            for (final Regime regime : LEDGERS) {
                final Stock.Lot lot = stock.find(trader, catalogue.line(hs), regime);
                final long part = lot == null || inputs.size() == INPUTS_MAX ? 0
                    : lot.part(usual(lot.goods), PARTS);
                if (part > 0) {
                    lot.take(part * PARTS);
                    inputs.add(new Product.Input(lot.goods.line(), lot.origin, part,
                        value(part, lot.goods.priceFen()), regime));
                }
            }
        }
        return inputs;
    }

    private long usual(final Goods goods) {
        return Math.max(1, goods.quantity() * (20L + dice.below(60)) / 100) * Scales.QUANTITY;
    }

    /** Returns the value of a quantity at a price. */
    static long value(final long quantity, final long priceFen) {
        final long hundredths = Math.max(1, quantity / (Scales.QUANTITY / 100));
        return Math.max(1, hundredths * priceFen / 100);
    }

    private byte[] nextCode() {
        final String year = DemoCatalogue.DAY.substring(0, 4);
        return String.format(Locale.ROOT, "Q%s%09d", year, ++confirmationCodes)
            .getBytes(StandardCharsets.US_ASCII);
    }

    /** Sells one part of something made, null if there is nothing. */
    Product sell() {
        if (forSale.isEmpty()) {
            return null;
        }
        final int last = forSale.size() - 1;
        java.util.Collections.swap(forSale, dice.below(last + 1), last);
        return forSale.remove(last);
    }
}
