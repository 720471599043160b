package io.clearline.adapters.json;

import io.clearline.engine.record.Field;
import io.clearline.engine.record.FieldPath;
import io.clearline.engine.record.sbe.InputKind;
import io.clearline.engine.record.sbe.Regime;
import io.clearline.engine.record.sbe.RejectCode;

/**
 * Reads {@code inputs}, the bill of materials of an item or of a value-added command (contract
 * section 3).
 */
final class InputReader {
    private static final Names FIELDS =
        new Names("kind", "hs", "origin", "quantity", "value", "code", "regime");
    private static final Names KINDS = new Names("IMPORTED", "DOMESTIC", "HAINAN", "CUMULATIVE");
    private static final Names REGIMES = new Names("ZERO_TARIFF", "BONDED");

    private final JsonTape tape;
    private final FieldReader fields;
    private final InputTable table;
    private final int[] tokens = new int[FIELDS.size()];

    InputReader(final JsonTape tape, final FieldReader fields, final InputTable table) {
        this.tape = tape;
        this.fields = fields;
        this.table = table;
    }

    /**
     * Reads the inputs of a list that was found to be one.
     *
     * @param list token of the list
     * @param listPath path of the list
     * @param regime what an input without a regime is given
     */
    void read(final int list, final long listPath, final Regime regime) {
        int element = list + 1;
        for (int i = 0; i < tape.elements(list); i++) {
            final long path = listPath | FieldPath.head(Field.LINE, i);
            final int row = table.add();
            if (fields.object(element, path)) {
                FIELDS.bind(tape, element, tokens);
            } else {
                java.util.Arrays.fill(tokens, JsonTape.NONE);
            }
            readInput(row, path, tape.kind(element) == JsonTape.OBJECT, regime);
            element = tape.next(element);
        }
    }

    private void readInput(
        final int row, final long path, final boolean object, final Regime regime) {
        if (!object) {
            clear(row);
            return;
        }
        final int kind = fields.word(tokens[0], part(path, Field.SUB_KIND), true, KINDS);
        table.kind[row] = kind < 0 ? InputKind.NULL_VAL : InputKind.get((short) (kind + 1));
        final boolean imported = table.kind[row] == InputKind.IMPORTED;
        final boolean cumulative = table.kind[row] == InputKind.CUMULATIVE;
        final long hs =
            fields.hs(tokens[1], part(path, Field.SUB_HS), imported || cumulative);
        table.hs[row] = hs;
        table.hsDigits[row] = fields.hsDigits(hs, tokens[1]);
        table.origin[row] = fields.alpha3(tokens[2], part(path, Field.SUB_ORIGIN), imported);
        table.quantity[row] = fields.quantity(tokens[3], part(path, Field.SUB_QUANTITY));
        table.value[row] = fields.money(tokens[4], part(path, Field.SUB_VALUE));
        table.code[row] = fields.text(tokens[5], part(path, Field.SUB_INPUT_CODE), cumulative,
            FieldReader.TEXT_CHARACTERS);
        final int given = fields.word(tokens[6], part(path, Field.SUB_REGIME), false, REGIMES);
        table.regime[row] =
            given < 0 ? regime : given == 0 ? Regime.ZERO_TARIFF : Regime.BONDED;
    }

    private void clear(final int row) {
        table.kind[row] = InputKind.NULL_VAL;
        table.hs[row] = FieldReader.NULL;
        table.hsDigits[row] = 0;
        table.origin[row] = FieldReader.NULL_SHORT;
        table.quantity[row] = FieldReader.NULL;
        table.value[row] = FieldReader.NULL;
        table.code[row] = JsonTape.NONE;
        table.regime[row] = Regime.NULL_VAL;
    }

    private static long part(final long path, final Field part) {
        return path | part.number();
    }

    /** Notes MISSING at inputs that are needed but absent or empty. */
    void requireSome(final int list, final long path) {
        if (list == JsonTape.NONE || tape.kind(list) == JsonTape.NULL
            || tape.kind(list) == JsonTape.ARRAY && tape.elements(list) == 0) {
            fields.fault(path, RejectCode.MISSING);
        }
    }
}
