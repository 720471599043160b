package io.clearline.adapters.oracle;

import java.math.BigDecimal;

/** What an expression may look at: the declaration, its trader and the currency's rate. */
record ControlFacts(Body body, Row entity, BigDecimal rate) {

    /** The value of an item in yuan. */
    BigDecimal value(Body.Item item) {
        return Decimals.cents(item.value().multiply(rate));
    }
}
