package io.clearline.adapters.json;

import static io.clearline.adapters.json.Wire.bytes;
import static io.clearline.adapters.json.Wire.length;
import static io.clearline.adapters.json.Wire.start;

import io.clearline.adapters.control.Compiled;
import io.clearline.adapters.control.ControlCompiler;
import io.clearline.adapters.control.Refusal;
import io.clearline.engine.control.Guard;
import io.clearline.engine.record.Field;
import io.clearline.engine.record.FieldPath;
import io.clearline.engine.record.Scales;
import io.clearline.engine.record.sbe.ControlEncoder;
import io.clearline.engine.record.sbe.ControlMoveEncoder;
import io.clearline.engine.record.sbe.ControlState;
import io.clearline.engine.record.sbe.ControlThen;
import io.clearline.engine.record.sbe.ListAction;
import io.clearline.engine.record.sbe.MessageHeaderEncoder;
import io.clearline.engine.record.sbe.NamedListEncoder;
import io.clearline.engine.record.sbe.RejectCode;
import io.clearline.engine.record.sbe.WithdrawEncoder;
import java.nio.charset.StandardCharsets;
import org.agrona.MutableDirectBuffer;

/**
 * Reads and writes {@code control}, {@code control-state}, {@code withdraw} and {@code list}. The expression of a control
 * is compiled where all else is right: form errors go before EXPRESSION.
 */
final class ControlReader {
    /** Members of one command; a longer list takes several. */
    static final int MOST_MEMBERS = 10_000;

    private static final Names CONTROL = new Names("at", "id", "version", "issuer", "when", "then",
        "rate", "from", "to", "basis", "instruction", "state", "author", "expect", "factor",
        "over");
    private static final Names MOVE =
        new Names("at", "id", "issuer", "version", "state", "officer", "reason");
    private static final Names WITHDRAW = new Names("at", "id", "issuer", "reason");
    private static final Names LIST =
        new Names("at", "name", "issuer", "action", "members", "expires", "basis");
    private static final Names THENS = new Names("EXAMINE", "DOCUMENT", "AUDIT");
    private static final Names FIRST_STATES = new Names("DRAFT", "SHADOW", "ACTIVE");
    private static final Names STATES =
        new Names("DRAFT", "SHADOW", "ACTIVE", "PAUSED", "WITHDRAWN");
    private static final Names ACTIONS = new Names("ADD", "REMOVE", "REPLACE");
    private static final byte[] NO_BYTES = new byte[0];

    private final JsonTape tape;
    private final FieldReader fields;
    private final FormErrors errors;
    private final boolean atRequired;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ControlEncoder control = new ControlEncoder();
    private final ControlMoveEncoder move = new ControlMoveEncoder();
    private final WithdrawEncoder withdraw = new WithdrawEncoder();
    private final NamedListEncoder list = new NamedListEncoder();
    private final int[] tokens = new int[CONTROL.size()];
    private ControlCompiler compiler;

