package io.clearline.adapters.json;

import io.clearline.adapters.text.RowText;
import io.clearline.engine.record.Alpha3;
import io.clearline.engine.record.Scales;
import io.clearline.engine.record.sbe.DeclareDecoder;
import io.clearline.engine.record.sbe.Election;
import io.clearline.engine.record.sbe.Flow;
import io.clearline.engine.record.sbe.Form;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import io.clearline.engine.record.sbe.Regime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.agrona.DirectBuffer;

/**
 * What a declaration said, spelled for people.
 *
 * @param flow line and direction
 * @param form type of the declaration
 * @param head parties, places and transport in one line
 * @param documents codes and numbers in one line, empty if none
 * @param items one line for each item
 * @param regimes the regimes that were asked for
 * @param relaxed whether an item has attribute 49
 */
record DeclaredFacts(
    Flow flow, Form form, String head, String documents, List<String> items,
    Set<Regime> regimes, boolean relaxed) {
    private static final String ABSENT = "-";

    static DeclaredFacts of(final DirectBuffer message, final int offset) {
        final DeclareDecoder in = new DeclareDecoder()
            .wrapAndApplyHeader(message, offset, new MessageHeaderDecoder());
        final String currency = alpha3(in.currency());
        final String head = "flow " + in.flow() + ", form " + in.form()
            + ", trader " + orDash(in.trader())
            + (in.receiver().isEmpty() ? "" : ", receiver " + in.receiver())
            + ", office " + office(in.office()) + ", entry office " + office(in.entryOffice())
            + ", dispatch " + alpha3(in.dispatchCountry())
            + ", transit " + (in.transit() == 1 ? "yes" : "no");
        in.formErrors().forEach(error -> { });
        final StringBuilder documents = new StringBuilder();
        for (final DeclareDecoder.DocumentsDecoder document : in.documents()) {
            documents.append(documents.length() == 0 ? "" : ", ")
                .append(document.code() == 0 ? ABSENT : Character.toString(document.code()))
                .append(' ').append(orDash(document.no()));
        }
        in.containers().forEach(container -> { });
        final List<String> items = new ArrayList<>();
        final Set<Regime> regimes = EnumSet.noneOf(Regime.class);
        boolean relaxed = false;
        for (final DeclareDecoder.ItemsDecoder item : in.items()) {
            regimes.add(item.regime());
            relaxed |= item.relaxed() == 1;
            items.add(item(item, currency));
        }
        return new DeclaredFacts(
            in.flow(), in.form(), head, documents.toString(), items, regimes, relaxed);
    }

    private static String item(final DeclareDecoder.ItemsDecoder in, final String currency) {
        final StringBuilder text = new StringBuilder("hs ").append(hs(in.hs(), in.hsDigits()))
            .append(", origin ").append(alpha3(in.origin()))
            .append(", quantity ").append(quantity(in.quantity()))
            .append(", value ").append(money(in.value())).append(' ').append(currency)
            .append(", regime ").append(in.regime());
        if (in.election() != Election.NULL_VAL) {
            text.append(", election ").append(in.election());
        }
        final StringBuilder inputs = new StringBuilder();
        for (final DeclareDecoder.ItemsDecoder.InputsDecoder input : in.inputs()) {
            inputs.append("; input ").append(input.kind())
                .append(" hs ").append(hs(input.hs(), input.hsDigits()))
                .append(", origin ").append(alpha3(input.origin()))
                .append(", quantity ").append(quantity(input.quantity()))
                .append(", value ").append(money(input.value())).append(" CNY");
            final String code = input.code();
            inputs.append(code.isEmpty() ? "" : ", code " + code);
        }
        final String name = in.name();
        final String attributes = in.attributes();
        final String code = in.code();
        if (!attributes.isEmpty()) {
            text.append(", attributes ")
                .append(attributes.replace((char) ItemReader.ATTRIBUTE_SEPARATOR, ' '));
        }
        return text.append(code.isEmpty() ? "" : ", code " + code)
            .append(name.isEmpty() ? "" : ", name " + name).append(inputs).toString();
    }

    private static String hs(final long hs, final int digits) {
        return hs == FieldReader.NULL ? ABSENT : RowText.padded(hs, digits);
    }

    private static String quantity(final long quantity) {
        return orDash(RowText.decimal(quantity, Scales.QUANTITY_DECIMALS));
    }

    private static String money(final long money) {
        return orDash(RowText.decimal(money, Scales.MONEY_DECIMALS));
    }

    private static String orDash(final String text) {
        return text.isEmpty() ? ABSENT : text;
    }

    private static String alpha3(final int code) {
        return code == Alpha3.ABSENT ? ABSENT : Alpha3.text(code);
    }

    private static String office(final int office) {
        return office == FieldReader.NULL_SHORT ? ABSENT : RowText.padded(office, 4);
    }
}
