package io.clearline.adapters.json;

import static io.clearline.adapters.json.Wire.bytes;
import static io.clearline.adapters.json.Wire.length;
import static io.clearline.adapters.json.Wire.padded;
import static io.clearline.adapters.json.Wire.start;

import io.clearline.engine.record.Field;
import io.clearline.engine.record.FieldPath;
import io.clearline.engine.record.sbe.MessageHeaderEncoder;
import io.clearline.engine.record.sbe.Regime;
import io.clearline.engine.record.sbe.ValueAddedEncoder;
import org.agrona.MutableDirectBuffer;

/**
 * Reads and writes {@code value-added}. An empty list of inputs is well-formed: with nothing bought
 * in the rate has no divisor, and that is the engine's to refuse.
 */
final class ValueAddedReader {
    private static final Names FIELDS =
        new Names("at", "ref", "trader", "hs", "quantity", "price", "inputs");

    private final JsonTape tape;
    private final FieldReader fields;
    private final FormErrors errors;
    private final boolean atRequired;
    private final InputTable table = new InputTable();
    private final InputReader inputs;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ValueAddedEncoder encoder = new ValueAddedEncoder();
    private final byte[] reference = new byte[ValueAddedEncoder.submitterRefLength()];
    private final int[] tokens = new int[FIELDS.size()];

    ValueAddedReader(
        final JsonTape tape, final FieldReader fields, final FormErrors errors,
        final boolean atRequired) {
        this.tape = tape;
        this.fields = fields;
        this.errors = errors;
        this.atRequired = atRequired;
        inputs = new InputReader(tape, fields, table);
    }

    int valueAdded(final MutableDirectBuffer out, final int offset) {
        FIELDS.bind(tape, 0, tokens);
        final long at = fields.time(tokens[0], FieldPath.head(Field.AT), atRequired);
        final int ref = fields.reference(tokens[1], FieldPath.head(Field.REF), true);
        final int trader = fields.uscc(tokens[2], FieldPath.head(Field.TRADER), true);
        final long hs = fields.hs(tokens[3], FieldPath.head(Field.HS), true);
        final long quantity = fields.quantity(tokens[4], FieldPath.head(Field.QUANTITY));
        final long price = fields.money(tokens[5], FieldPath.head(Field.PRICE));
        final int list =
            fields.list(tokens[6], FieldPath.head(Field.INPUTS), true, InputTable.MOST);
        table.clear();
        if (list != JsonTape.NONE) {
            inputs.read(list, FieldPath.head(Field.INPUTS), Regime.ZERO_TARIFF);
        }
        encoder.wrapAndApplyHeader(out, offset, header)
            .at(at)
            .putSubmitterRef(padded(tape, ref, reference), 0)
            .putTrader(bytes(tape, trader), start(tape, trader))
            .hs(hs)
            .hsDigits((short) fields.hsDigits(hs, tokens[3]))
            .quantity(quantity)
            .price(price);
        final ValueAddedEncoder.FormErrorsEncoder group = encoder.formErrorsCount(errors.size());
        for (int i = 0; i < errors.size(); i++) {
            group.next().key(errors.key(i)).code(errors.code(i));
        }
        final ValueAddedEncoder.InputsEncoder rows = encoder.inputsCount(table.size());
        for (int row = 0; row < table.size(); row++) {
            final int code = table.code[row];
            rows.next()
                .kind(table.kind[row])
                .hs(table.hs[row])
                .hsDigits((short) table.hsDigits[row])
                .origin(table.origin[row])
                .quantity(table.quantity[row])
                .value(table.value[row])
                .regime(table.regime[row])
                .putCode(bytes(tape, code), start(tape, code), length(tape, code));
        }
        return header.encodedLength() + encoder.encodedLength();
    }
}
