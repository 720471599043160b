package io.clearline.adapters.oracle;

import io.clearline.adapters.oracle.Body.Input;
import io.clearline.adapters.oracle.Body.Item;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;

/** Rules 7 to 9: exit, transfer and export of goods that are not DOMESTIC. */
final class OutboundRules {

    private static final String DENIED = "VALUE_ADDED_DENIED";

    private final World world;
    private final LocalDate day;
    private final Body body;
    private final Verdict verdict;

    OutboundRules(World world, LocalDate day, Body body, Verdict verdict) {
        this.world = world;
        this.day = day;
        this.body = body;
        this.verdict = verdict;
    }

    void apply(Item item, BigDecimal value) {
        MadeGoods made = new MadeGoods(world, body.trader());
        if (item.made()) {
            item.inputs().forEach(made::add);
        } else {
            Part goods = new Part(item.hs(), item.origin(), item.regime(), item.quantity(), value);
            made.parts.add(goods);
            made.ledgerNeeds.add(goods);
        }
        boolean dutyFree = item.regime() == Regime.VALUE_ADDED && valueAdded(item, made, value);
        drawInputCodes(item, made);
        boolean covered = drawLedger(item, made);
        boolean transfer = body.flow() == Flow.ISLAND_TRANSFER;
        boolean qualifies = transfer && receiverQualifies(item);
        if (qualifies && covered) {
            String account = Balances.ledger(body.receiver(), item.regime(), item.hs8());
            verdict.addOnRelease(account, item.quantity());
        }
        if (body.flow() == Flow.SECOND_LINE_EXIT || transfer && !qualifies) {
            tax(item, made, dutyFree);
        }
    }

    /** Whether duty is 0; what is denied is noted, a confirmation code drawn or missed. */
    private boolean valueAdded(Item item, MadeGoods made, BigDecimal price) {
        if (!world.tables.filed(body.trader())) {
            verdict.notices.add(new Notice(item.no(), DENIED, "NOT_FILED"));
            return false;
        }
        BigDecimal threshold = world.tables.policy("value_added_threshold", day);
        if (!made.nothingSubtracted() && !made.reaches(threshold, price)) {
            verdict.notices.add(new Notice(item.no(), DENIED, "BELOW_THRESHOLD"));
            return false;
        }
        ProductCode code = item.code() == null ? null : world.codes.get(item.code());
        boolean good = code != null && code.confirms() && code.trader().equals(body.trader())
                && code.hs8().equals(item.hs8())
                && code.left(world.balances).compareTo(item.quantity()) >= 0;
        if (good) {
            verdict.draws.use(Balances.code(code.code()), item.quantity());
        } else {
            verdict.hold(HoldKind.DOCUMENT, item.no(), "CONFIRMATION_CODE");
        }
        return true;
    }

    /**
     * Codes of CUMULATIVE inputs. Those of VALUE_ADDED items were used up when the confirmation
     * code was given, so they are neither drawn nor counted again.
     */
    private void drawInputCodes(Item item, MadeGoods made) {
        if (made.unknownCode) {
            verdict.hold(HoldKind.DOCUMENT, item.no(), "CUMULATIVE_CODE");
        }
        if (item.regime() == Regime.VALUE_ADDED) {
            return;
        }
        for (Input input : item.inputs()) {
            ProductCode code = MadeGoods.cumulative(input) ? MadeGoods.codeOf(world, input) : null;
            if (code == null) {
                continue;
            }
            if (code.left(world.balances).compareTo(input.quantity()) >= 0) {
                verdict.draws.use(Balances.code(code.code()), input.quantity());
            } else {
                verdict.hold(HoldKind.DOCUMENT, item.no(), "CUMULATIVE_CODE");
            }
        }
    }

    /** "An item that is not covered in full draws nothing from the ledger." */
    private boolean drawLedger(Item item, MadeGoods made) {
        Map<String, BigDecimal> needs = new LinkedHashMap<>();
        for (Part part : made.ledgerNeeds) {
            needs.merge(part.ledger(body.trader()), part.quantity(), BigDecimal::add);
        }
        for (Map.Entry<String, BigDecimal> need : needs.entrySet()) {
            if (world.balances.of(need.getKey()).compareTo(need.getValue()) < 0) {
                verdict.hold(HoldKind.DOCUMENT, item.no(), "LEDGER_SHORT");
                return false;
            }
        }
        needs.forEach(verdict.draws::take);
        return true;
    }

    private boolean receiverQualifies(Item item) {
        return item.regime() == Regime.BONDED ? world.tables.bonded(body.receiver())
                : world.tables.eligible(body.receiver(), day);
    }

    /** Measures fall on what comes out of BONDED; ZERO_TARIFF paid them at the first line. */
    private void tax(Item item, MadeGoods made, boolean dutyFree) {
        TaxRules rules = new TaxRules(world.tables, day);
        for (Part part : made.parts) {
            boolean measures = part.regime() == Regime.BONDED;
            Tax tax = rules.of(part, new TaxRules.Due(!dutyFree, measures, true));
            if (tax == null) {
                verdict.hold(HoldKind.DOCUMENT, item.no(), "TARIFF_LINE");
            } else {
                verdict.tax = verdict.tax.plus(tax);
            }
        }
    }
}
