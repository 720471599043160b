package io.clearline.adapters.oracle;

import java.util.EnumSet;
import java.util.Set;

/** Line and direction of a declaration, with the regimes that its items may have. */
enum Flow {
    FIRST_LINE_IMPORT(Regime.TAXED, Regime.ZERO_TARIFF, Regime.BONDED),
    FIRST_LINE_EXPORT(Regime.DOMESTIC, Regime.ZERO_TARIFF, Regime.BONDED),
    SECOND_LINE_EXIT(Regime.ZERO_TARIFF, Regime.BONDED, Regime.VALUE_ADDED, Regime.DOMESTIC),
    SECOND_LINE_ENTRY(Regime.DOMESTIC),
    ISLAND_TRANSFER(Regime.ZERO_TARIFF, Regime.BONDED, Regime.DOMESTIC);

    final Set<Regime> regimes;

    Flow(Regime first, Regime... more) {
        this.regimes = EnumSet.of(first, more);
    }

    boolean firstLine() {
        return this == FIRST_LINE_IMPORT || this == FIRST_LINE_EXPORT;
    }

    boolean secondLine() {
        return this == SECOND_LINE_EXIT || this == SECOND_LINE_ENTRY;
    }

    /** Exit, transfer and export draw from the two-line ledger (rule 8). */
    boolean outbound() {
        return this == SECOND_LINE_EXIT || this == ISLAND_TRANSFER || this == FIRST_LINE_EXPORT;
    }
}
