package io.clearline.tools.demo;

/**
 * Goods in the hands of one trader.
 *
 * @param goods what is traded
 * @param trader index of the trader
 * @param relaxed whether the line's licence letters are lifted for this trader (attribute 49)
 * @param licences number of a fitting licence for each of the goods' letters, null where there is
 *     none
 */
record Offering(Goods goods, int trader, boolean relaxed, byte[][] licences) {
}
