package io.clearline.adapters.json;

import static io.clearline.adapters.json.Wire.bytes;
import static io.clearline.adapters.json.Wire.length;
import static io.clearline.adapters.json.Wire.padded;
import static io.clearline.adapters.json.Wire.start;

import io.clearline.engine.record.Field;
import io.clearline.engine.record.FieldPath;
import io.clearline.engine.record.sbe.AddDocumentEncoder;
import io.clearline.engine.record.sbe.ArriveEncoder;
import io.clearline.engine.record.sbe.CancelEncoder;
import io.clearline.engine.record.sbe.CheckpointLane;
import io.clearline.engine.record.sbe.FailAction;
import io.clearline.engine.record.sbe.HoldKind;
import io.clearline.engine.record.sbe.MessageHeaderEncoder;
import io.clearline.engine.record.sbe.PayEncoder;
import io.clearline.engine.record.sbe.ResolveEncoder;
import io.clearline.engine.record.sbe.Verdict;
import org.agrona.MutableDirectBuffer;

/**
 * Reads and writes the acts on a declaration and at the checkpoint: document, resolve, pay, cancel,
 * arrive. Fields are read in the order of the contract's table, for only the first fault is kept.
 */
final class ActReader {
    private static final Names DOCUMENT = new Names("at", "declaration", "code", "no");
    private static final Names RESOLVE = new Names(
        "at", "declaration", "hold", "item", "result", "officer", "note", "action");
    private static final Names PAY = new Names("at", "declaration", "amount");
    private static final Names CANCEL = new Names("at", "declaration", "reason");
    private static final Names ARRIVE = new Names("at", "ref", "office", "lane", "plate");

    private static final Names HOLDS = new Names("PROHIBITED", "LICENCE", "QUARANTINE",
        "INSPECTION", "DOCUMENT", "EXAMINE", "TAX");
    private static final Names RESULTS = new Names("PASS", "FAIL");
    private static final Names ACTIONS = new Names("RETURN", "DESTROY", "TREAT");
    private static final Names LANES = new Names("SUPERVISED", "GENERAL");

    private final JsonTape tape;
    private final FieldReader fields;
    private final FormErrors errors;
    private final boolean atRequired;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final AddDocumentEncoder document = new AddDocumentEncoder();
    private final ResolveEncoder resolve = new ResolveEncoder();
    private final PayEncoder pay = new PayEncoder();
    private final CancelEncoder cancel = new CancelEncoder();
    private final ArriveEncoder arrive = new ArriveEncoder();
    private final byte[] reference = new byte[ArriveEncoder.submitterRefLength()];
    private final int[] tokens = new int[RESOLVE.size()];

    ActReader(
        final JsonTape tape, final FieldReader fields, final FormErrors errors,
        final boolean atRequired) {
        this.tape = tape;
        this.fields = fields;
        this.errors = errors;
        this.atRequired = atRequired;
    }

    private long begin(final Names names) {
        names.bind(tape, 0, tokens);
        return fields.time(tokens[0], FieldPath.head(Field.AT), atRequired);
    }

    private int declaration() {
        return text(1, Field.DECLARATION, true, FieldReader.TEXT_CHARACTERS);
    }

    private int text(final int place, final Field field, final boolean required, final int most) {
        return fields.text(tokens[place], FieldPath.head(field), required, most);
    }

    private int word(
        final int place, final Field field, final boolean required, final Names words) {
        return fields.word(tokens[place], FieldPath.head(field), required, words);
    }

    int document(final MutableDirectBuffer out, final int offset) {
        final long at = begin(DOCUMENT);
        final int declaration = declaration();
        final int code = fields.character(tokens[2], FieldPath.head(Field.CODE));
        final int no = text(3, Field.NO, true, FieldReader.CODE_CHARACTERS);
        document.wrapAndApplyHeader(out, offset, header).at(at).code(code);
        final AddDocumentEncoder.FormErrorsEncoder group =
            document.formErrorsCount(errors.size());
        for (int i = 0; i < errors.size(); i++) {
            group.next().key(errors.key(i)).code(errors.code(i));
        }
        document.putDeclaration(
            bytes(tape, declaration), start(tape, declaration), length(tape, declaration));
        document.putNo(bytes(tape, no), start(tape, no), length(tape, no));
        return header.encodedLength() + document.encodedLength();
    }

