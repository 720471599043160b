package io.clearline.adapters.oracle;

import io.clearline.adapters.oracle.Body.Item;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The controls of all districts, by issuer and id; a new version replaces the old one. */
final class Controls {

    /** What a control that matches leads to. */
    enum Then {
        EXAMINE, DOCUMENT, AUDIT
    }

    /** One version of a control; {@code from} and {@code to} are null where open. */
    record Control(String issuer, String id, int version, ControlSeam.Expression when, Then then,
            BigDecimal rate, Instant from, Instant to) {

        String citation() {
            return issuer + "/" + id + "@" + version;
        }

        boolean inForce(Instant now) {
            return (from == null || !now.isBefore(from)) && (to == null || now.isBefore(to));
        }
    }

    private final Map<String, Control> inForce = new TreeMap<>();
    private final Map<String, Integer> highest = new TreeMap<>();

    private static String key(String issuer, String id) {
        return issuer + "/" + id;
    }

    /** "A lower or equal version is refused", withdrawn or not. */
    boolean replaceable(String issuer, String id, int version) {
        Integer known = highest.get(key(issuer, id));
        return known == null || version > known;
    }

    void put(Control control) {
        String key = key(control.issuer, control.id);
        highest.put(key, control.version);
        inForce.put(key, control);
    }

    /** False if there is no such control, or none any more. */
    boolean withdraw(String issuer, String id) {
        return inForce.remove(key(issuer, id)) != null;
    }

    /** Tries every control in force; hits come out by issuer, then id. */
    void tryAll(ControlFacts facts, Instant now, Verdict verdict) {
        for (Control control : inForce.values()) {
            // A share in between would need the secret of the draw, which is not in the contract.
            boolean none = control.rate.signum() == 0;
            if (!control.inForce(now) || none || !hit(control, facts, verdict)) {
                continue;
            }
            verdict.hits.add(control.citation());
            verdict.audit |= control.then == Then.AUDIT;
        }
    }

    /** Holds the items that match, or item 0 if the control names no item. */
    private static boolean hit(Control control, ControlFacts facts, Verdict verdict) {
        if (!control.when.namesItem()) {
            return control.when.matches(facts, null) && hold(control, 0, verdict);
        }
        boolean any = false;
        List<Item> items = facts.body().items();
        for (Item item : items) {
            any |= control.when.matches(facts, item) && hold(control, item.no(), verdict);
        }
        return any;
    }

    private static boolean hold(Control control, int item, Verdict verdict) {
        if (control.then != Then.AUDIT) {
            verdict.hold(HoldKind.valueOf(control.then.name()), item, control.citation());
        }
        return true;
    }
}
