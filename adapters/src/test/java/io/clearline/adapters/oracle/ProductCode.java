package io.clearline.adapters.oracle;

import java.math.BigDecimal;
import java.util.List;

/** A confirmation (Q) or cumulative (L) code, with what it keeps of its product. */
record ProductCode(String code, String trader, String hs8, BigDecimal quantity, BigDecimal imported,
        BigDecimal domestic, List<Part> parts) {

    boolean confirms() {
        return code.startsWith("Q");
    }

    /**
     * The imported inputs behind a part of the product: "value x quantity used / upstream
     * quantity", values to 0.01 and quantities to 5 decimals, half up.
     */
    List<Part> share(BigDecimal used) {
        return parts.stream().map(part -> part.with(
                Decimals.share(part.quantity(), used, quantity, Fields.QUANTITY_DECIMALS),
                valueShare(part.value(), used))).toList();
    }

    BigDecimal valueShare(BigDecimal value, BigDecimal used) {
        return Decimals.share(value, used, quantity, 2);
    }

    BigDecimal left(Balances balances) {
        return quantity.subtract(balances.of(Balances.code(code)));
    }
}
