package io.clearline.bench.peers;

import java.util.List;

/**
 * A declaration as an object, as a rule engine wants it: absent texts are "".
 *
 * @param grossKg scaled as in the engine, as are the other quantities
 */
public record DeclarationFact(
    String flow, String form, String office, String trader, String receiver, String agent,
    String dispatchCountry, String currency, String conveyance, boolean transit, int packages,
    long grossKg, long netKg, List<ItemFact> items) {

    /** Returns how many items there are. */
    public int itemCount() {
        return items.size();
    }
}
