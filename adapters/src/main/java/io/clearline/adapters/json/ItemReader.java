package io.clearline.adapters.json;

import io.clearline.engine.record.Field;
import io.clearline.engine.record.FieldPath;
import io.clearline.engine.record.sbe.Election;
import io.clearline.engine.record.sbe.Flow;
import io.clearline.engine.record.sbe.Regime;
import io.clearline.engine.record.sbe.RejectCode;
import java.util.Arrays;

/** Reads the items of a declaration by the rules of contract section 3. */
final class ItemReader {
    /** Parts the attributes of an item on the wire, so no attribute may have it. */
    static final byte ATTRIBUTE_SEPARATOR = 0x1F;

    private static final Names FIELDS = new Names("no", "hs", "name", "quantity", "value",
        "origin", "regime", "attributes", "election", "code", "inputs");
    private static final Names REGIMES =
        new Names("TAXED", "ZERO_TARIFF", "BONDED", "VALUE_ADDED", "DOMESTIC");
    private static final Names ELECTIONS = new Names("ALL", "VAT_CT");
    static final int MOST_ATTRIBUTES = 8;

    private final JsonTape tape;
    private final FieldReader fields;
    private final DeclareForm form;
    private final InputReader inputs;
    private final int[] tokens = new int[FIELDS.size()];

    ItemReader(final JsonTape tape, final FieldReader fields, final DeclareForm form) {
        this.tape = tape;
        this.fields = fields;
        this.form = form;
        inputs = new InputReader(tape, fields, form.inputs);
    }

    /** Reads the list of items; needs the flow of the form. */
    void read(final int token) {
        form.items = 0;
        form.inputs.clear();
        final long path = FieldPath.head(Field.ITEMS);
        final int list = fields.list(token, path, true, Integer.MAX_VALUE);
        if (list == JsonTape.NONE) {
            return;
        }
        final int count = tape.elements(list);
        if (count == 0 || count > DeclareForm.MOST_ITEMS) {
            fields.fault(path, RejectCode.ITEM_COUNT);
            return;
        }
        int element = list + 1;
        for (int i = 0; i < count; i++) {
            form.items++;
            form.firstInput[i] = form.inputs.size();
            if (fields.object(element, FieldPath.head(Field.ITEMS, i))) {
                FIELDS.bind(tape, element, tokens);
                readItem(i);
            } else {
                clear(i);
            }
            form.inputCount[i] = form.inputs.size() - form.firstInput[i];
            element = tape.next(element);
        }
    }

    private void readItem(final int item) {
        final long no = fields.anyInteger(tokens[0], FieldPath.item(item, Field.NO), true);
        if (no != FieldReader.NULL && no != item + 1) {
            fields.fault(FieldPath.item(item, Field.NO), RejectCode.ITEM_NUMBERING);
        }
        form.no[item] = no == item + 1 ? item + 1 : FieldReader.NULL_INT;
        form.hs[item] = fields.hs(tokens[1], FieldPath.item(item, Field.HS), true);
        form.hsDigits[item] = fields.hsDigits(form.hs[item], tokens[1]);
        form.name[item] = fields.text(tokens[2], FieldPath.item(item, Field.NAME), true,
            FieldReader.TEXT_CHARACTERS);
        form.quantity[item] =
            fields.quantity(tokens[3], FieldPath.item(item, Field.QUANTITY));
        form.value[item] = fields.money(tokens[4], FieldPath.item(item, Field.VALUE));
        form.origin[item] = fields.alpha3(tokens[5], FieldPath.item(item, Field.ORIGIN), true);
        readRegime(item);
        readAttributes(item);
        final int election = fields.word(
            tokens[8], FieldPath.item(item, Field.ELECTION), false, ELECTIONS);
        form.election[item] =
            election < 0 ? Election.NULL_VAL : Election.get((short) (election + 1));
        form.code[item] = fields.text(tokens[9], FieldPath.item(item, Field.CODE), false,
            FieldReader.TEXT_CHARACTERS);
        readInputs(item);
    }

