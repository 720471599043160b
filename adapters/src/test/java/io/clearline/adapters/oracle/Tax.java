package io.clearline.adapters.oracle;

import java.math.BigDecimal;

/** The four amounts of one item or one declaration, each already rounded to 0.01 yuan. */
record Tax(BigDecimal duty, BigDecimal additionalDuty, BigDecimal consumptionTax,
        BigDecimal vat) {

    static final BigDecimal NOTHING = new BigDecimal("0.00");
    static final Tax NONE = new Tax(NOTHING, NOTHING, NOTHING, NOTHING);

    Tax plus(Tax other) {
        return new Tax(duty.add(other.duty), additionalDuty.add(other.additionalDuty),
                consumptionTax.add(other.consumptionTax), vat.add(other.vat));
    }

    BigDecimal total() {
        return duty.add(additionalDuty).add(consumptionTax).add(vat);
    }
}
