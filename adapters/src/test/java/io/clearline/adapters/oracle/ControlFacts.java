package io.clearline.adapters.oracle;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;

/**
 * What an expression may look at: the declaration, its trader, the currency's rate, and what was
 * declared before; {@code amended} is the number of the declaration that is amended, or null.
 */
record ControlFacts(World world, Body body, Row entity, BigDecimal rate, Instant now,
        String amended) {

    private static final int RATE_DECIMALS = 6;

    /** The value of an item in yuan. */
    BigDecimal value(Body.Item item) {
        return Decimals.cents(item.value().multiply(rate));
    }

    /** The rate of rule 7 as an answer states it; 0 where there is none. */
    BigDecimal valueAdded(Body.Item item) {
        if (item.regime() != Regime.VALUE_ADDED) {
            return BigDecimal.ZERO;
        }
        MadeGoods made = new MadeGoods(world, body.trader());
        item.inputs().forEach(made::add);
        BigDecimal base = made.imported.add(made.domestic);
        return made.nothingSubtracted() ? BigDecimal.ZERO
                : value(item).subtract(base).divide(base, RATE_DECIMALS, RoundingMode.HALF_UP);
    }
}
