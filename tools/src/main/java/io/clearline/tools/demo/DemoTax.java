package io.clearline.tools.demo;

import io.clearline.engine.record.Alpha3;
import io.clearline.engine.record.Exact;
import io.clearline.engine.record.Scales;
import io.clearline.engine.record.sbe.Election;
import io.clearline.engine.record.sbe.Regime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a trader expects to be charged, in fen: worked out from the bundled files alone, as a
 * declarant's own software would, so that payments can be sent without waiting for the answer. A
 * wrong fen shows: more than is due is refused.
 */
final class DemoTax {
    private static final long MONEY_RATE_PER_FEN = Scales.MONEY * Scales.RATE / Scales.FEN;
    private static final long MONEY_PER_FEN = Scales.MONEY / Scales.FEN;
    /** Quantity times specific duty, brought to the scale of fen times rate. */
    private static final long SPECIFIC = 10;

    /** A measure on lines that make {@code hs} when divided by {@code divisor}. */
    private record Measure(int hs, int divisor, int origin, long rate) {
        static Measure of(final Map<String, String> row) {
            final String hs = row.get("hs");
            final int divisor = (int) Math.pow(10, 8 - hs.length());
            return new Measure(Integer.parseInt(hs), divisor, Alpha3.of(row.get("origin")),
                Rates.scaled(row.get("rate")));
        }
    }

    private final List<Measure> measures = new ArrayList<>();
    private final Set<Integer> notFavoured = new HashSet<>();
    private final Map<Integer, Long> currencies = new HashMap<>();

    DemoTax() {
        for (final Map<String, String> row : BundledReference.rows("/reference/measures.csv")) {
            if (isLive(row)) {
                measures.add(Measure.of(row));
            }
        }
        for (final Map<String, String> row : BundledReference.rows("/reference/countries.csv")) {
            if ("N".equals(row.get("mfn"))) {
                notFavoured.add(Alpha3.of(row.get("code")));
            }
        }
        for (final Map<String, String> row : BundledReference.rows("/reference/currencies.csv")) {
            currencies.put(Alpha3.of(row.get("currency")), Rates.scaled(row.get("rate")));
        }
    }

    private static boolean isLive(final Map<String, String> row) {
        final String to = row.get("to");
        return row.get("from").compareTo(DemoCatalogue.DAY) <= 0
            && (to.isEmpty() || to.compareTo(DemoCatalogue.DAY) >= 0);
    }

    /** Returns the tax on a declaration that is accepted. */
    long of(final Draft draft) {
        long sum = 0;
        for (int i = 0; i < draft.items; i++) {
            final TariffLine line = draft.line[i];
            final long fen = fen(draft.value[i], draft.currency);
            sum += switch (draft.flow) {
                case FIRST_LINE_IMPORT -> imported(draft, i, fen);
                case FIRST_LINE_EXPORT -> Exact.mulDiv(
                    fen, line.rates().export(), Scales.RATE + line.rates().export());
                case SECOND_LINE_EXIT, ISLAND_TRANSFER -> leaving(draft, i, fen);
                default -> 0;
            };
        }
        return sum;
    }

    private long fen(final long value, final int currency) {
        return currency == Alpha3.CNY ? Exact.divide(value, MONEY_PER_FEN)
            : Exact.mulDiv(value, currencies.get(currency), MONEY_RATE_PER_FEN);
    }

    private long imported(final Draft draft, final int i, final long fen) {
        final TariffLine line = draft.line[i];
        if (draft.granted[i] == Regime.BONDED) {
            return 0;
        }
        final long measured = measures(line, draft.origin[i], fen);
        if (draft.granted[i] == Regime.ZERO_TARIFF) {
            return draft.election[i] == Election.VAT_CT
                ? charged(line, fen, 0, measured) : measured;
        }
        final long duty = duty(line, draft.origin[i], fen, draft.quantity[i]);
        return charged(line, fen, duty, measured);
    }

    private long leaving(final Draft draft, final int i, final long fen) {
        if (draft.regime[i] == Regime.DOMESTIC || draft.free[i]) {
            return 0;
        }
        if (i > 0 || draft.product == null) {
            return part(draft.line[i], draft.origin[i], fen, draft.quantity[i],
                draft.regime[i] == Regime.BONDED, false);
        }
        long sum = 0;
        for (final Product.Input input : draft.product.inputs()) {
            sum += part(input.line(), input.origin(), input.fen(), input.quantity(),
                input.regime() == Regime.BONDED, draft.dutyFree);
        }
        return sum;
    }

    private long part(
        final TariffLine line, final int origin, final long fen, final long quantity,
        final boolean bonded, final boolean dutyFree) {
        final long duty = dutyFree ? 0 : duty(line, origin, fen, quantity);
        return charged(line, fen, duty, bonded ? measures(line, origin, fen) : 0);
    }

    private long measures(final TariffLine line, final int origin, final long fen) {
        long rate = 0;
        for (final Measure measure : measures) {
            if (measure.origin() == origin && line.hs() / measure.divisor() == measure.hs()) {
                rate += measure.rate();
            }
        }
        return rate == 0 ? 0 : Exact.mulDiv(fen, rate, Scales.RATE);
    }

    private long duty(
        final TariffLine line, final int origin, final long fen, final long quantity) {
        final Rates rates = line.rates();
        final long rate = notFavoured.contains(origin) ? rates.general() : rates.mfn();
        return rates.specific() == 0 ? Exact.mulDiv(fen, rate, Scales.RATE)
            : Exact.sumMulDiv(fen, rate, quantity, rates.specific() * SPECIFIC, Scales.RATE);
    }

    private static long charged(
        final TariffLine line, final long fen, final long duty, final long measured) {
        final Rates rates = line.rates();
        final long base = fen + duty + measured;
        final long consumption = rates.consumption() == 0 ? 0
            : Exact.mulDiv(base, rates.consumption(), Scales.RATE - rates.consumption());
        return duty + measured + consumption
            + Exact.mulDiv(base + consumption, rates.vat(), Scales.RATE);
    }
}
