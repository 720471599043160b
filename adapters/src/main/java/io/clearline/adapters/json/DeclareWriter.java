package io.clearline.adapters.json;

import static io.clearline.adapters.json.Wire.bytes;
import static io.clearline.adapters.json.Wire.length;
import static io.clearline.adapters.json.Wire.padded;
import static io.clearline.adapters.json.Wire.start;

import io.clearline.engine.record.sbe.DeclareEncoder;
import io.clearline.engine.record.sbe.MessageHeaderEncoder;
import org.agrona.MutableDirectBuffer;

/** Writes a form that was read as a {@code Declare} message. */
final class DeclareWriter {
    private final JsonTape tape;
    private final FormErrors errors;
    private final DeclareForm form;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final DeclareEncoder encoder = new DeclareEncoder();
    private final byte[] reference = new byte[DeclareEncoder.submitterRefLength()];
    private final byte[] attributes = new byte[8 * (FieldReader.TEXT_CHARACTERS * 4 + 1)];

    DeclareWriter(final JsonTape tape, final FormErrors errors, final DeclareForm form) {
        this.tape = tape;
        this.errors = errors;
        this.form = form;
    }

    /** Writes the message; returns its length, message header included. */
    int write(final MutableDirectBuffer out, final int offset) {
        encoder.wrapAndApplyHeader(out, offset, header)
            .at(form.at)
            .putSubmitterRef(padded(tape, form.reference, reference), 0)
            .flow(form.flow)
            .form(form.form)
            .office(form.office)
            .entryOffice(form.entryOffice)
            .putTrader(bytes(tape, form.trader), start(tape, form.trader))
            .putReceiver(bytes(tape, form.receiver), start(tape, form.receiver))
            .putOwner(bytes(tape, form.owner), start(tape, form.owner))
            .putAgent(bytes(tape, form.agent), start(tape, form.agent))
            .supervisionMode(form.supervisionMode)
            .transport(form.transport)
            .dispatchCountry(form.dispatchCountry)
            .transit((short) (form.transit ? 1 : 0))
            .packages(form.packages)
            .grossKg(form.grossKg)
            .netKg(form.netKg)
            .currency(form.currency);
        writeErrors();
        final DeclareEncoder.DocumentsEncoder documents = encoder.documentsCount(form.documents);
        for (int i = 0; i < form.documents; i++) {
            final int no = form.documentNo[i];
            documents.next().code(form.documentCode[i])
                .putNo(bytes(tape, no), start(tape, no), length(tape, no));
        }
        final DeclareEncoder.ContainersEncoder containers =
            encoder.containersCount(form.containers);
        for (int i = 0; i < form.containers; i++) {
            final int number = form.container[i];
            containers.next().putNumber(bytes(tape, number), start(tape, number));
        }
        final DeclareEncoder.ItemsEncoder items = encoder.itemsCount(form.items);
        for (int i = 0; i < form.items; i++) {
            writeItem(items.next(), i);
        }
        final int conveyance = form.conveyance;
        encoder.putConveyance(
            bytes(tape, conveyance), start(tape, conveyance), length(tape, conveyance));
        return header.encodedLength() + encoder.encodedLength();
    }

    private void writeErrors() {
        final DeclareEncoder.FormErrorsEncoder group = encoder.formErrorsCount(errors.size());
        for (int i = 0; i < errors.size(); i++) {
            group.next().key(errors.key(i)).code(errors.code(i));
        }
    }

    private void writeItem(final DeclareEncoder.ItemsEncoder item, final int i) {
        item.no(form.no[i])
            .hs(form.hs[i])
            .hsDigits((short) form.hsDigits[i])
            .quantity(form.quantity[i])
            .value(form.value[i])
            .origin(form.origin[i])
            .regime(form.regime[i])
            .election(form.election[i])
            .relaxed((short) (form.relaxed[i] ? 1 : 0));
        final DeclareEncoder.ItemsEncoder.InputsEncoder inputs =
            item.inputsCount(form.inputCount[i]);
        for (int row = form.firstInput[i]; row < form.firstInput[i] + form.inputCount[i]; row++) {
            writeInput(inputs.next(), row);
        }
        item.putName(bytes(tape, form.name[i]), start(tape, form.name[i]),
            length(tape, form.name[i]));
        final int list = form.attributes[i];
        item.putAttributes(attributes, 0, list == JsonTape.NONE ? 0
            : Wire.join(tape, list, ItemReader.ATTRIBUTE_SEPARATOR, attributes));
        item.putCode(bytes(tape, form.code[i]), start(tape, form.code[i]),
            length(tape, form.code[i]));
    }

    private void writeInput(
        final DeclareEncoder.ItemsEncoder.InputsEncoder input, final int row) {
        final InputTable table = form.inputs;
        final int code = table.code[row];
        input.kind(table.kind[row])
            .hs(table.hs[row])
            .hsDigits((short) table.hsDigits[row])
            .origin(table.origin[row])
            .quantity(table.quantity[row])
            .value(table.value[row])
            .regime(table.regime[row])
            .putCode(bytes(tape, code), start(tape, code), length(tape, code));
    }
}