    private void readRegime(final int item) {
        final long path = FieldPath.item(item, Field.REGIME);
        final int word = fields.word(tokens[6], path, true, REGIMES);
        final Regime regime = word < 0 ? Regime.NULL_VAL : Regime.get((short) (word + 1));
        form.regime[item] = regime;
        if (regime != Regime.NULL_VAL && form.flow != Flow.NULL_VAL
            && !isAllowed(regime, form.flow)) {
            fields.fault(path, RejectCode.REGIME_FLOW);
        }
    }

    static boolean isAllowed(final Regime regime, final Flow flow) {
        final boolean suspended = regime == Regime.ZERO_TARIFF || regime == Regime.BONDED;
        switch (flow) {
            case FIRST_LINE_IMPORT:
                return suspended || regime == Regime.TAXED;
            case SECOND_LINE_EXIT:
                return regime != Regime.TAXED;
            case SECOND_LINE_ENTRY:
                return regime == Regime.DOMESTIC;
            default:
                return suspended || regime == Regime.DOMESTIC;
        }
    }

    private void readAttributes(final int item) {
        final long path = FieldPath.item(item, Field.ATTRIBUTES);
        final int list = fields.list(tokens[7], path, false, MOST_ATTRIBUTES);
        form.attributes[item] = list;
        form.relaxed[item] = false;
        if (list == JsonTape.NONE) {
            return;
        }
        int element = list + 1;
        for (int i = 0; i < tape.elements(list); i++) {
            final long elementPath = FieldPath.item(item, Field.ATTRIBUTES, i);
            final int text =
                fields.text(element, elementPath, true, FieldReader.TEXT_CHARACTERS);
            if (text == JsonTape.NONE) {
                form.attributes[item] = JsonTape.NONE;
            } else if (hasSeparator(text)) {
                fields.fault(elementPath, RejectCode.FORMAT);
                form.attributes[item] = JsonTape.NONE;
            } else {
                form.relaxed[item] |= isRelaxed(text);
            }
            element = tape.next(element);
        }
    }

    private boolean hasSeparator(final int text) {
        final byte[] bytes = tape.bytes(text);
        for (int i = tape.start(text); i < tape.end(text); i++) {
            if (bytes[i] == ATTRIBUTE_SEPARATOR) {
                return true;
            }
        }
        return false;
    }

    private boolean isRelaxed(final int text) {
        final byte[] bytes = tape.bytes(text);
        final int start = tape.start(text);
        return tape.end(text) - start == 2 && bytes[start] == '4' && bytes[start + 1] == '9';
    }

    private void readInputs(final int item) {
        final long path = FieldPath.item(item, Field.INPUTS);
        if (form.regime[item] == Regime.VALUE_ADDED) {
            inputs.requireSome(tokens[10], path);
        }
        final int list = fields.list(tokens[10], path, false, InputTable.MOST);
        if (list != JsonTape.NONE) {
            inputs.read(list, path,
                form.regime[item] == Regime.BONDED ? Regime.BONDED : Regime.ZERO_TARIFF);
        }
    }

    private void clear(final int item) {
        Arrays.fill(tokens, JsonTape.NONE);
        form.no[item] = FieldReader.NULL_INT;
        form.hs[item] = FieldReader.NULL;
        form.hsDigits[item] = 0;
        form.name[item] = JsonTape.NONE;
        form.quantity[item] = FieldReader.NULL;
        form.value[item] = FieldReader.NULL;
        form.origin[item] = FieldReader.NULL_SHORT;
        form.regime[item] = Regime.NULL_VAL;
        form.attributes[item] = JsonTape.NONE;
        form.relaxed[item] = false;
        form.election[item] = Election.NULL_VAL;
        form.code[item] = JsonTape.NONE;
    }
}
