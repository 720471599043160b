package io.clearline.tools.demo;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/**
 * A line of the bundled tariff, as the generator needs it.
 *
 * @param index its place in the file
 * @param hs the 8-digit line
 * @param name as declared, UTF-8
 * @param whole whether the goods are counted in pieces
 * @param weighed whether the unit is the kilogram
 * @param catalogued whether the line stands in the taxed catalogue
 * @param quarantined whether an import is held for quarantine
 * @param inspected whether an import is held for statutory inspection
 * @param documents letters of the supervision conditions
 * @param rates what it is taxed at
 */
record TariffLine(
    int index, int hs, byte[] name, boolean whole, boolean weighed, boolean catalogued,
    boolean quarantined, boolean inspected, String documents, Rates rates) {
    /** Units that are measured, not counted: kilogram, gram, litre, cubic metre. */
    private static final Set<String> MEASURED = Set.of("035", "036", "095", "033");

    static TariffLine of(final int index, final Map<String, String> row) {
        final String unit = row.get("unit");
        final String inspection = row.get("inspection");
        return new TariffLine(
            index, Integer.parseInt(row.get("hs")),
            row.get("name").getBytes(StandardCharsets.UTF_8), !MEASURED.contains(unit),
            "035".equals(unit), "Y".equals(row.get("taxed_catalogue")),
            inspection.matches(".*[PRV].*"), inspection.matches(".*[ML].*"),
            row.get("documents"), Rates.of(row));
    }
}
