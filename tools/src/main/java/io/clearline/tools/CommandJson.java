package io.clearline.tools;

import io.clearline.engine.record.Alpha3;
import io.clearline.engine.record.ReferenceTable;
import io.clearline.engine.record.Scales;
import io.clearline.engine.record.sbe.AddDocumentDecoder;
import io.clearline.engine.record.sbe.CancelDecoder;
import io.clearline.engine.record.sbe.DeclareDecoder;
import io.clearline.engine.record.sbe.DrawKeyDecoder;
import io.clearline.engine.record.sbe.Election;
import io.clearline.engine.record.sbe.FailAction;
import io.clearline.engine.record.sbe.Flow;
import io.clearline.engine.record.sbe.Form;
import io.clearline.engine.record.sbe.HoldKind;
import io.clearline.engine.record.sbe.InputKind;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import io.clearline.engine.record.sbe.PayDecoder;
import io.clearline.engine.record.sbe.ReferenceDecoder;
import io.clearline.engine.record.sbe.Regime;
import io.clearline.engine.record.sbe.ResolveDecoder;
import io.clearline.engine.record.sbe.Table;
import io.clearline.engine.record.sbe.UnknownTypeDecoder;
import io.clearline.engine.record.sbe.Verdict;
import java.util.Locale;
import org.agrona.DirectBuffer;

/**
 * Writes a journaled command as JSON in the contract's names, for {@code dump} and {@code explain}. What was
 * absent or malformed is left out, as it is in the record. Commands of later issues name their template
 * alone. The draw key is a secret as long as its draws count: it is not written.
 */
final class CommandJson {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();

    /** Appends the command as the member {@code command}. */
    void append(final JsonText json, final DirectBuffer buffer, final int offset) {
        header.wrap(buffer, offset);
        json.open("command");
        switch (header.templateId()) {
            case DeclareDecoder.TEMPLATE_ID ->
                declare(json, new DeclareDecoder().wrapAndApplyHeader(buffer, offset, header));
            case AddDocumentDecoder.TEMPLATE_ID ->
                document(json, new AddDocumentDecoder().wrapAndApplyHeader(buffer, offset, header));
            case ResolveDecoder.TEMPLATE_ID ->
                resolve(json, new ResolveDecoder().wrapAndApplyHeader(buffer, offset, header));
            case PayDecoder.TEMPLATE_ID ->
                pay(json, new PayDecoder().wrapAndApplyHeader(buffer, offset, header));
            case CancelDecoder.TEMPLATE_ID ->
                cancel(json, new CancelDecoder().wrapAndApplyHeader(buffer, offset, header));
            case ReferenceDecoder.TEMPLATE_ID ->
                reference(json, new ReferenceDecoder().wrapAndApplyHeader(buffer, offset, header));
            case DrawKeyDecoder.TEMPLATE_ID -> json.text("type", "draw-key");
            case UnknownTypeDecoder.TEMPLATE_ID ->
                unknown(json, new UnknownTypeDecoder().wrapAndApplyHeader(buffer, offset, header));
            default -> json.text("type", "template " + header.templateId());
        }
        json.close();
    }

    private static void declare(final JsonText json, final DeclareDecoder declare) {
        type(json, "declare", declare.at());
        json.textIfAny("ref", declare.submitterRef())
            .textIfAny("flow", name(declare.flow(), Flow.NULL_VAL))
            .textIfAny("form", name(declare.form(), Form.NULL_VAL))
            .textIfAny("office", digits(declare.office(), DeclareDecoder.officeNullValue()))
            .textIfAny("entryOffice", digits(declare.entryOffice(), DeclareDecoder.entryOfficeNullValue()))
            .textIfAny("trader", declare.trader())
            .textIfAny("receiver", declare.receiver())
            .textIfAny("owner", declare.owner())
            .textIfAny("agent", declare.agent())
            .textIfAny("supervisionMode",
                digits(declare.supervisionMode(), DeclareDecoder.supervisionModeNullValue()))
            .textIfAny("transport", character(declare.transport()))
            .textIfAny("dispatchCountry", alpha3(declare.dispatchCountry()))
            .flag("transit", declare.transit() == 1);
        if (declare.packages() != DeclareDecoder.packagesNullValue()) {
            json.number("packages", declare.packages());
        }
        json.scaled("grossKg", declare.grossKg(), DeclareDecoder.grossKgNullValue(),
                Scales.QUANTITY_DECIMALS)
            .scaled("netKg", declare.netKg(), DeclareDecoder.netKgNullValue(), Scales.QUANTITY_DECIMALS)
            .textIfAny("currency", alpha3(declare.currency()));
        int errors = 0;
        for (final DeclareDecoder.FormErrorsDecoder error : declare.formErrors()) {
            errors += error.code() == null ? 0 : 1;
        }
        json.openList("documents");
        for (final DeclareDecoder.DocumentsDecoder document : declare.documents()) {
            json.open().textIfAny("code", character(document.code())).text("no", document.no()).close();
        }
        json.closeList().openList("containers");
        for (final DeclareDecoder.ContainersDecoder container : declare.containers()) {
            json.element(container.number());
        }
        json.closeList().openList("items");
        for (final DeclareDecoder.ItemsDecoder item : declare.items()) {
            item(json, item);
        }
        json.closeList().textIfAny("conveyance", declare.conveyance());
        if (errors > 0) {
            json.number("formErrors", errors);
        }
    }

