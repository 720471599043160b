package io.clearline.tools.demo;

/**
 * One kind of goods that somebody trades: what the generator draws items from.
 *
 * @param hs the 8-digit line
 * @param name as declared, UTF-8
 * @param share how often it is drawn, relative to the others of its flow
 * @param priceFen a usual price of a unit, in fen
 * @param quantity a usual quantity of an item, in the tariff unit
 * @param whole whether it is counted in pieces
 * @param weighed whether the unit is the kilogram
 * @param origins packed alpha-3 codes, the usual one first
 * @param taxed whether the line stands in the taxed catalogue
 * @param letters import or export licence letters of the line that the flow asks for
 * @param inspected whether quarantine or inspection follows from the line
 */
record Goods(
    int hs, byte[] name, int share, long priceFen, int quantity, boolean whole, boolean weighed,
    int[] origins, boolean taxed, String letters, boolean inspected) {
}
