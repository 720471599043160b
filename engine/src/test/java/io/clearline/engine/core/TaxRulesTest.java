package io.clearline.engine.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.clearline.engine.record.Alpha3;
import io.clearline.engine.record.ReferenceTable;
import io.clearline.engine.record.Scales;
import io.clearline.engine.record.sbe.Flow;
import io.clearline.engine.record.sbe.Form;
import io.clearline.engine.record.sbe.HoldKind;
import io.clearline.engine.reference.Rows;
import io.clearline.engine.reference.Tariff;
import io.clearline.engine.state.Declaration;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Tax per item to the fen (rule 6), against worked examples and against decimals. */
class TaxRulesTest {
    private static final long SEED = 0x7A85_2026L;
    private static final int ARGENTINA = Alpha3.of("ARG");
    private static final int ELSEWHERE = Alpha3.of("XZA");
    private static final long BEEF = 2_023_000;

    private final Tables tables = new Tables().trader("REGULAR", "NORMAL")
        .put(ReferenceTable.COUNTRIES, "ARG", "Argentina", "Y")
        .put(ReferenceTable.COUNTRIES, "XZA", "Elsewhere", "N");

    private Tariff.Line line(final String mfn, final String general, final String specific,
        final String export, final String vat, final String consumption) {
        tables.put(ReferenceTable.TARIFF, "02023000", "Beef", "035", mfn, general, specific, export,
            vat, consumption, "N");
        return tables.state.reference().tariff().find(BEEF, 8, Tables.DAY);
    }

    private static long decimal(final BigDecimal fen) {
        return fen.setScale(0, RoundingMode.HALF_UP).longValueExact();
    }

    /** The press's example: 356,000 yuan of beef at 12 % is 42,720.00 yuan of duty. */
    @Test
    void theBeefOfThePress() {
        final Tariff.Line beef = line("0.12", "0.7", null, null, "0.09", null);
        final long duty = TaxRules.duty(tables.a, beef, 35_600_000, 0, ARGENTINA);
        assertEquals(4_272_000, duty);
        final Declaration d = new Declaration();
        TaxRules.charge(d, beef, 35_600_000, duty, 0);
        assertEquals(4_272_000, d.duty);
        assertEquals(3_588_480, d.vat, "(356,000 + 42,720) x 9 %");
        assertEquals(24_920_000, TaxRules.duty(tables.a, beef, 35_600_000, 0, ELSEWHERE));
    }

    @Test
    void adValoremAndSpecificAreRoundedOnce() {
        final Tariff.Line beef = line("0.1", "0", "0.004", null, null, null);
        // 0.04 x 0.1 = 0.004 and 1 x 0.004 are below half a fen each, and 0.8 fen together.
        assertEquals(1, TaxRules.duty(tables.a, beef, 4, Scales.QUANTITY, ARGENTINA));
        assertEquals(0, TaxRules.duty(tables.a, beef, 0, Scales.QUANTITY, ARGENTINA));
        assertEquals(1, TaxRules.duty(tables.a, beef, 5, 0, ARGENTINA), "half a fen goes up");
    }

    @Test
    void aConsumptionTaxIsPartOfItsOwnBase() {
        final Tariff.Line line = line("0", "0", null, null, "0.13", "0.56");
        final Declaration d = new Declaration();
        TaxRules.charge(d, line, 10_000, 0, 0);
        assertEquals(12_727, d.consumptionTax, "100 x 0.56 / 0.44 = 127.2727");
        assertEquals(2_955, d.vat, "227.27 x 0.13 = 29.5451");
        line("0", "0", null, null, "0.13", "1");
        final Tariff.Line impossible =
            tables.state.reference().tariff().find(BEEF, 8, Tables.DAY);
        assertThrows(
            ArithmeticException.class, () -> TaxRules.charge(d, impossible, 10_000, 0, 0));
    }

    @Test
    void measuresAreAddedUp() {
        tables.put(ReferenceTable.MEASURES, "AD-1", "ANTI_DUMPING", "0202", "ARG", "0.121")
            .put(ReferenceTable.MEASURES, "CV-1", "COUNTERVAILING", "02", "ARG", "0.033")
            .put(ReferenceTable.MEASURES, "AD-2", "ANTI_DUMPING", "0202", "XZA", "0.5");
        assertEquals(1_540, TaxRules.measures(tables.a, 10_000, BEEF, 8, ARGENTINA));
        assertEquals(5_000, TaxRules.measures(tables.a, 10_000, BEEF, 8, ELSEWHERE));
        assertEquals(0, TaxRules.measures(tables.a, 10_000, 3_023_000, 8, ARGENTINA));
    }

