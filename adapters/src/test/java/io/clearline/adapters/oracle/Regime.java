package io.clearline.adapters.oracle;

/** The customs regime of an item; the ledger is kept for two of them. */
enum Regime {
    TAXED, ZERO_TARIFF, BONDED, VALUE_ADDED, DOMESTIC
}
