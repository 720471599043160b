/**
 * Tariff, entities, countries and the other tables, with validity dates and prefix look-up, as the core reads
 * them; filled from reference commands alone.
 */
package io.clearline.engine.reference;
