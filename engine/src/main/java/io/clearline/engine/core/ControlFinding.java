package io.clearline.engine.core;

import io.clearline.engine.control.Control;
import io.clearline.engine.control.ControlField;
import io.clearline.engine.control.Counter;
import io.clearline.engine.control.Subject;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A match of a control, for people who ask why. Immutable.
 *
 * @param control the version
 * @param item number of the item, 0 = the declaration as a whole
 * @param taken false where the draw of a control with a rate below 1 passed it by
 * @param fault what went wrong while the expression was tried, "" where it was true
 * @param facts what the expression names, spelled as it would write the values, and what its
 *     counters say, in the order in which it asks them
 */
public record ControlFinding(
    Control control, int item, boolean taken, String fault, Map<String, String> facts) {

    /** As hits are listed: by issuer, then id; then by version and item. */
    static final Comparator<ControlFinding> ORDER =
        Comparator.comparing(ControlFinding::control, Control::compareHits)
            .thenComparingInt(finding -> finding.control.terms().version())
            .thenComparingInt(ControlFinding::item);

    /** Reads the facts that a control saw; the subject stands at the item. */
    static ControlFinding of(final Control control, final int item, final boolean taken,
        final String fault, final Subject subject) {
        final Map<String, String> facts = new LinkedHashMap<>();
        for (final ControlField field : control.predicate().fields()) {
            facts.put(field == ControlField.ITEMS ? "size(items)" : field.text(),
                subject.spelled(field));
        }
        int number = 1;
        for (final Counter counter : control.counters()) {
            facts.put("counter " + number++, subject.spelled(counter));
        }
        return new ControlFinding(control, item, taken, fault, facts);
    }
}
