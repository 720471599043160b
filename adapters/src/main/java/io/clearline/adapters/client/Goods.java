package io.clearline.adapters.client;

import io.clearline.engine.record.Scales;
import io.clearline.engine.record.sbe.DeclareEncoder;
import io.clearline.engine.record.sbe.Election;
import io.clearline.engine.record.sbe.InputKind;
import io.clearline.engine.record.sbe.Regime;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** One item of a declaration, built field by field; what is not said is absent. Not thread-safe. */
public final class Goods {
    private static final String ATTRIBUTE_SEPARATOR = "\u001f";
    private static final String RELAXED = "49";

    private final String hs;
    private final String name;
    private long quantity = DeclareEncoder.ItemsEncoder.quantityNullValue();
    private long value = DeclareEncoder.ItemsEncoder.valueNullValue();
    private int origin = Fields.NO_SHORT;
    private Regime regime = Regime.NULL_VAL;
    private Election election = Election.NULL_VAL;
    private String code = "";
    private final List<String> attributes = new ArrayList<>();
    private final List<Part> inputs = new ArrayList<>();

    /**
     * Creates an item.
     *
     * @param hs 8 or 10 digits
     * @param name 1 to 255 characters
     */
    public Goods(final String hs, final String name) {
        Fields.digits("hs", hs);
        this.hs = hs;
        this.name = name;
    }

    /** In the tariff unit, at most 5 decimals. */
    public Goods quantity(final BigDecimal amount) {
        quantity = Fields.scaled("quantity", amount, Scales.QUANTITY_DECIMALS);
        return this;
    }

    /** In the tariff unit. */
    public Goods quantity(final long amount) {
        return quantity(BigDecimal.valueOf(amount));
    }

    /** In the declaration's currency, the whole item, at most 4 decimals. */
    public Goods value(final BigDecimal amount) {
        value = Fields.scaled("value", amount, Scales.MONEY_DECIMALS);
        return this;
    }

    /** In the declaration's currency, the whole item. */
    public Goods value(final long amount) {
        return value(BigDecimal.valueOf(amount));
    }

    /** Country of origin, ISO 3166 alpha-3. */
    public Goods origin(final String country) {
        origin = Fields.alpha3("origin", country);
        return this;
    }

    /** Under which regime. */
    public Goods regime(final Regime word) {
        regime = word;
        return this;
    }

    /** Which taxes are paid by choice. */
    public Goods election(final Election word) {
        election = word;
        return this;
    }

    /** A confirmation or cumulative code. */
    public Goods code(final String text) {
        code = text;
        return this;
    }

    /** One more attribute, such as 49. */
    public Goods attribute(final String text) {
        if (text.contains(ATTRIBUTE_SEPARATOR)) {
            throw new IllegalArgumentException("an attribute has no control characters");
        }
        attributes.add(text);
        return this;
    }

    /** One more domestic or Hainan part, its value in yuan. */
    public Goods input(
        final InputKind kind, final BigDecimal partQuantity, final BigDecimal partValue) {
        return input(kind, null, null, partQuantity, partValue, Regime.NULL_VAL, "");
    }

    /**
     * One more part.
     *
     * @param partHs its line; null = none
     * @param partOrigin its country; null = none
     * @param partRegime from which ledger; {@code NULL_VAL} = as the goods' own
     * @param partCode the code it was made under; "" = none
     */
    public Goods input(final InputKind kind, final String partHs, final String partOrigin,
        final BigDecimal partQuantity, final BigDecimal partValue, final Regime partRegime,
        final String partCode) {
        inputs.add(Part.of(
            kind, partHs, partOrigin, partQuantity, partValue, partRegime, partCode));
        return this;
    }

    void encode(final DeclareEncoder.ItemsEncoder out, final int no) {
        out.no(no).hs(Long.parseLong(hs)).hsDigits((short) hs.length()).quantity(quantity)
            .value(value).origin(origin).regime(regime).election(election)
            .relaxed((short) (attributes.contains(RELAXED) ? 1 : 0));
        final DeclareEncoder.ItemsEncoder.InputsEncoder parts = out.inputsCount(inputs.size());
        for (final Part part : inputs) {
            parts.next().kind(part.kind())
                .hs(part.hsNumber(DeclareEncoder.ItemsEncoder.InputsEncoder.hsNullValue()))
                .hsDigits(part.hsDigits()).origin(part.origin()).quantity(part.quantity())
                .value(part.value()).regime(part.regime()).code(part.code());
        }
        out.name(name).attributes(String.join(ATTRIBUTE_SEPARATOR, attributes)).code(code);
    }
}