    @Test
    void declaredMoneyIsRoundedToTheFen() {
        assertEquals(1, TaxRules.fen(50));
        assertEquals(0, TaxRules.fen(49));
        assertEquals(999_999_999_999_99L + 1, TaxRules.fen(9_999_999_999_999_999L));
    }

    @Test
    void agreesWithDecimals() {
        final SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 2_000; i++) {
            final BigDecimal mfn = BigDecimal.valueOf(random.nextInt(30_000), 4);
            final BigDecimal specific = BigDecimal.valueOf(random.nextInt(30_000), 4);
            final BigDecimal vat = BigDecimal.valueOf(random.nextInt(20), 2);
            final BigDecimal ct = BigDecimal.valueOf(random.nextInt(60), 2);
            final Tariff.Line line = line(mfn.toPlainString(), "0", specific.toPlainString(), null,
                vat.toPlainString(), ct.toPlainString());
            final long fen = random.nextLong(1L << random.nextInt(1, 45));
            final long quantity = random.nextLong(1L << random.nextInt(1, 45));
            final long duty = TaxRules.duty(tables.a, line, fen, quantity, ARGENTINA);
            assertEquals(decimal(BigDecimal.valueOf(fen).multiply(mfn).add(
                BigDecimal.valueOf(quantity, 5).multiply(specific).movePointRight(2))), duty,
                "seed " + SEED);
            final long measures = random.nextLong(1_000);
            final Declaration d = new Declaration();
            TaxRules.charge(d, line, fen, duty, measures);
            final BigDecimal base = BigDecimal.valueOf(fen + duty + measures);
            final long consumption = base.multiply(ct)
                .divide(BigDecimal.ONE.subtract(ct), 0, RoundingMode.HALF_UP).longValueExact();
            assertEquals(consumption, d.consumptionTax, "seed " + SEED);
            assertEquals(decimal(base.add(BigDecimal.valueOf(consumption)).multiply(vat)), d.vat,
                "seed " + SEED);
            assertEquals(measures, d.additionalDuty);
        }
    }

    private Declaration secured(final Form form, final long vat) {
        final Assessment a = tables.a;
        a.begin(Tables.DAY, io.clearline.engine.record.ChinaTime.startMs(Tables.DAY));
        a.body.form = form;
        a.body.flow = form == Form.BATCH ? Flow.SECOND_LINE_EXIT : Flow.FIRST_LINE_IMPORT;
        a.draft.acceptedDay = Tables.DAY;
        a.draft.vat = vat;
        TaxRules.secure(a);
        return a.draft;
    }

    /** The trader's guarantee is 1,000 yuan: it covers all of a total or none. */
    @Test
    void theGuaranteeCoversAllOrNothing() {
        assertEquals(100_000, secured(Form.NORMAL, 100_000).guarantee);
        assertEquals(0, tables.a.draft.holds.size());
        assertEquals(0, secured(Form.NORMAL, 100_001).guarantee);
        assertEquals(true, tables.a.draft.isHeld(HoldKind.TAX));
        assertEquals(0, secured(Form.NORMAL, 0).guarantee);
        assertEquals(0, tables.a.draft.holds.size());
        assertEquals(0, secured(Form.BATCH, 5).guarantee);
        assertEquals(Rows.day("2026-04-25"), tables.a.draft.dueDay);
        assertEquals(0, tables.a.draft.holds.size());
    }

    /** Paid on 5 March 2026, twelve months: from 6 March 2026 to 5 March 2027 (contract rule 5). */
    @Test
    void aWaiverRunsFromTheDayAfterPayment() {
        final Declaration d = new Declaration();
        d.waivers.add(84_573_000);
        d.waivers.add(0);
        d.waivers.add(12);
        TaxRules.beginWaivers(d, Rows.day("2026-03-05"));
        assertEquals(Rows.day("2026-03-06"), d.waivers.get(1));
        assertEquals(Rows.day("2027-03-05"), d.waivers.get(2));
        TaxRules.beginWaivers(d, Rows.day("2026-08-01"));
        assertEquals(Rows.day("2026-03-06"), d.waivers.get(1), "begun once");
    }
}
