package io.clearline.engine.core;

import io.clearline.engine.control.ControlField;
import io.clearline.engine.control.Slice;
import io.clearline.engine.control.Subject;
import io.clearline.engine.record.Alpha3;
import io.clearline.engine.record.Uscc;
import io.clearline.engine.record.sbe.Election;
import io.clearline.engine.record.sbe.Flow;
import io.clearline.engine.record.sbe.Form;
import io.clearline.engine.record.sbe.Regime;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A declaration under assessment as controls see it. Words and codes are written out when a control
 * asks for them, into a few bytes of its own; texts are read where they stand. Reused; one thread.
 */
final class DeclarationSubject extends Subject {
    private static final int ABSENT_DIGITS = 65535;
    private static final byte ATTRIBUTE_SEPARATOR = 0x1F;
    /** Bytes that a field may write out: the longest is a credit code. */
    private static final int WIDTH = 24;
    private static final Slice EMPTY = new Slice();
    private static final Slice[] FLOWS = words(Flow.values());
    private static final Slice[] FORMS = words(Form.values());
    private static final Slice[] REGIMES = words(Regime.values());
    private static final Slice[] ELECTIONS = words(Election.values());
    private static final Slice[] CREDITS = words(
        "ADVANCED", "CERTIFIED", "REGULAR", "DISHONEST", "SERIOUSLY_DISHONEST");
    private static final Slice[] SECOND_LINES = words("WHITE", "NORMAL", "WATCH");

    /** Codes of countries and currencies, and numbers of four digits, written out once for all. */
    private static final Slice[] COUNTRIES = countries();
    private static final Slice[] FOUR_DIGITS = fourDigits();
    private static final UnsafeBuffer PAIRS = pairs();

    private final UnsafeBuffer written = new UnsafeBuffer(new byte[WIDTH * 64]);
    private final Slice[] slices = new Slice[64];
    private final Slice element = new Slice();
    private Assessment a;
    private Body body;
    private Item item;

    DeclarationSubject() {
        for (int i = 0; i < slices.length; i++) {
            slices[i] = new Slice();
        }
    }

    /** The null value is the last constant of each enum and has no word. */
    private static Slice[] words(final Enum<?>... values) {
        final Slice[] words = new Slice[values.length];
        for (int i = 0; i < values.length; i++) {
            words[i] = values[i].name().equals("NULL_VAL") ? EMPTY
                : new Slice(values[i].name().getBytes(StandardCharsets.US_ASCII));
        }
        return words;
    }

    private static Slice[] words(final String... texts) {
        final Slice[] words = new Slice[texts.length];
        for (int i = 0; i < texts.length; i++) {
            words[i] = new Slice(texts[i].getBytes(StandardCharsets.US_ASCII));
        }
        return words;
    }

    private static Slice[] countries() {
        final UnsafeBuffer texts = new UnsafeBuffer(new byte[Alpha3.SIZE * 3]);
        final Slice[] countries = new Slice[Alpha3.SIZE];
        for (int i = 0; i < countries.length; i++) {
            texts.putByte(i * 3, (byte) ('A' + i / 676));
            texts.putByte(i * 3 + 1, (byte) ('A' + i / 26 % 26));
            texts.putByte(i * 3 + 2, (byte) ('A' + i % 26));
            countries[i] = new Slice().move(texts, i * 3, 3);
        }
        return countries;
    }

    private static Slice[] fourDigits() {
        final UnsafeBuffer pairs = pairs();
        final UnsafeBuffer texts = new UnsafeBuffer(new byte[10_000 * 4]);
        final Slice[] numbers = new Slice[10_000];
        for (int i = 0; i < numbers.length; i++) {
            texts.putShort(i * 4, pairs.getShort(i / 100 * 2));
            texts.putShort(i * 4 + 2, pairs.getShort(i % 100 * 2));
            numbers[i] = new Slice().move(texts, i * 4, 4);
        }
        return numbers;
    }

    private static UnsafeBuffer pairs() {
        final UnsafeBuffer pairs = new UnsafeBuffer(new byte[200]);
        for (int i = 0; i < 100; i++) {
            pairs.putByte(i * 2, (byte) ('0' + i / 10));
            pairs.putByte(i * 2 + 1, (byte) ('0' + i % 10));
        }
        return pairs;
    }

    void wrap(final Assessment assessment) {
        moved(assessment.nowMs);
        counts(assessment.tally);
        a = assessment;
        body = assessment.body;
    }

    @Override
    public int items() {
        return body.itemCount;
    }

    @Override
    public void item(final int index) {
        movedToItem();
        item = body.item(index);
    }

    @Override
    protected void read(final ControlField field) {
        switch (field) {
            case TRANSIT -> keep(field, body.transit ? 1 : 0);
            case PACKAGES -> keep(field, body.packages);
            case GROSS_KG -> keep(field, body.grossKg);
            case NET_KG -> keep(field, body.netKg);
            case ITEM_NO -> keep(field, item.no);
            case ITEM_QUANTITY -> keep(field, item.quantity);
            case ITEM_VALUE -> keep(field, item.fen);
            case ITEM_VALUE_ADDED -> keep(field, ValueAdded.rate(a, item));
            case ENTITY_ENCOURAGED -> keep(field, a.reference.parties().isFiled(a.trader) ? 1 : 0);
            case ENTITY_BONDED -> keep(field, a.reference.parties().isBonded(a.trader) ? 1 : 0);
            default -> keep(field, field.isOfItem() ? itemText(field) : headText(field));
        }
    }

