package io.clearline.tools.demo;

import io.clearline.engine.record.sbe.Regime;
import java.util.List;

/**
 * Made goods that are sold in equal parts: what one part is made of and sold for.
 *
 * @param trader who made it
 * @param line what it is
 * @param quantity of one part
 * @param inputs imported inputs of one part
 * @param domesticFen value of the domestic input of one part
 * @param priceFen what one part is sold for
 * @param parts how many parts there are
 * @param qualifies whether enough value was added
 * @param code confirmation code, empty if there is none
 */
record Product(
    int trader, TariffLine line, long quantity, List<Input> inputs, long domesticFen,
    long priceFen, int parts, boolean qualifies, byte[] code) {

    /**
     * An imported input of one part.
     *
     * @param line where the tariff has it
     * @param origin packed alpha-3 code
     * @param quantity how much of it
     * @param fen its value
     * @param regime out of which ledger it comes
     */
    record Input(TariffLine line, int origin, long quantity, long fen, Regime regime) {
    }
}
