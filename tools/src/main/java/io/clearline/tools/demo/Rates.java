package io.clearline.tools.demo;

import io.clearline.engine.record.Scales;
import java.math.BigDecimal;
import java.util.Map;

/**
 * What a tariff line is taxed at, in the scale of rates; 0 where the line names nothing.
 *
 * @param mfn duty on goods of favoured nations
 * @param general duty on all others
 * @param specific duty per unit, in the scale of declared money
 * @param export duty on export
 * @param vat value-added tax
 * @param consumption consumption tax
 */
record Rates(long mfn, long general, long specific, long export, long vat, long consumption) {
    static Rates of(final Map<String, String> row) {
        return new Rates(scaled(row.get("duty_mfn")), scaled(row.get("duty_general")),
            scaled(row.get("duty_specific"), Scales.MONEY_DECIMALS),
            scaled(row.get("duty_export")), scaled(row.get("vat")),
            scaled(row.get("consumption_tax")));
    }

    /** Reads a rate of the bundled files; an empty cell is 0. */
    static long scaled(final String cell) {
        return scaled(cell, Scales.RATE_DECIMALS);
    }

    private static long scaled(final String cell, final int decimals) {
        return cell.isEmpty() ? 0 : new BigDecimal(cell).movePointRight(decimals).longValueExact();
    }
}
