package io.clearline.adapters.json;

import io.clearline.engine.record.Field;
import io.clearline.engine.record.FieldPath;
import io.clearline.engine.record.sbe.AmendEncoder;
import io.clearline.engine.record.sbe.MalformedEncoder;
import io.clearline.engine.record.sbe.MessageHeaderEncoder;
import io.clearline.engine.record.sbe.RejectCode;
import io.clearline.engine.record.sbe.UnknownTypeEncoder;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Turns one line of JSON into one command message (contract section 3). What the line alone can
 * tell is checked; what is faulty travels as absent, with a form error that names it. Fields may
 * stand in any order, unknown ones are passed over, of fields of one name the last counts. Lines of
 * equal content give equal bytes, {@code at} aside, however they are spelled.
 *
 * <p>No line makes it throw: one that is no JSON object in UTF-8, is nested deeper than 256 or
 * longer than {@link #MAX_LINE} becomes a {@code Malformed} message. The output buffer must be
 * expandable, or large enough: a declaration at every limit takes 3.2 MB, a common one 230 bytes.
 *
 * <p>A warm decoder allocates nothing, but for rows of reference data and for controls, whose
 * compiler is made when the first one arrives. Not thread-safe.
 */
public final class CommandDecoder {
    /** Longer lines, in bytes, are no commands. */
    public static final int MAX_LINE = 16 << 20;

    private static final Names TYPE = new Names("type", "at");
    private static final Names TYPES = new Names("declare", "value-added", "document", "resolve",
        "pay", "amend", "cancel", "arrive", "reference", "control", "withdraw", "list",
        "control-state");
    private static final Names AMEND = new Names("at", "declaration", "declare");

    private final boolean atRequired;
    private final JsonTape tape = new JsonTape();
    private final JsonScanner scanner = new JsonScanner();
    private final FormErrors errors = new FormErrors();
    private final FieldReader fields = new FieldReader(tape, errors);
    private final DeclareForm form = new DeclareForm();
    private final DeclareReader declareReader = new DeclareReader(tape, fields, form);
    private final DeclareWriter declareWriter = new DeclareWriter(tape, errors, form);
    private final ActReader acts;
    private final ValueAddedReader valueAdded;
    private final ReferenceReader reference;
    private final ControlReader controls;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MalformedEncoder malformed = new MalformedEncoder();
    private final UnknownTypeEncoder unknownType = new UnknownTypeEncoder();
    private final AmendEncoder amend = new AmendEncoder();
    private final MutableDirectBuffer body = new ExpandableArrayBuffer(4096);
    private final int[] tokens = new int[4];

    /**
     * Creates a decoder.
     *
     * @param atRequired whether a command without {@code at} is at fault: yes where the engine's
     *     time is the commands' own ({@code --clock declared})
     */
    public CommandDecoder(final boolean atRequired) {
        this.atRequired = atRequired;
        acts = new ActReader(tape, fields, errors, atRequired);
        valueAdded = new ValueAddedReader(tape, fields, errors, atRequired);
        reference = new ReferenceReader(tape, fields, errors, atRequired);
        controls = new ControlReader(tape, fields, errors, atRequired);
    }

    /**
     * Decodes one line.
     *
     * @param line holds the line; not kept
     * @param offset index of its first byte
     * @param length its length in bytes; a line end may be part of it
     * @param out takes the message
     * @param outOffset where its message header begins
     * @return the length of the message in bytes, message header included
     */
    public int decode(
        final byte[] line, final int offset, final int length, final MutableDirectBuffer out,
        final int outOffset) {
        if (length > MAX_LINE || !scanner.scan(line, offset, length, tape)) {
            malformed.wrapAndApplyHeader(out, outOffset, header).at(FieldReader.NULL);
            return header.encodedLength() + malformed.encodedLength();
        }
        errors.reset(true);
        TYPE.bind(tape, 0, tokens);
        final int typeToken = tokens[0];
        final int type = fields.word(typeToken, FieldPath.head(Field.TYPE), true, TYPES);
        switch (type) {
            case 0:
                return declare(out, outOffset);
            case 1:
                return valueAdded.valueAdded(out, outOffset);
            case 2:
                return acts.document(out, outOffset);
            case 3:
                return acts.resolve(out, outOffset);
            case 4:
                return acts.pay(out, outOffset);
            case 5:
                return amend(out, outOffset);
            case 6:
                return acts.cancel(out, outOffset);
            case 7:
                return acts.arrive(out, outOffset);
            case 8:
                return reference.reference(out, outOffset);
            case 9:
                return controls.control(out, outOffset);
            case 10:
                return controls.withdraw(out, outOffset);
            case 11:
                return controls.list(out, outOffset);
            case 12:
                return controls.move(out, outOffset);
            default:
                return unknownType(typeToken, out, outOffset);
        }
    }

    private int declare(final MutableDirectBuffer out, final int outOffset) {
        errors.reset(false);
        declareReader.read(0, false, atRequired);
        return declareWriter.write(out, outOffset);
    }

    /** The faults of the body are in the body's own message, by its own paths. */
    private int amend(final MutableDirectBuffer out, final int outOffset) {
        AMEND.bind(tape, 0, tokens);
        final long at = fields.time(tokens[0], FieldPath.head(Field.AT), atRequired);
        final int declaration = fields.text(tokens[1], FieldPath.head(Field.DECLARATION), true,
            FieldReader.TEXT_CHARACTERS);
        final int bodyToken = tokens[2];
        final boolean hasBody = fields.object(bodyToken, FieldPath.head(Field.DECLARE));
        amend.wrapAndApplyHeader(out, outOffset, header).at(at);
        final AmendEncoder.FormErrorsEncoder group = amend.formErrorsCount(errors.size());
        for (int i = 0; i < errors.size(); i++) {
            group.next().key(errors.key(i)).code(errors.code(i));
        }
        amend.putDeclaration(Wire.bytes(tape, declaration), Wire.start(tape, declaration),
            Wire.length(tape, declaration));
        int bodyLength = 0;
        if (hasBody) {
            errors.reset(false);
            declareReader.read(bodyToken, true, false);
            bodyLength = declareWriter.write(body, 0);
        }
        amend.putBody(body, 0, bodyLength);
        return header.encodedLength() + amend.encodedLength();
    }

    /** Both faults travel, for without a time only that one is reported. */
    private int unknownType(
        final int typeToken, final MutableDirectBuffer out, final int outOffset) {
        errors.reset(false);
        fields.word(typeToken, FieldPath.head(Field.TYPE), true, TYPES);
        final long at = fields.time(tokens[1], FieldPath.head(Field.AT), atRequired);
        unknownType.wrapAndApplyHeader(out, outOffset, header).at(at);
        final UnknownTypeEncoder.FormErrorsEncoder group =
            unknownType.formErrorsCount(errors.size());
        for (int i = 0; i < errors.size(); i++) {
            group.next().key(errors.key(i)).code(errors.code(i));
        }
        final boolean named = typeToken != JsonTape.NONE && tape.kind(typeToken) == JsonTape.TEXT
            && tape.characters(typeToken) <= FieldReader.TEXT_CHARACTERS;
        final int name = named ? typeToken : JsonTape.NONE;
        unknownType.putName(
            Wire.bytes(tape, name), Wire.start(tape, name), Wire.length(tape, name));
        return header.encodedLength() + unknownType.encodedLength();
    }
}
