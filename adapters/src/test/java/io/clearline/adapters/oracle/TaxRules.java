package io.clearline.adapters.oracle;

import java.math.BigDecimal;
import java.time.LocalDate;

/** Rule 6: the tax of one part of goods, each amount rounded half up to 0.01 yuan. */
final class TaxRules {

    /** Which of the taxes fall due. */
    record Due(boolean duty, boolean measures, boolean internal) {
    }

    private final Tables tables;
    private final LocalDate day;

    TaxRules(Tables tables, LocalDate day) {
        this.tables = tables;
        this.day = day;
    }

    /** The tax of imported goods or inputs; {@code null} if their tariff line is not live. */
    Tax of(Part part, Due due) {
        Row line = tables.tariff(part.hs(), day);
        if (line == null) {
            return null;
        }
        BigDecimal value = part.value();
        BigDecimal duty = due.duty() ? duty(part, line) : Tax.NOTHING;
        BigDecimal additional = due.measures()
                ? Decimals.cents(value.multiply(tables.measures(part.hs(), part.origin(), day)))
                : Tax.NOTHING;
        if (!due.internal()) {
            return new Tax(duty, additional, Tax.NOTHING, Tax.NOTHING);
        }
        BigDecimal base = value.add(duty).add(additional);
        BigDecimal rate = line.decimal("consumption_tax");
        BigDecimal consumption =
                Decimals.share(base, rate, BigDecimal.ONE.subtract(rate), 2);
        BigDecimal vat = Decimals.cents(base.add(consumption).multiply(line.decimal("vat")));
        return new Tax(duty, additional, consumption, vat);
    }

    private BigDecimal duty(Part part, Row line) {
        Row country = tables.country(part.origin());
        boolean favoured = country != null && country.flag("mfn");
        BigDecimal rate = line.decimal(favoured ? "duty_mfn" : "duty_general");
        BigDecimal byValue = part.value().multiply(rate);
        BigDecimal byQuantity = part.quantity().multiply(line.decimal("duty_specific"));
        return Decimals.cents(byValue.add(byQuantity));
    }

    /** "Export, whatever the regime: duty = V / (1 + r) x r, nothing else." */
    Tax export(Row line, BigDecimal value) {
        BigDecimal rate = line.decimal("duty_export");
        BigDecimal duty = Decimals.share(value, rate, BigDecimal.ONE.add(rate), 2);
        return new Tax(duty, Tax.NOTHING, Tax.NOTHING, Tax.NOTHING);
    }
}
