package io.clearline.adapters.history;

import io.clearline.engine.control.Control;
import io.clearline.engine.control.Controls;
import io.clearline.engine.control.Tally;
import java.util.Locale;

/**
 * What a version of a control had counted at some moment (docs/controls.md).
 *
 * @param declarations accepted while it was tried
 * @param hits declarations that it hit
 * @param items items that these were
 * @param holds holds that it made
 * @param errors declarations that it erred on
 */
public record Counts(long declarations, long hits, long items, long holds, long errors) {
    static Counts of(final Controls controls, final Control control) {
        final Tally tally = control.tally();
        return new Counts(controls.declarations(control), tally.hits(), tally.items(),
            tally.holds(), tally.errors());
    }

    /** Returns the share of declarations that it hit, in per cent; "-" where there were none. */
    public String share() {
        return declarations == 0 ? "-"
            : String.format(Locale.ROOT, "%.2f %%", 100.0 * hits / declarations);
    }
}
