package io.clearline.adapters.oracle;

import java.math.BigDecimal;

/** Imported goods that are taxed or drawn: goods themselves or inputs; the value is in yuan. */
record Part(String hs, String origin, Regime regime, BigDecimal quantity, BigDecimal value) {

    Part with(BigDecimal newQuantity, BigDecimal newValue) {
        return new Part(hs, origin, regime, newQuantity, newValue);
    }

    boolean sameGoods(Part other) {
        return hs.equals(other.hs) && origin.equals(other.origin) && regime == other.regime;
    }

    String ledger(String trader) {
        return Balances.ledger(trader, regime, hs.substring(0, 8));
    }
}
