package io.clearline.adapters.json;

import io.clearline.engine.record.sbe.DeclareDecoder;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import org.agrona.DirectBuffer;

/**
 * Writes a {@code Declare} message back as JSON in the contract's names, so that decoding it again
 * gives the same message where it had no form errors.
 */
final class DeclareJson {
    private static final String SEPARATOR =
        Character.toString(ItemReader.ATTRIBUTE_SEPARATOR);

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final DeclareDecoder in = new DeclareDecoder();

    /** Writes the members of the object; form errors stand among them. */
    void append(
        final ObjectWriter out, final JsonWriter json, final DirectBuffer message,
        final int offset) {
        in.wrapAndApplyHeader(message, offset, header);
        out.time("at", in.at())
            .text("ref", in.submitterRef())
            .word("flow", in.flow())
            .word("form", in.form())
            .fourDigits("office", in.office())
            .fourDigits("entryOffice", in.entryOffice())
            .text("trader", in.trader())
            .text("receiver", in.receiver())
            .text("owner", in.owner())
            .text("agent", in.agent())
            .fourDigits("supervisionMode", in.supervisionMode())
            .character("transport", in.transport())
            .alpha3("dispatchCountry", in.dispatchCountry())
            .flag("transit", in.transit() == 1)
            .integer("packages", in.packages(), FieldReader.NULL_INT)
            .quantity("grossKg", in.grossKg())
            .quantity("netKg", in.netKg())
            .alpha3("currency", in.currency());
        final DeclareDecoder.FormErrorsDecoder errors = in.formErrors();
        if (errors.count() > 0) {
            out.key("formErrors").open('[');
            for (final DeclareDecoder.FormErrorsDecoder error : errors) {
                out.element();
                DecisionText.reject(json, error.key(), error.code());
            }
            out.close(']');
        }
        out.key("documents").open('[');
        for (final DeclareDecoder.DocumentsDecoder document : in.documents()) {
            out.element().open('{').character("code", document.code())
                .text("no", document.no()).close('}');
        }
        out.close(']').key("containers").open('[');
        for (final DeclareDecoder.ContainersDecoder container : in.containers()) {
            out.element();
            json.text(container.number());
        }
        out.close(']').key("items").open('[');
        for (final DeclareDecoder.ItemsDecoder item : in.items()) {
            item(out.element().open('{'), json, item);
            out.close('}');
        }
        out.close(']').text("conveyance", in.conveyance());
    }

    private static void item(
        final ObjectWriter out, final JsonWriter json, final DeclareDecoder.ItemsDecoder item) {
        out.integer("no", item.no(), FieldReader.NULL_INT)
            .hs("hs", item.hs(), item.hsDigits())
            .quantity("quantity", item.quantity())
            .money("value", item.value())
            .alpha3("origin", item.origin())
            .word("regime", item.regime())
            .word("election", item.election())
            .key("inputs").open('[');
        for (final DeclareDecoder.ItemsDecoder.InputsDecoder input : item.inputs()) {
            out.element().open('{')
                .word("kind", input.kind())
                .hs("hs", input.hs(), input.hsDigits())
                .alpha3("origin", input.origin())
                .quantity("quantity", input.quantity())
                .money("value", input.value())
                .word("regime", input.regime())
                .text("code", input.code()).close('}');
        }
        out.close(']').text("name", item.name()).key("attributes").open('[');
        final String attributes = item.attributes();
        if (!attributes.isEmpty()) {
            for (final String attribute : attributes.split(SEPARATOR)) {
                out.element();
                json.text(attribute);
            }
        }
        out.close(']').text("code", item.code());
    }
}
