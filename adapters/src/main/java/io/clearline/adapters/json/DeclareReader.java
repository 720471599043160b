package io.clearline.adapters.json;

import io.clearline.engine.record.Alpha3;
import io.clearline.engine.record.Field;
import io.clearline.engine.record.FieldPath;
import io.clearline.engine.record.sbe.Flow;
import io.clearline.engine.record.sbe.Form;
import io.clearline.engine.record.sbe.RejectCode;
import java.util.Arrays;

/**
 * Reads the head of a {@code declare}, or of the body of an {@code amend}, by the table and the
 * form rules of contract section 3. A check over two fields is made where both are well-formed.
 */
final class DeclareReader {
    private static final Names FIELDS = new Names("at", "ref", "flow", "form", "office",
        "entryOffice", "trader", "receiver", "owner", "agent", "supervisionMode", "transport",
        "conveyance", "dispatchCountry", "transit", "containers", "packages", "grossKg", "netKg",
        "currency", "documents", "items");
    private static final Names FLOWS = new Names("FIRST_LINE_IMPORT", "FIRST_LINE_EXPORT",
        "SECOND_LINE_EXIT", "SECOND_LINE_ENTRY", "ISLAND_TRANSFER");
    private static final Names FORMS = new Names("NORMAL", "H1", "H2", "BATCH");
    private static final Names DOCUMENT_FIELDS = new Names("code", "no");

    private final JsonTape tape;
    private final FieldReader fields;
    private final DeclareForm form;
    private final ItemReader items;
    private final int[] tokens = new int[FIELDS.size()];
    private final int[] documentTokens = new int[DOCUMENT_FIELDS.size()];
    private int next;

    DeclareReader(final JsonTape tape, final FieldReader fields, final DeclareForm form) {
        this.tape = tape;
        this.fields = fields;
        this.form = form;
        items = new ItemReader(tape, fields, form);
    }

    /**
     * Reads an object.
     *
     * @param body whether it is the body of an amendment: its ref, agent and at are not looked at
     * @param atRequired whether {@code at} is required
     */
    void read(final int object, final boolean body, final boolean atRequired) {
        FIELDS.bind(tape, object, tokens);
        next = 0;
        if (body) {
            tokens[0] = JsonTape.NONE;
            tokens[1] = JsonTape.NONE;
            tokens[9] = JsonTape.NONE;
        }
        form.at = fields.time(take(), FieldPath.head(Field.AT), atRequired && !body);
        form.reference = fields.reference(take(), FieldPath.head(Field.REF), !body);
        readKind();
        readPlacesAndParties(body);
        readTransport();
        readGoods();
        readDocuments(take());
        items.read(take());
    }

    private int take() {
        return tokens[next++];
    }

    private void readKind() {
        final int flow = fields.word(take(), FieldPath.head(Field.FLOW), true, FLOWS);
        form.flow = flow < 0 ? Flow.NULL_VAL : Flow.get((short) (flow + 1));
        final int kind = fields.word(take(), FieldPath.head(Field.FORM), true, FORMS);
        form.form = kind < 0 ? Form.NULL_VAL : Form.get((short) (kind + 1));
        final boolean exitAlone = form.form == Form.H2 || form.form == Form.BATCH;
        if (exitAlone && form.flow != Flow.NULL_VAL && form.flow != Flow.SECOND_LINE_EXIT) {
            fields.fault(FieldPath.head(Field.FORM), RejectCode.FORMAT);
        }
    }

    private void readPlacesAndParties(final boolean body) {
        form.office = fields.fourDigits(take(), FieldPath.head(Field.OFFICE), true);
        form.entryOffice = fields.fourDigits(take(), FieldPath.head(Field.ENTRY_OFFICE), true);
        form.trader = fields.uscc(take(), FieldPath.head(Field.TRADER), true);
        form.receiver = fields.uscc(
            take(), FieldPath.head(Field.RECEIVER), form.flow == Flow.ISLAND_TRANSFER);
        if (sameText(form.receiver, form.trader)) {
            fields.fault(FieldPath.head(Field.RECEIVER), RejectCode.RANGE);
        }
        form.owner = orTrader(take(), Field.OWNER);
        form.agent = orTrader(take(), Field.AGENT);
        if (body) {
            form.agent = JsonTape.NONE;
        }
        form.supervisionMode =
            fields.fourDigits(take(), FieldPath.head(Field.SUPERVISION_MODE), true);
    }

    private int orTrader(final int token, final Field field) {
        return fields.present(token, 0, false)
            ? fields.uscc(token, FieldPath.head(field), false) : form.trader;
    }

    private boolean sameText(final int one, final int other) {
        return one != JsonTape.NONE && other != JsonTape.NONE && Arrays.equals(
            tape.bytes(one), tape.start(one), tape.end(one),
            tape.bytes(other), tape.start(other), tape.end(other));
    }

    private void readTransport() {
        form.transport = fields.character(take(), FieldPath.head(Field.TRANSPORT));
        form.conveyance = fields.text(take(), FieldPath.head(Field.CONVEYANCE),
            form.flow == Flow.SECOND_LINE_EXIT, FieldReader.CODE_CHARACTERS);
        form.dispatchCountry = fields.alpha3(take(), FieldPath.head(Field.DISPATCH_COUNTRY),
            form.flow == Flow.FIRST_LINE_IMPORT);
        form.transit = fields.flag(take(), FieldPath.head(Field.TRANSIT));
        form.containers = 0;
        final int list = fields.list(take(), FieldPath.head(Field.CONTAINERS), false,
            DeclareForm.MOST_CONTAINERS);
        if (list == JsonTape.NONE) {
            return;
        }
        int element = list + 1;
        for (int i = 0; i < tape.elements(list); i++) {
            form.container[form.containers++] =
                fields.container(element, FieldPath.head(Field.CONTAINERS, i));
            element = tape.next(element);
        }
    }

    private void readGoods() {
        form.packages = fields.integer(take(), FieldPath.head(Field.PACKAGES), true, 1);
        form.grossKg = fields.quantity(take(), FieldPath.head(Field.GROSS_KG));
        form.netKg = fields.quantity(take(), FieldPath.head(Field.NET_KG));
        if (form.grossKg != FieldReader.NULL && form.netKg > form.grossKg) {
            fields.fault(FieldPath.head(Field.NET_KG), RejectCode.NET_EXCEEDS_GROSS);
        }
        final int currency = take();
        form.currency = fields.present(currency, 0, false)
            ? fields.alpha3(currency, FieldPath.head(Field.CURRENCY), false) : Alpha3.CNY;
    }

    private void readDocuments(final int token) {
        form.documents = 0;
        final int list = fields.list(
            token, FieldPath.head(Field.DOCUMENTS), false, DeclareForm.MOST_DOCUMENTS);
        if (list == JsonTape.NONE) {
            return;
        }
        int element = list + 1;
        for (int i = 0; i < tape.elements(list); i++) {
            final int row = form.documents++;
            form.documentCode[row] = 0;
            form.documentNo[row] = JsonTape.NONE;
            if (fields.object(element, FieldPath.head(Field.DOCUMENTS, i))) {
                DOCUMENT_FIELDS.bind(tape, element, documentTokens);
                form.documentCode[row] = fields.character(documentTokens[0],
                    FieldPath.head(Field.DOCUMENTS, i, Field.SUB_CODE));
                form.documentNo[row] = fields.text(documentTokens[1],
                    FieldPath.head(Field.DOCUMENTS, i, Field.SUB_NO), true,
                    FieldReader.CODE_CHARACTERS);
            }
            element = tape.next(element);
        }
    }
}
