package io.clearline.adapters.oracle;

import io.clearline.adapters.oracle.Body.Election;
import io.clearline.adapters.oracle.Body.Item;
import java.math.BigDecimal;
import java.time.LocalDate;

/** Rule 5: what regime an imported item is granted, and the tax that follows. */
final class ImportRules {

    /** How an imported item is treated. */
    enum Treatment {
        TAXED, TAXED_BY_ELECTION, ZERO_TARIFF, VAT_AND_CONSUMPTION_TAX, BONDED;

        /** Granted items may be released directly and enter the ledger. */
        boolean granted() {
            return this != TAXED && this != TAXED_BY_ELECTION;
        }
    }

    private final World world;
    private final LocalDate day;

    ImportRules(World world, LocalDate day) {
        this.world = world;
        this.day = day;
    }

    /** The treatment; what is denied is noted in the verdict. */
    Treatment treatment(Body body, Item item, Verdict verdict) {
        if (item.regime() == Regime.BONDED) {
            if (world.tables.bonded(body.trader())) {
                return Treatment.BONDED;
            }
            verdict.notices.add(new Notice(item.no(), "BONDED_DENIED", "NOT_BONDED"));
            return Treatment.TAXED;
        }
        if (item.regime() == Regime.TAXED) {
            return Treatment.TAXED;
        }
        String denied = zeroTariffDenied(body.trader(), item);
        if (denied != null) {
            verdict.notices.add(new Notice(item.no(), "ZERO_TARIFF_DENIED", denied));
            return Treatment.TAXED;
        }
        if (item.election() == Election.ALL) {
            return Treatment.TAXED_BY_ELECTION;
        }
        return item.election() == Election.VAT_CT ? Treatment.VAT_AND_CONSUMPTION_TAX
                : Treatment.ZERO_TARIFF;
    }

    private String zeroTariffDenied(String trader, Item item) {
        if (world.tables.tariff(item.hs(), day).flag("taxed_catalogue")) {
            return "TAXED_CATALOGUE";
        }
        if (!world.tables.eligible(trader, day)) {
            return "NOT_ELIGIBLE";
        }
        return world.waived(trader, item.hs8(), day) ? "WAIVED" : null;
    }

    /** Tax, ledger entry and waiver of one item. */
    void apply(Body body, Item item, Treatment treatment, BigDecimal value, Verdict verdict) {
        // "Measures are charged on import under every regime but granted BONDED; a granted
        // ZERO_TARIFF item pays them alone."
        TaxRules.Due due = switch (treatment) {
            case TAXED, TAXED_BY_ELECTION -> new TaxRules.Due(true, true, true);
            case VAT_AND_CONSUMPTION_TAX -> new TaxRules.Due(false, true, true);
            case ZERO_TARIFF -> new TaxRules.Due(false, true, false);
            case BONDED -> new TaxRules.Due(false, false, false);
        };
        Part goods = new Part(item.hs(), item.origin(), item.regime(), item.quantity(), value);
        verdict.tax = verdict.tax.plus(new TaxRules(world.tables, day).of(goods, due));
        if (treatment.granted()) {
            verdict.addOnRelease(goods.ledger(body.trader()), item.quantity());
        }
        if (treatment == Treatment.TAXED_BY_ELECTION
                && !verdict.electedLines.contains(item.hs8())) {
            verdict.electedLines.add(item.hs8());
        }
    }
}
