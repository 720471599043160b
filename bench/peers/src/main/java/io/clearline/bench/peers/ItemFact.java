package io.clearline.bench.peers;

/**
 * An item as an object.
 *
 * @param valueFen in yuan after the currency's rate
 */
public record ItemFact(
    int no, String hs, String origin, String regime, String election, long quantity,
    long valueFen) {
}
