package io.clearline.adapters.client;

import io.clearline.engine.record.Scales;
import io.clearline.engine.record.sbe.InputKind;
import io.clearline.engine.record.sbe.Regime;
import java.math.BigDecimal;

/** A part that goods were made from, in the numbers of the schema; {@code hs} null = none. Immutable. */
record Part(InputKind kind, String hs, int origin, long quantity, long value, Regime regime,
    String code) {
    /** Takes a part as people say it. */
    static Part of(final InputKind kind, final String hs, final String origin,
        final BigDecimal quantity, final BigDecimal value, final Regime regime,
        final String code) {
        return new Part(kind, hs,
            origin == null ? Fields.NO_SHORT : Fields.alpha3("origin", origin),
            Fields.scaled("quantity", quantity, Scales.QUANTITY_DECIMALS),
            Fields.scaled("value", value, Scales.MONEY_DECIMALS), regime, code);
    }

    /** Returns the line as a number. */
    long hsNumber(final long none) {
        return hs == null ? none : Fields.digits("hs", hs);
    }

    short hsDigits() {
        return (short) (hs == null ? 0 : hs.length());
    }
}
