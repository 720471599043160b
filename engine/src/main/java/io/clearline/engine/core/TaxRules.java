package io.clearline.engine.core;

import io.clearline.engine.record.Alpha3;
import io.clearline.engine.record.Exact;
import io.clearline.engine.record.Scales;
import io.clearline.engine.record.sbe.Flow;
import io.clearline.engine.record.sbe.Form;
import io.clearline.engine.record.sbe.HoldKind;
import io.clearline.engine.record.sbe.Source;
import io.clearline.engine.reference.Policy;
import io.clearline.engine.reference.Tariff;
import io.clearline.engine.record.ChinaTime;
import io.clearline.engine.state.Declaration;
import io.clearline.engine.state.Hold;

/**
 * Tax per item, to the fen, each amount rounded half up (rule 6: Tariff Law art. 23, 24; consumption tax
 * and VAT by the standard rule), and how the total is secured (Customs Law art. 29, Tariff Law art. 43).
 */
final class TaxRules {
    /** Declared money times an exchange rate, in units of one fen. */
    private static final long MONEY_RATE_PER_FEN = Scales.MONEY * Scales.RATE / Scales.FEN;
    private static final long MONEY_PER_FEN = Scales.MONEY / Scales.FEN;
    /** Quantity times specific duty, brought to the scale of fen times rate. */
    private static final long SPECIFIC = 10;

    private TaxRules() {
    }

    /** Works out the value of every item in fen. */
    static void value(final Assessment a) {
        final Body body = a.body;
        final long rate = body.currency == Alpha3.CNY ? 0
            : a.reference.places().rate(body.currency, a.day);
        for (int i = 0; i < body.itemCount; i++) {
            final Item item = body.item(i);
            item.fen = rate == 0 ? fen(item.value)
                : Exact.mulDiv(item.value, rate, MONEY_RATE_PER_FEN);
        }
    }

    /** Returns declared money in yuan as fen. */
    static long fen(final long yuan) {
        return Exact.divide(yuan, MONEY_PER_FEN);
    }

    /** Taxes the items of an import by what they are granted. */
    static void onImport(final Assessment a) {
        for (int i = 0; i < a.body.itemCount; i++) {
            final Item item = a.body.item(i);
            final long measures = item.grant == Item.Grant.BONDED ? 0 : measures(
                a, item.fen, item.hs, item.hsDigits, item.origin);
            switch (item.grant) {
                case BONDED -> {
                }
                case ZERO_TARIFF ->
                    a.draft.additionalDuty = Math.addExact(a.draft.additionalDuty, measures);
                case ZERO_DUTY -> charge(a.draft, item.line, item.fen, 0, measures);
                default -> charge(a.draft, item.line, item.fen,
                    duty(a, item.line, item.fen, item.quantity, item.origin), measures);
            }
        }
    }

    /** Taxes the items of an export: export duty alone, whatever the regime (FTP Law art. 28). */
    static void onExport(final Assessment a) {
        for (int i = 0; i < a.body.itemCount; i++) {
            final Item item = a.body.item(i);
            final long rate = item.line.dutyExport();
            a.draft.duty = Math.addExact(
                a.draft.duty, Exact.mulDiv(item.fen, rate, Scales.RATE + rate));
        }
    }

    /** Returns the measures on a value: anti-dumping, countervailing and the like (Tariff Law 14-19). */
    static long measures(final Assessment a, final long fen, final long hs, final int digits,
        final int origin) {
        final long sum = a.reference.measures().sumOfRates(hs, digits, origin, a.day);
        return sum == 0 ? 0 : Exact.mulDiv(fen, sum, Scales.RATE);
    }

    /** Returns the import duty on a value and quantity: ad valorem and specific, rounded once. */
    static long duty(final Assessment a, final Tariff.Line line, final long fen,
        final long quantity, final int origin) {
        final long rate =
            a.reference.places().isMfn(origin) ? line.dutyMfn() : line.dutyGeneral();
        return line.dutySpecific() == 0 ? Exact.mulDiv(fen, rate, Scales.RATE)
            : Exact.sumMulDiv(fen, rate, quantity, line.dutySpecific() * SPECIFIC, Scales.RATE);
    }

    /** Adds duty, measures, and the consumption tax and VAT upon them. */
    static void charge(final Declaration draft, final Tariff.Line line, final long fen,
        final long duty, final long measures) {
        final long base = Math.addExact(fen, Math.addExact(duty, measures));
        final long consumption = line.consumptionTax() == 0 ? 0
            : Exact.mulDiv(base, line.consumptionTax(), Scales.RATE - line.consumptionTax());
        final long vat = Exact.mulDiv(Math.addExact(base, consumption), line.vat(), Scales.RATE);
        draft.duty = Math.addExact(draft.duty, duty);
        draft.additionalDuty = Math.addExact(draft.additionalDuty, measures);
        draft.consumptionTax = Math.addExact(draft.consumptionTax, consumption);
        draft.vat = Math.addExact(draft.vat, vat);
    }

    /** Reserves the total from the guarantee, or holds until it is paid; a batch is settled later. */
    static void secure(final Assessment a) {
        final Declaration draft = a.draft;
        final long total = draft.total();
        if (a.body.form == Form.BATCH && a.body.flow == Flow.SECOND_LINE_EXIT) {
            draft.dueDay = ChinaTime.inNextMonth(
                draft.acceptedDay, a.reference.policy().number(Policy.Name.BATCH_DUE_DAY, a.day));
        } else if (total > 0 && a.guaranteeLeft() >= total) {
            draft.guarantee = total;
            beginWaivers(draft, a.day);
        } else if (total > 0) {
            draft.hold(Hold.of(0, HoldKind.TAX, Source.TAX), 0);
        }
    }

    /** Lets waivers by election run from the day after their tax was paid or reserved (GAC-81). */
    static void beginWaivers(final Declaration draft, final int paidOn) {
        for (int i = 0; i < draft.waivers.size(); i += 3) {
            if (draft.waivers.get(i + 1) == 0) {
                final int from = paidOn + 1;
                final int months = (int) draft.waivers.get(i + 2);
                draft.waivers.set(i + 1, from);
                draft.waivers.set(i + 2, ChinaTime.plusMonths(from, months) - 1);
            }
        }
    }
}
