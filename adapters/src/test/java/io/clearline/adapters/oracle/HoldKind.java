package io.clearline.adapters.oracle;

/** Kinds of holds in the order in which answers list them. */
enum HoldKind {
    PROHIBITED, LICENCE, QUARANTINE, INSPECTION, DOCUMENT, EXAMINE, TAX;

    boolean red() {
        return this == PROHIBITED || this == QUARANTINE || this == INSPECTION || this == EXAMINE;
    }

    /** What an officer's PASS cannot lift: a document, the payment or nothing at all does. */
    boolean beyondPass() {
        return this == PROHIBITED || this == LICENCE || this == TAX;
    }
}
