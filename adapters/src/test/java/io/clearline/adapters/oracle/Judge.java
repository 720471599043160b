package io.clearline.adapters.oracle;

import io.clearline.adapters.oracle.Body.Form;
import io.clearline.adapters.oracle.Body.Item;
import io.clearline.adapters.oracle.ImportRules.Treatment;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Decides one well-formed body on all its checks (contract section 5). First what may reject it,
 * without touching a balance; then the draws, item by item; then what concerns the whole.
 */
final class Judge {

    private static final String H1_NOT_ALLOWED = "H1_NOT_ALLOWED";

    private final World world;
    private final Controls controls;
    private final Instant now;
    private final LocalDate day;
    private final LocalDate acceptedDay;
    private final Body body;
    /** The number of the declaration that is amended, or null. */
    private final String amended;
    private final Verdict verdict;
    private final List<Treatment> treatments = new ArrayList<>();

    Judge(World world, Controls controls, Instant now, LocalDate acceptedDay, Body body,
            String amended) {
        this.world = world;
        this.controls = controls;
        this.now = now;
        this.day = World.day(now);
        this.acceptedDay = acceptedDay;
        this.body = body;
        this.amended = amended;
        this.verdict = new Verdict(world.balances);
    }

    Verdict judge() {
        if (entering()) {
            ImportRules rules = new ImportRules(world, day);
            body.items().forEach(item -> treatments.add(rules.treatment(body, item, verdict)));
        }
        rejects();
        if (!verdict.rejects.isEmpty()) {
            return verdict;
        }
        for (Item item : body.items()) {
            item(item);
        }
        ControlFacts facts = new ControlFacts(world, body, entity(), rate(), now, amended);
        verdict.counted = world.counting.adds(facts);
        controls.tryAll(facts, now, verdict);
        random();
        policyOfTheDay();
        guaranteeOrTaxHold();
        return verdict;
    }

    private boolean entering() {
        return body.flow() == Flow.FIRST_LINE_IMPORT;
    }

    private Row entity() {
        return world.tables.entity(body.trader());
    }

    private BigDecimal rate() {
        return world.tables.rate(body.currency(), day);
    }

    /** Head first, then items: the order in which answers list rejects. */
    private void rejects() {
        if (body.form() == Form.H1 && !entering()) {
            verdict.reject("form", H1_NOT_ALLOWED);
        }
        if (body.form() == Form.BATCH && !batchAllowed()) {
            verdict.reject("form", "BATCH_NOT_ALLOWED");
        }
        if (body.form() == Form.H1 && entering() && body.transit()) {
            verdict.reject("transit", H1_NOT_ALLOWED);
        }
        boolean noRelaxed = body.flow() == Flow.ISLAND_TRANSFER
                || body.flow() == Flow.SECOND_LINE_EXIT;
        for (int i = 0; i < body.items().size(); i++) {
            Item item = body.items().get(i);
            String path = "items[" + i + "].";
            if (body.form() == Form.H1 && entering()) {
                directRelease(item, treatments.get(i), path);
            }
            if (noRelaxed && item.relaxed()) {
                verdict.reject(path + "attributes", "RELAXED_NOT_TRANSFERABLE");
            }
        }
    }

    /** Rule 4; a licence letter bars direct release even if the licence is held. */
    private void directRelease(Item item, Treatment treatment, String path) {
        BorderRules border = new BorderRules(world, day);
        if (!treatment.granted()) {
            verdict.reject(path + "regime", H1_NOT_ALLOWED);
        }
        if (!border.licenceLetters(body, item).isEmpty()) {
            verdict.reject(path + "documents", H1_NOT_ALLOWED);
        }
        if (!border.statutory(body, item).isEmpty()) {
            verdict.reject(path + "inspection", H1_NOT_ALLOWED);
        }
    }

    /** Rule 10. */
    private boolean batchAllowed() {
        Row entity = entity();
        if (!entity.text("credit").equals("ADVANCED")
                && !entity.text("second_line").equals("WHITE")) {
            return false;
        }
        for (Declared other : world.declarations.values()) {
            boolean overdue = other.body.trader().equals(body.trader())
                    && other.outcome == Declared.Outcome.RELEASE
                    && other.verdict.dueDay != null && day.isAfter(other.verdict.dueDay)
                    && other.due().signum() > 0;
            if (overdue) {
                return false;
            }
        }
        return true;
    }

    private void item(Item item) {
        BigDecimal value = Decimals.cents(item.value().multiply(rate()));
        if (body.flow().firstLine()) {
            border(item);
        }
        if (entering()) {
            Treatment treatment = treatments.get(item.no() - 1);
            new ImportRules(world, day).apply(body, item, treatment, value, verdict);
            return;
        }
        if (body.flow() == Flow.FIRST_LINE_EXPORT) {
            Row line = world.tables.tariff(item.hs(), day);
            Tax tax = new TaxRules(world.tables, day).export(line, value);
            verdict.tax = verdict.tax.plus(tax);
        }
        if (body.flow().outbound() && item.regime() != Regime.DOMESTIC) {
            new OutboundRules(world, day, body, verdict).apply(item, value);
        }
    }

    private void border(Item item) {
        BorderRules border = new BorderRules(world, day);
        if (border.prohibited(body, item)) {
            verdict.hold(HoldKind.PROHIBITED, item.no(), null);
        }
        for (String letter : border.licenceLetters(body, item)) {
            if (!border.drawLicence(body.documents(), letter, body.trader(), item,
                    verdict.draws)) {
                verdict.hold(HoldKind.LICENCE, item.no(), letter);
            }
        }
        if (entering()) {
            Set<HoldKind> kinds = border.statutory(body, item);
            kinds.forEach(kind -> verdict.hold(kind, item.no(), null));
        }
    }

    /** Rule 12, for probabilities of 0 and 1: others depend on a secret. */
    private void random() {
        Row entity = entity();
        String standing = entity.text("second_line");
        BigDecimal chance = policy("random." + entity.text("credit"));
        if (body.flow().secondLine() && standing.equals("WHITE")) {
            chance = policy("random.WHITE");
        } else if (body.flow().secondLine() && standing.equals("WATCH")) {
            chance = chance.add(policy("random.WATCH"));
        }
        if (chance.signum() == 0) {
            return;
        }
        if (chance.compareTo(BigDecimal.ONE) < 0) {
            throw new UnsupportedOperationException("a random draw with chance " + chance);
        }
        verdict.hold(HoldKind.EXAMINE, 0, "RANDOM");
    }

    private BigDecimal policy(String name) {
        return world.tables.policy(name, day);
    }

    /** "It keeps the policy it was decided under" (rule 13). */
    private void policyOfTheDay() {
        verdict.waiverMonths = policy("waiver_months").intValue();
        verdict.checkpointDays = policy("checkpoint_days").intValue();
        if (body.form() == Form.BATCH) {
            LocalDate month = acceptedDay.plusMonths(1);
            int dueDay = Math.min(policy("batch_due_day").intValue(), month.lengthOfMonth());
            verdict.dueDay = month.withDayOfMonth(dueDay);
        }
    }

    /** The end of rule 6; rule 10: a batch has "no hold TAX and no guarantee". */
    private void guaranteeOrTaxHold() {
        BigDecimal total = verdict.tax.total();
        if (total.signum() == 0 || body.form() == Form.BATCH) {
            return;
        }
        if (world.guaranteeLeft(body.trader()).compareTo(total) >= 0) {
            verdict.draws.use(Balances.guarantee(body.trader()), total);
            verdict.reserved = total;
        } else {
            verdict.hold(HoldKind.TAX, 0, null);
        }
    }
}
