package io.clearline.adapters.json;

import io.clearline.adapters.history.ControlHistory;
import io.clearline.engine.control.Control;
import io.clearline.engine.core.ControlFinding;
import io.clearline.engine.record.RecordHeader;
import io.clearline.engine.record.sbe.ControlState;
import io.clearline.engine.state.Effects;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.agrona.DirectBuffer;

/**
 * Says of each control that hit a declaration, in shadow too, what it asks, what it saw and what
 * went wrong: the control is tried again as it was when the record was written. Immutable once made.
 */
final class HitText {
    private final ControlHistory history;
    private final List<ControlFinding> findings;
    private final Set<Integer> recorded = new HashSet<>();

    /**
     * Tries the controls again.
     *
     * @param history stands just before the record; null if nothing is known but the record
     */
    HitText(final ControlHistory history, final DirectBuffer record, final int offset) {
        this.history = history;
        this.findings = history == null ? List.of() : history.findings(record, offset);
        final long[] hits = Effects.hits(record, RecordHeader.effectsAt(record, offset),
            RecordHeader.effectsLength(record, offset));
        for (int i = 0; i < hits.length; i += 3) {
            recorded.add((int) hits[i]);
        }
    }

    /** Returns the lines about a control that the answer cites. */
    List<String> cited(final String citation) {
        final List<String> lines = new ArrayList<>();
        for (final int number : recorded) {
            final Control control = control(number);
            if (control != null && citation.equals(cite(control))) {
                details(control, lines);
            }
        }
        return lines;
    }

    /** Returns the lines about the controls that the answer does not cite. */
    List<String> uncited() {
        final List<String> lines = new ArrayList<>();
        for (final int number : recorded.stream().sorted().toList()) {
            final Control control = control(number);
            if (control != null && control.state() == ControlState.SHADOW) {
                lines.add("control in shadow matched: " + cite(control) + " (holds nothing; "
                    + control.terms().then() + " once it is active)");
                details(control, lines);
            }
        }
        for (final ControlFinding finding : findings) {
            if (!finding.taken()) {
                lines.add("control matched, but was not drawn: " + cite(finding.control())
                    + place(finding) + " (it takes a share of what it matches)");
            }
        }
        return lines;
    }

    private Control control(final int number) {
        return history == null ? null : history.core().state().controls().version(number);
    }

    private static String cite(final Control control) {
        return new String(control.citation(), StandardCharsets.UTF_8);
    }

    private void details(final Control control, final List<String> lines) {
        final ControlHistory.Version version = history.versions().get(control.number());
        lines.add("  when: " + oneLine(text(version.said().when())));
        boolean seen = false;
        for (final ControlFinding finding : findings) {
            if (finding.control() == control && finding.taken()) {
                seen = true;
                lines.add("  saw" + place(finding) + ": " + facts(finding.facts()));
                if (!finding.fault().isEmpty()) {
                    lines.add("  went wrong" + place(finding) + ": " + finding.fault()
                        + ", so it asks for DOCUMENT");
                }
            }
        }
        if (!seen) {
            lines.add("  what it saw cannot be told: this release tries it otherwise");
        }
        if (control.terms().instruction().length > 0) {
            lines.add("  instruction: " + oneLine(text(control.terms().instruction())));
        }
    }

    private static String place(final ControlFinding finding) {
        return finding.item() == 0 ? "" : " on item " + finding.item();
    }

    private static String facts(final Map<String, String> facts) {
        final List<String> shown = new ArrayList<>();
        facts.forEach((name, value) -> shown.add(name + " = " + oneLine(value)));
        return shown.isEmpty() ? "it names nothing" : String.join(", ", shown);
    }

    private static String text(final byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private static String oneLine(final String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }
}
