package io.clearline.tools.demo;

/**
 * A trader of the bundled reference data, as the generator needs it.
 *
 * @param uscc its code, ASCII
 * @param eligible whether it enjoys zero tariff on the day of the demo
 * @param bonded whether it may hold goods in bond
 */
record DemoTrader(byte[] uscc, boolean eligible, boolean bonded) {
}
