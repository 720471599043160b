package io.clearline.engine.core;

import io.clearline.engine.record.Hash64;
import io.clearline.engine.record.MessageBytes;
import io.clearline.engine.record.sbe.DeclareDecoder;
import io.clearline.engine.record.sbe.DeclareDecoder.DocumentsDecoder;
import io.clearline.engine.record.sbe.DeclareDecoder.FormErrorsDecoder;
import io.clearline.engine.record.sbe.DeclareDecoder.ItemsDecoder;
import io.clearline.engine.record.sbe.DeclareDecoder.ItemsDecoder.InputsDecoder;
import io.clearline.engine.record.sbe.Election;
import io.clearline.engine.record.sbe.Flow;
import io.clearline.engine.record.sbe.Form;
import io.clearline.engine.record.sbe.GroupSizeEncodingDecoder;
import io.clearline.engine.record.sbe.InputKind;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import io.clearline.engine.record.sbe.Regime;
import io.clearline.engine.record.sbe.RejectCode;
import org.agrona.DirectBuffer;

/**
 * A declaration's body decoded into plain fields, so that the rules can pass over it as often as they
 * like. Texts stay in the command's buffer and are named by index and length. Reused.
 */
final class Body {
    private static final int MAX_ITEMS = 50;
    private static final int REF_LENGTH = DeclareDecoder.submitterRefLength();
    private static final int TEXT_HEADER = DeclareDecoder.conveyanceHeaderLength();
    private static final int GROUP_HEADER = GroupSizeEncodingDecoder.ENCODED_LENGTH;
    private static final int COUNT_AT = GroupSizeEncodingDecoder.numInGroupEncodingOffset();
    private static final int CONTAINER = DeclareDecoder.ContainersDecoder.numberLength();

    private final MessageBytes in = new MessageBytes();
    private final Item[] items = new Item[MAX_ITEMS];
    final Inputs inputs = new Inputs();
    /** Index of the message in the command's buffer. */
    private int start;
    /** Index of the next group or text in the message. */
    private int cursor;

    DirectBuffer buffer;
    long at;
    int refAt;
    int refLength;
    Flow flow;
    Form form;
    int office;
    int entryOffice;
    int traderAt;
    int receiverAt;
    int ownerAt;
    int agentAt;
    int supervisionMode;
    /** A Unicode code point; 0 = absent. */
    int transport;
    int packages;
    long grossKg;
    long netKg;
    int dispatchCountry;
    boolean transit;
    int currency;
    int conveyanceAt;
    int conveyanceLength;
    int containersAt;
    int containerCount;
    int itemCount;
    long contentHash;

    /** Documents: letter, index and length of the number, three ints each. */
    int[] documents = new int[3 * 50];
    int documentCount;

    Body() {
        for (int i = 0; i < items.length; i++) {
            items[i] = new Item();
        }
    }

    Item item(final int index) {
        return items[index];
    }

    /** Opens a Declare message: who sends it under which reference. */
    void open(final DirectBuffer command, final int offset) {
        buffer = command;
        start = offset;
        final int block = offset + MessageHeaderDecoder.ENCODED_LENGTH;
        refAt = block + DeclareDecoder.submitterRefEncodingOffset();
        refLength = textLength(command, refAt, REF_LENGTH);
        traderAt = block + DeclareDecoder.traderEncodingOffset();
        receiverAt = block + DeclareDecoder.receiverEncodingOffset();
        ownerAt = block + DeclareDecoder.ownerEncodingOffset();
        agentAt = block + DeclareDecoder.agentEncodingOffset();
    }

    /**
     * Decodes the message that was opened; its form errors are put among {@code rejects}.
     *
     * @throws IllegalStateException if the message does not end within {@code length} bytes
     */
    void decode(final int length, final Rejects rejects) {
        in.copy(buffer, start, length);
        decodeHead(MessageHeaderDecoder.ENCODED_LENGTH);
        cursor = MessageHeaderDecoder.ENCODED_LENGTH
            + in.getShort(MessageHeaderDecoder.blockLengthEncodingOffset());
        decodeFormErrors(rejects);
        decodeDocuments();
        decodeContainers();
        decodeItems();
        conveyanceLength = in.getShort(cursor);
        conveyanceAt = text();
        if (cursor > length) {
            // What stands behind the message is of another one.
            throw new IllegalStateException("a declaration's message ends early");
        }
        contentHash = Hash64.of(buffer, refAt, start + length - refAt, 0);
    }

    private void decodeHead(final int block) {
        at = in.getLong(block + DeclareDecoder.atEncodingOffset());
        flow = Flow.get(in.getByte(block + DeclareDecoder.flowEncodingOffset()));
        form = Form.get(in.getByte(block + DeclareDecoder.formEncodingOffset()));
        office = in.getShort(block + DeclareDecoder.officeEncodingOffset());
        entryOffice = in.getShort(block + DeclareDecoder.entryOfficeEncodingOffset());
        dispatchCountry = in.getShort(block + DeclareDecoder.dispatchCountryEncodingOffset());
        supervisionMode = in.getShort(block + DeclareDecoder.supervisionModeEncodingOffset());
        transport = in.getInt(block + DeclareDecoder.transportEncodingOffset());
        transit = in.getByte(block + DeclareDecoder.transitEncodingOffset()) == 1;
        packages = in.getInt(block + DeclareDecoder.packagesEncodingOffset());
        grossKg = in.getLong(block + DeclareDecoder.grossKgEncodingOffset());
        netKg = in.getLong(block + DeclareDecoder.netKgEncodingOffset());
        currency = in.getShort(block + DeclareDecoder.currencyEncodingOffset());
    }