    private static void item(final JsonText json, final DeclareDecoder.ItemsDecoder item) {
        json.open();
        if (item.no() != DeclareDecoder.ItemsDecoder.noNullValue()) {
            json.number("no", item.no());
        }
        if (item.hs() != DeclareDecoder.ItemsDecoder.hsNullValue()) {
            json.text("hs", hs(item.hs(), item.hsDigits()));
        }
        json.scaled("quantity", item.quantity(), DeclareDecoder.ItemsDecoder.quantityNullValue(),
                Scales.QUANTITY_DECIMALS)
            .scaled("value", item.value(), DeclareDecoder.ItemsDecoder.valueNullValue(),
                Scales.MONEY_DECIMALS)
            .textIfAny("origin", alpha3(item.origin()))
            .textIfAny("regime", name(item.regime(), Regime.NULL_VAL))
            .textIfAny("election", name(item.election(), Election.NULL_VAL));
        json.openList("inputs");
        for (final DeclareDecoder.ItemsDecoder.InputsDecoder input : item.inputs()) {
            input(json, input);
        }
        json.closeList()
            .textIfAny("name", item.name())
            .textIfAny("attributes", item.attributes())
            .textIfAny("code", item.code())
            .close();
    }

    private static void input(
        final JsonText json, final DeclareDecoder.ItemsDecoder.InputsDecoder input) {
        json.open().textIfAny("kind", name(input.kind(), InputKind.NULL_VAL));
        if (input.hs() != DeclareDecoder.ItemsDecoder.InputsDecoder.hsNullValue()) {
            json.text("hs", hs(input.hs(), input.hsDigits()));
        }
        json.textIfAny("origin", alpha3(input.origin()))
            .scaled("quantity", input.quantity(),
                DeclareDecoder.ItemsDecoder.InputsDecoder.quantityNullValue(), Scales.QUANTITY_DECIMALS)
            .scaled("value", input.value(),
                DeclareDecoder.ItemsDecoder.InputsDecoder.valueNullValue(), Scales.MONEY_DECIMALS)
            .textIfAny("regime", name(input.regime(), Regime.NULL_VAL))
            .textIfAny("code", input.code())
            .close();
    }

    private static void document(final JsonText json, final AddDocumentDecoder document) {
        type(json, "document", document.at());
        json.textIfAny("code", character(document.code()));
        document.formErrors().forEach(error -> { });
        json.textIfAny("declaration", document.declaration()).textIfAny("no", document.no());
    }

    private static void resolve(final JsonText json, final ResolveDecoder resolve) {
        type(json, "resolve", resolve.at());
        json.textIfAny("hold", name(resolve.hold(), HoldKind.NULL_VAL));
        if (resolve.item() != ResolveDecoder.itemNullValue()) {
            json.number("item", resolve.item());
        }
        json.textIfAny("result", name(resolve.result(), Verdict.NULL_VAL))
            .textIfAny("action", name(resolve.action(), FailAction.NULL_VAL));
        resolve.formErrors().forEach(error -> { });
        json.textIfAny("declaration", resolve.declaration())
            .textIfAny("officer", resolve.officer())
            .textIfAny("note", resolve.note());
    }

    private static void pay(final JsonText json, final PayDecoder pay) {
        type(json, "pay", pay.at());
        json.scaled("amount", pay.amount(), PayDecoder.amountNullValue(), 2);
        pay.formErrors().forEach(error -> { });
        json.textIfAny("declaration", pay.declaration());
    }

    private static void cancel(final JsonText json, final CancelDecoder cancel) {
        type(json, "cancel", cancel.at());
        cancel.formErrors().forEach(error -> { });
        json.textIfAny("declaration", cancel.declaration()).textIfAny("reason", cancel.reason());
    }

    private static void reference(final JsonText json, final ReferenceDecoder reference) {
        type(json, "reference", reference.at());
        if (reference.table() != Table.NULL_VAL) {
            json.text("table", ReferenceTable.of(reference.table()).word());
        }
        json.number("part", reference.load()).flag("last", reference.last() == 1);
        reference.formErrors().forEach(error -> { });
        json.number("rows", reference.rows().count());
    }

    private static void unknown(final JsonText json, final UnknownTypeDecoder unknown) {
        unknown.formErrors().forEach(error -> { });
        json.text("type", unknown.name());
    }

    private static void type(final JsonText json, final String type, final long atMs) {
        json.text("type", type);
        if (atMs != DeclareDecoder.atNullValue()) {
            json.text("at", JsonText.time(atMs));
        }
    }

    /** Returns a tariff number with its leading zeros. */
    static String hs(final long number, final int digits) {
        return String.format(Locale.ROOT, "%0" + digits + "d", number);
    }

    private static String digits(final int value, final int nullValue) {
        return value == nullValue ? null : String.format(Locale.ROOT, "%04d", value);
    }

    /** Returns the three letters, null where they are absent. */
    static String alpha3(final int code) {
        return code == Alpha3.ABSENT ? null : Alpha3.text(code);
    }

    private static String character(final int codePoint) {
        return codePoint == 0 ? null : Character.toString(codePoint);
    }

    private static String name(final Enum<?> value, final Enum<?> nullValue) {
        return value == nullValue ? null : value.name();
    }
}