    ControlReader(
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

    private int text(final int place, final Field field, final boolean required, final int most) {
        return fields.text(tokens[place], FieldPath.head(field), required, most);
    }

    private long time(final int place, final Field field) {
        return fields.time(tokens[place], FieldPath.head(field), false);
    }

    int control(final MutableDirectBuffer out, final int offset) {
        final long at = begin(CONTROL);
        final int id = text(1, Field.ID, true, FieldReader.CODE_CHARACTERS);
        final int version = fields.integer(tokens[2], FieldPath.head(Field.VERSION), true, 1);
        final int issuer = fields.fourDigits(tokens[3], FieldPath.head(Field.ISSUER), true);
        final int when = text(4, Field.WHEN, true, ControlCompiler.MOST_CHARACTERS);
        final int then = fields.word(tokens[5], FieldPath.head(Field.THEN), true, THENS);
        final long rate = fields.share(tokens[6], FieldPath.head(Field.RATE));
        final long from = time(7, Field.FROM);
        final long to = time(8, Field.TO);
        final int basis = text(9, Field.BASIS, true, FieldReader.TEXT_CHARACTERS);
        final int instruction = text(10, Field.INSTRUCTION, false, FieldReader.TEXT_CHARACTERS);
        final int state = fields.word(tokens[11], FieldPath.head(Field.STATE), false, FIRST_STATES);
        final int author = text(12, Field.AUTHOR, false, FieldReader.TEXT_CHARACTERS);
        final Guard guard = guard();
        final Compiled compiled = errors.size() == 0 ? compile(when) : null;
        final Refusal refusal = compiled == null ? null : compiled.refusal();
        if (refusal != null) {
            errors.add(FieldPath.head(Field.WHEN), RejectCode.EXPRESSION);
        }
        control.wrapAndApplyHeader(out, offset, header)
            .at(at)
            .version(version)
            .issuer(issuer)
            .then(then < 0 ? ControlThen.NULL_VAL : ControlThen.get((short) (then + 1)))
            .rate(rate)
            .from(from)
            .to(to)
            .errorLine(refusal == null ? ControlEncoder.errorLineNullValue() : refusal.line())
            .errorColumn(
                refusal == null ? ControlEncoder.errorColumnNullValue() : refusal.column())
            .state(state(state))
            .expect(guard == null ? ControlEncoder.expectNullValue() : guard.expect())
            .factor(guard == null ? ControlEncoder.factorNullValue() : guard.factor())
            .over(guard == null ? ControlEncoder.overNullValue() : guard.over());
        final ControlEncoder.FormErrorsEncoder group = control.formErrorsCount(errors.size());
        for (int i = 0; i < errors.size(); i++) {
            group.next().key(errors.key(i)).code(errors.code(i));
        }
        final byte[] program = compiled == null ? NO_BYTES : compiled.program();
        final byte[] message =
            refusal == null ? NO_BYTES : refusal.message().getBytes(StandardCharsets.UTF_8);
        control.putControlId(bytes(tape, id), start(tape, id), length(tape, id))
            .putWhen(bytes(tape, when), start(tape, when), length(tape, when))
            .putBasis(bytes(tape, basis), start(tape, basis), length(tape, basis))
            .putInstruction(bytes(tape, instruction), start(tape, instruction),
                length(tape, instruction))
            .putProgram(program, 0, program.length)
            .putErrorMessage(message, 0, message.length)
            .putAuthor(bytes(tape, author), start(tape, author), length(tape, author));
        return header.encodedLength() + control.encodedLength();
    }

    private static ControlState state(final int word) {
        return word < 0 ? ControlState.NULL_VAL : ControlState.get((short) (word + 1));
    }

    /** Reads the harm guard: all of it, or nothing. */
    private Guard guard() {
        final boolean any = isThere(13) || isThere(14) || isThere(15);
        final long expect = fields.between(tokens[13], FieldPath.head(Field.EXPECT), any,
            Scales.RATE_DECIMALS, 0, Scales.RATE);
        final long factor = fields.between(tokens[14], FieldPath.head(Field.FACTOR), any,
            Guard.FACTOR_DECIMALS, Guard.FACTOR, Guard.MOST_FACTOR);
        final int over = fields.integer(tokens[15], FieldPath.head(Field.OVER), any, 1);
        if (over > Guard.MOST_OVER) {
            fields.fault(FieldPath.head(Field.OVER), RejectCode.RANGE);
        }
        if (errors.size() > 0 || !any) {
            return null;
        }
        final Guard guard = new Guard(expect, factor, over);
        if (!guard.isSound()) {
            fields.fault(FieldPath.head(Field.FACTOR), RejectCode.RANGE);
        }
        return guard;
    }

    private boolean isThere(final int place) {
        return tokens[place] != JsonTape.NONE && tape.kind(tokens[place]) != JsonTape.NULL;
    }

    private Compiled compile(final int when) {
        if (compiler == null) {
            compiler = new ControlCompiler();
        }
        return compiler.compile(new String(
            tape.bytes(when), tape.start(when), length(tape, when), StandardCharsets.UTF_8));
    }

    int move(final MutableDirectBuffer out, final int offset) {
        final long at = begin(MOVE);
        final int id = text(1, Field.ID, true, FieldReader.CODE_CHARACTERS);
        final int issuer = fields.fourDigits(tokens[2], FieldPath.head(Field.ISSUER), true);
        final int version = fields.integer(tokens[3], FieldPath.head(Field.VERSION), true, 1);
        final int state = fields.word(tokens[4], FieldPath.head(Field.STATE), true, STATES);
        final int officer = text(5, Field.OFFICER, true, FieldReader.TEXT_CHARACTERS);
        final int reason = text(6, Field.REASON, true, FieldReader.TEXT_CHARACTERS);
        move.wrapAndApplyHeader(out, offset, header)
            .at(at).version(version).issuer(issuer).state(state(state));
        final ControlMoveEncoder.FormErrorsEncoder group = move.formErrorsCount(errors.size());
        for (int i = 0; i < errors.size(); i++) {
            group.next().key(errors.key(i)).code(errors.code(i));
        }
        move.putControlId(bytes(tape, id), start(tape, id), length(tape, id))
            .putOfficer(bytes(tape, officer), start(tape, officer), length(tape, officer))
            .putReason(bytes(tape, reason), start(tape, reason), length(tape, reason));
        return header.encodedLength() + move.encodedLength();
    }

    int withdraw(final MutableDirectBuffer out, final int offset) {
        final long at = begin(WITHDRAW);
        final int id = text(1, Field.ID, true, FieldReader.CODE_CHARACTERS);
        final int issuer = fields.fourDigits(tokens[2], FieldPath.head(Field.ISSUER), true);
        final int reason = text(3, Field.REASON, true, FieldReader.TEXT_CHARACTERS);
        withdraw.wrapAndApplyHeader(out, offset, header).at(at).issuer(issuer);
        final WithdrawEncoder.FormErrorsEncoder group = withdraw.formErrorsCount(errors.size());
        for (int i = 0; i < errors.size(); i++) {
            group.next().key(errors.key(i)).code(errors.code(i));
        }
        withdraw.putControlId(bytes(tape, id), start(tape, id), length(tape, id))
            .putReason(bytes(tape, reason), start(tape, reason), length(tape, reason));
        return header.encodedLength() + withdraw.encodedLength();
    }

    int list(final MutableDirectBuffer out, final int offset) {
        final long at = begin(LIST);
        final int name = text(1, Field.NAME, true, FieldReader.TEXT_CHARACTERS);
        final int issuer = fields.fourDigits(tokens[2], FieldPath.head(Field.ISSUER), true);
        final int action = fields.word(tokens[3], FieldPath.head(Field.ACTION), true, ACTIONS);
        final int members =
            fields.list(tokens[4], FieldPath.head(Field.MEMBERS), true, MOST_MEMBERS);
        if (members != JsonTape.NONE) {
            readMembers(members);
        }
        final long expires = time(5, Field.EXPIRES);
        final int basis = text(6, Field.BASIS, true, FieldReader.TEXT_CHARACTERS);
        list.wrapAndApplyHeader(out, offset, header)
            .at(at)
            .issuer(issuer)
            .action(action < 0 ? ListAction.NULL_VAL : ListAction.get((short) (action + 1)))
            .expires(expires);
        final NamedListEncoder.FormErrorsEncoder group = list.formErrorsCount(errors.size());
        for (int i = 0; i < errors.size(); i++) {
            group.next().key(errors.key(i)).code(errors.code(i));
        }
        final int count = errors.size() > 0 ? 0 : tape.elements(members);
        final NamedListEncoder.MembersEncoder values = list.membersCount(count);
        for (int i = 0, token = members + 1; i < count; i++, token = tape.next(token)) {
            values.next()
                .putValue(bytes(tape, token), start(tape, token), length(tape, token));
        }
        list.putName(bytes(tape, name), start(tape, name), length(tape, name))
            .putBasis(bytes(tape, basis), start(tape, basis), length(tape, basis));
        return header.encodedLength() + list.encodedLength();
    }

    private void readMembers(final int members) {
        for (int i = 0, token = members + 1; i < tape.elements(members); i++) {
            fields.text(
                token, FieldPath.head(Field.MEMBERS, i), true, FieldReader.TEXT_CHARACTERS);
            token = tape.next(token);
        }
    }
}
