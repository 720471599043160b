package io.clearline.tools.demo;

/**
 * A trader of the bundled reference data, as the generator needs it.
 *
 * @param uscc its code, ASCII
 * @param eligible whether it enjoys zero tariff on the day of the demo
 * @param bonded whether it may hold goods in bond
 * @param filed whether it may ask for confirmation codes
 * @param batches whether it may leave first and declare later
 * @param distrusted whether nearly all it declares is drawn for examination
 */
record DemoTrader(
    byte[] uscc, boolean eligible, boolean bonded, boolean filed, boolean batches,
    boolean distrusted) {
}