    /** Passes over a text and returns the index of its first byte in the command's buffer. */
    private int text() {
        final int first = cursor + TEXT_HEADER;
        cursor = first + in.getShort(cursor);
        return start + first;
    }

    private void decodeFormErrors(final Rejects rejects) {
        final int block = in.getShort(cursor);
        int left = in.getShort(cursor + COUNT_AT);
        for (cursor += GROUP_HEADER; left > 0; left--, cursor += block) {
            rejects.add(in.getLong(cursor + FormErrorsDecoder.keyEncodingOffset()),
                RejectCode.get(in.getByte(cursor + FormErrorsDecoder.codeEncodingOffset())));
        }
    }

    /** Returns how many bytes of a NUL-padded text are in use. */
    static int textLength(final DirectBuffer buffer, final int at, final int width) {
        int length = 0;
        while (length < width && buffer.getByte(at + length) != 0) {
            length++;
        }
        return length;
    }

    private void decodeDocuments() {
        final int block = in.getShort(cursor);
        documentCount = in.getShort(cursor + COUNT_AT);
        if (documentCount * 3 > documents.length) {
            documents = new int[documentCount * 3];
        }
        cursor += GROUP_HEADER;
        for (int i = 0; i < documentCount; i++) {
            documents[3 * i] = in.getInt(cursor + DocumentsDecoder.codeEncodingOffset());
            cursor += block;
            documents[3 * i + 2] = in.getShort(cursor);
            documents[3 * i + 1] = text();
        }
    }

    private void decodeContainers() {
        final int block = in.getShort(cursor);
        containerCount = in.getShort(cursor + COUNT_AT);
        containersAt = start + cursor + GROUP_HEADER;
        cursor += GROUP_HEADER + containerCount * block;
    }

    /** Returns the index of a container's number, {@link #containerLength} bytes of ASCII. */
    int containerAt(final int index) {
        return containersAt + index * CONTAINER;
    }

    int containerLength() {
        return CONTAINER;
    }

    private void decodeItems() {
        final int block = in.getShort(cursor);
        itemCount = in.getShort(cursor + COUNT_AT);
        cursor += GROUP_HEADER;
        inputs.clear();
        for (int i = 0; i < itemCount; i++) {
            final Item item = items[i];
            item.clear();
            item.no = i + 1;
            item.hs = in.getLong(cursor + ItemsDecoder.hsEncodingOffset());
            item.hsDigits = in.getByte(cursor + ItemsDecoder.hsDigitsEncodingOffset());
            item.quantity = in.getLong(cursor + ItemsDecoder.quantityEncodingOffset());
            item.value = in.getLong(cursor + ItemsDecoder.valueEncodingOffset());
            item.origin = in.getShort(cursor + ItemsDecoder.originEncodingOffset());
            item.regime = Regime.get(in.getByte(cursor + ItemsDecoder.regimeEncodingOffset()));
            item.election =
                Election.get(in.getByte(cursor + ItemsDecoder.electionEncodingOffset()));
            item.relaxed = in.getByte(cursor + ItemsDecoder.relaxedEncodingOffset()) == 1;
            cursor += block;
            item.firstInput = inputs.size();
            decodeInputs();
            item.inputCount = inputs.size() - item.firstInput;
            item.nameLength = in.getShort(cursor);
            item.nameAt = text();
            item.attributesLength = in.getShort(cursor);
            item.attributesAt = text();
            item.codeLength = in.getShort(cursor);
            item.codeAt = text();
        }
    }

    private void decodeInputs() {
        final int block = in.getShort(cursor);
        int left = in.getShort(cursor + COUNT_AT);
        for (cursor += GROUP_HEADER; left > 0; left--) {
            final InputLine line = inputs.add();
            line.line = null;
            line.kind = InputKind.get(in.getByte(cursor + InputsDecoder.kindEncodingOffset()));
            line.hs = in.getLong(cursor + InputsDecoder.hsEncodingOffset());
            line.hsDigits = in.getByte(cursor + InputsDecoder.hsDigitsEncodingOffset());
            line.origin = in.getShort(cursor + InputsDecoder.originEncodingOffset());
            line.quantity = in.getLong(cursor + InputsDecoder.quantityEncodingOffset());
            line.value = in.getLong(cursor + InputsDecoder.valueEncodingOffset());
            line.regime = Regime.get(in.getByte(cursor + InputsDecoder.regimeEncodingOffset()));
            cursor += block;
            line.codeLength = in.getShort(cursor);
            line.codeAt = text();
        }
    }
}
