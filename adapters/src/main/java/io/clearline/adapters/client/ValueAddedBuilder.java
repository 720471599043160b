package io.clearline.adapters.client;

import io.clearline.engine.record.Scales;
import io.clearline.engine.record.sbe.InputKind;
import io.clearline.engine.record.sbe.MessageHeaderEncoder;
import io.clearline.engine.record.sbe.Regime;
import io.clearline.engine.record.sbe.ValueAddedEncoder;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.agrona.ExpandableArrayBuffer;

/**
 * Builds an application for a confirmation or cumulative code: what was made on the island, of which parts.
 * What the schema cannot hold is refused here, by an {@link IllegalArgumentException} that names the field;
 * all else the server judges. Not thread-safe.
 */
public final class ValueAddedBuilder {
    private final byte[] ref;
    private final byte[] trader;
    private final String hs;
    private long quantity = ValueAddedEncoder.quantityNullValue();
    private long price = ValueAddedEncoder.priceNullValue();
    private final List<Part> inputs = new ArrayList<>();

    /**
     * Begins an application.
     *
     * @param ref the applicant's reference, 1 to 32 characters of ASCII: with the trader what makes sending
     *     again harmless
     * @param trader unified social credit code of who made the goods
     * @param hs their line, 8 or 10 digits
     */
    public ValueAddedBuilder(final String ref, final String trader, final String hs) {
        this.ref = Fields.padded("ref", ref, ValueAddedEncoder.submitterRefLength());
        this.trader = Fields.padded("trader", trader, ValueAddedEncoder.traderLength());
        Fields.digits("hs", hs);
        this.hs = hs;
    }

    /** How much was made, in the tariff unit, at most 5 decimals. */
    public ValueAddedBuilder quantity(final BigDecimal amount) {
        quantity = Fields.scaled("quantity", amount, Scales.QUANTITY_DECIMALS);
        return this;
    }

    /** What it is sold for in all, yuan, at most 4 decimals. */
    public ValueAddedBuilder price(final BigDecimal yuan) {
        price = Fields.scaled("price", yuan, Scales.MONEY_DECIMALS);
        return this;
    }

    /** One more domestic or Hainan part, its value in yuan. */
    public ValueAddedBuilder input(
        final InputKind kind, final BigDecimal partQuantity, final BigDecimal partValue) {
        return input(kind, null, null, partQuantity, partValue, Regime.NULL_VAL, "");
    }

    /**
     * One more part.
     *
     * @param partHs its line; null = none
     * @param partOrigin its country, ISO 3166 alpha-3; null = none
     * @param partQuantity in the tariff unit, at most 5 decimals
     * @param partValue yuan, at most 4 decimals
     * @param partRegime from which ledger; {@code NULL_VAL} = ZERO_TARIFF
     * @param partCode the code it was made under; "" = none
     */
    public ValueAddedBuilder input(final InputKind kind, final String partHs,
        final String partOrigin, final BigDecimal partQuantity, final BigDecimal partValue,
        final Regime partRegime, final String partCode) {
        inputs.add(Part.of(
            kind, partHs, partOrigin, partQuantity, partValue, partRegime, partCode));
        return this;
    }

    /** Returns the command. */
    public Command build() {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(512);
        final MessageHeaderEncoder header = new MessageHeaderEncoder();
        final ValueAddedEncoder out =
            new ValueAddedEncoder().wrapAndApplyHeader(buffer, 0, header);
        out.at(ValueAddedEncoder.atNullValue()).putSubmitterRef(ref, 0).putTrader(trader, 0)
            .hs(Fields.digits("hs", hs)).hsDigits((short) hs.length()).quantity(quantity)
            .price(price).formErrorsCount(0);
        final ValueAddedEncoder.InputsEncoder parts = out.inputsCount(inputs.size());
        for (final Part part : inputs) {
            parts.next().kind(part.kind())
                .hs(part.hsNumber(ValueAddedEncoder.InputsEncoder.hsNullValue()))
                .hsDigits(part.hsDigits()).origin(part.origin()).quantity(part.quantity())
                .value(part.value()).regime(part.regime()).code(part.code());
        }
        return Command.copy(buffer, header.encodedLength() + out.encodedLength());
    }
}
