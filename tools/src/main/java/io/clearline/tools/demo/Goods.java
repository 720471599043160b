package io.clearline.tools.demo;

/**
 * One kind of goods that somebody trades: what the generator draws items from.
 *
 * @param line where the tariff has it
 * @param share how often it is drawn, relative to the others of its flow
 * @param priceFen a usual price of a unit, in fen
 * @param quantity a usual quantity of an item, in the tariff unit
 * @param origins packed alpha-3 codes, the usual one first
 * @param letters import or export licence letters of the line that the flow asks for
 */
record Goods(
    TariffLine line, int share, long priceFen, int quantity, int[] origins, String letters) {
}