    int resolve(final MutableDirectBuffer out, final int offset) {
        final long at = begin(RESOLVE);
        final int declaration = declaration();
        final int hold = word(2, Field.HOLD, true, HOLDS);
        final int item = fields.integer(tokens[3], FieldPath.head(Field.ITEM), false, 0);
        final int result = word(4, Field.RESULT, true, RESULTS);
        final int officer = text(5, Field.OFFICER, true, FieldReader.TEXT_CHARACTERS);
        final int note = text(6, Field.NOTE, false, FieldReader.TEXT_CHARACTERS);
        final boolean failed = result == Verdict.FAIL.value() - 1;
        final int action = word(7, Field.ACTION, failed, ACTIONS);
        resolve.wrapAndApplyHeader(out, offset, header)
            .at(at)
            .hold(hold < 0 ? HoldKind.NULL_VAL : HoldKind.get((short) (hold + 1)))
            .item(item)
            .result(result < 0 ? Verdict.NULL_VAL : Verdict.get((short) (result + 1)))
            .action(action < 0 ? FailAction.NULL_VAL : FailAction.get((short) (action + 1)));
        final ResolveEncoder.FormErrorsEncoder group = resolve.formErrorsCount(errors.size());
        for (int i = 0; i < errors.size(); i++) {
            group.next().key(errors.key(i)).code(errors.code(i));
        }
        resolve.putDeclaration(
            bytes(tape, declaration), start(tape, declaration), length(tape, declaration));
        resolve.putOfficer(bytes(tape, officer), start(tape, officer), length(tape, officer));
        resolve.putNote(bytes(tape, note), start(tape, note), length(tape, note));
        return header.encodedLength() + resolve.encodedLength();
    }

    int pay(final MutableDirectBuffer out, final int offset) {
        final long at = begin(PAY);
        final int declaration = declaration();
        final long amount = fields.fen(tokens[2], FieldPath.head(Field.AMOUNT));
        pay.wrapAndApplyHeader(out, offset, header).at(at).amount(amount);
        final PayEncoder.FormErrorsEncoder group = pay.formErrorsCount(errors.size());
        for (int i = 0; i < errors.size(); i++) {
            group.next().key(errors.key(i)).code(errors.code(i));
        }
        pay.putDeclaration(
            bytes(tape, declaration), start(tape, declaration), length(tape, declaration));
        return header.encodedLength() + pay.encodedLength();
    }

    int cancel(final MutableDirectBuffer out, final int offset) {
        final long at = begin(CANCEL);
        final int declaration = declaration();
        final int reason = text(2, Field.REASON, true, FieldReader.TEXT_CHARACTERS);
        cancel.wrapAndApplyHeader(out, offset, header).at(at);
        final CancelEncoder.FormErrorsEncoder group = cancel.formErrorsCount(errors.size());
        for (int i = 0; i < errors.size(); i++) {
            group.next().key(errors.key(i)).code(errors.code(i));
        }
        cancel.putDeclaration(
            bytes(tape, declaration), start(tape, declaration), length(tape, declaration));
        cancel.putReason(bytes(tape, reason), start(tape, reason), length(tape, reason));
        return header.encodedLength() + cancel.encodedLength();
    }

    int arrive(final MutableDirectBuffer out, final int offset) {
        final long at = begin(ARRIVE);
        final int ref = fields.reference(tokens[1], FieldPath.head(Field.REF), true);
        final int office = fields.fourDigits(tokens[2], FieldPath.head(Field.OFFICE), true);
        final int lane = word(3, Field.LANE, true, LANES);
        final int plate = text(4, Field.PLATE, true, FieldReader.CODE_CHARACTERS);
        arrive.wrapAndApplyHeader(out, offset, header)
            .at(at)
            .putSubmitterRef(padded(tape, ref, reference), 0)
            .office(office)
            .lane(lane < 0 ? CheckpointLane.NULL_VAL : CheckpointLane.get((short) (lane + 1)));
        final ArriveEncoder.FormErrorsEncoder group = arrive.formErrorsCount(errors.size());
        for (int i = 0; i < errors.size(); i++) {
            group.next().key(errors.key(i)).code(errors.code(i));
        }
        arrive.putPlate(bytes(tape, plate), start(tape, plate), length(tape, plate));
        return header.encodedLength() + arrive.encodedLength();
    }
}