    private Slice headText(final ControlField field) {
        return switch (field) {
            case FLOW -> FLOWS[body.flow.ordinal()];
            case FORM -> FORMS[body.form.ordinal()];
            case OFFICE -> digits(field, body.office);
            case ENTRY_OFFICE -> digits(field, body.entryOffice);
            case TRADER, ENTITY_USCC -> party(field, body.traderAt);
            case RECEIVER -> party(field, body.receiverAt);
            case OWNER -> party(field, body.ownerAt);
            case AGENT -> agent(field);
            case SUPERVISION_MODE -> digits(field, body.supervisionMode);
            case TRANSPORT -> character(field, body.transport);
            case CONVEYANCE ->
                at(field).move(body.buffer, body.conveyanceAt, body.conveyanceLength);
            case DISPATCH_COUNTRY -> letters(body.dispatchCountry);
            case CURRENCY -> letters(body.currency);
            // An amended declaration keeps its own reference.
            case REF -> at(field).move(a.draft.ref, 0, a.draft.refLength);
            case ENTITY_CREDIT ->
                isKnown() ? CREDITS[a.reference.parties().credit(a.trader)] : EMPTY;
            case ENTITY_SECOND_LINE ->
                isKnown() ? SECOND_LINES[a.reference.parties().secondLine(a.trader)] : EMPTY;
            default -> throw new IllegalArgumentException(field.text() + " is no text");
        };
    }

    /** In a trial the trader may be nobody that the reference data know. */
    private boolean isKnown() {
        return a.reference.parties().isEntity(a.trader);
    }

    private Slice itemText(final ControlField field) {
        return switch (field) {
            case ITEM_HS -> number(field, item.hs, item.hsDigits);
            case ITEM_NAME -> at(field).move(body.buffer, item.nameAt, item.nameLength);
            case ITEM_ORIGIN -> letters(item.origin);
            case ITEM_REGIME -> REGIMES[item.regime.ordinal()];
            case ITEM_ELECTION -> ELECTIONS[item.election.ordinal()];
            case ITEM_CODE -> at(field).move(body.buffer, item.codeAt, item.codeLength);
            default -> throw new IllegalArgumentException(field.text() + " is no text");
        };
    }

    private Slice at(final ControlField field) {
        return slices[field.number()];
    }

    private Slice party(final ControlField field, final int at) {
        return Uscc.isAbsent(body.buffer, at) ? EMPTY
            : at(field).move(body.buffer, at, Uscc.LENGTH);
    }

    /** An amended declaration keeps its own agent; a new one's may not have a number yet. */
    private Slice agent(final ControlField field) {
        if (a.amendedAt < 0) {
            return party(field, body.agentAt);
        }
        final int start = field.number() * WIDTH;
        written.putBytes(start, a.reference.parties().uscc(a.draft.agent), 0, Uscc.LENGTH);
        return at(field).move(written, start, Uscc.LENGTH);
    }

    private Slice digits(final ControlField field, final int value) {
        return value == ABSENT_DIGITS ? EMPTY
            : value < FOUR_DIGITS.length ? FOUR_DIGITS[value] : number(field, value, 4);
    }

    private Slice number(final ControlField field, final long value, final int digits) {
        final int start = field.number() * WIDTH;
        long rest = value;
        int at = start + digits;
        for (; at - start >= 2; at -= 2) {
            written.putShort(at - 2, PAIRS.getShort((int) (rest % 100) * 2));
            rest /= 100;
        }
        if (at > start) {
            written.putByte(start, (byte) ('0' + rest % 10));
        }
        return at(field).move(written, start, digits);
    }

    private static Slice letters(final int alpha3) {
        return alpha3 >= COUNTRIES.length ? EMPTY : COUNTRIES[alpha3];
    }

    private Slice character(final ControlField field, final int codePoint) {
        if (codePoint == 0) {
            return EMPTY;
        }
        final int start = field.number() * WIDTH;
        return at(field).move(written, start, utf8(codePoint, start));
    }

    /** Writes a code point and returns how many bytes it takes. */
    private int utf8(final int codePoint, final int start) {
        if (codePoint < 0x80) {
            written.putByte(start, (byte) codePoint);
            return 1;
        }
        final int length = codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
        int rest = codePoint;
        for (int i = length - 1; i > 0; i--) {
            written.putByte(start + i, (byte) (0x80 | rest & 0x3F));
            rest >>>= 6;
        }
        written.putByte(start, (byte) (0xF00 >>> length | rest));
        return length;
    }

    @Override
    public int size(final ControlField list) {
        return switch (list) {
            case CONTAINERS -> body.containerCount;
            case DOCUMENTS -> body.documentCount;
            case ITEMS -> body.itemCount;
            default -> attributes();
        };
    }

    private int attributes() {
        int count = item.attributesLength == 0 ? 0 : 1;
        for (int i = 0; i < item.attributesLength; i++) {
            count += body.buffer.getByte(item.attributesAt + i) == ATTRIBUTE_SEPARATOR ? 1 : 0;
        }
        return count;
    }

    @Override
    public Slice element(final ControlField list, final int index) {
        return switch (list) {
            case CONTAINERS ->
                element.move(body.buffer, body.containerAt(index), body.containerLength());
            case DOCUMENTS -> character(list, body.documents[index * 3]);
            default -> attribute(index);
        };
    }

    private Slice attribute(final int index) {
        final int end = item.attributesAt + item.attributesLength;
        int start = item.attributesAt;
        for (int left = index; left > 0; start++) {
            left -= body.buffer.getByte(start) == ATTRIBUTE_SEPARATOR ? 1 : 0;
        }
        int stop = start;
        while (stop < end && body.buffer.getByte(stop) != ATTRIBUTE_SEPARATOR) {
            stop++;
        }
        return element.move(body.buffer, start, stop - start);
    }
}
