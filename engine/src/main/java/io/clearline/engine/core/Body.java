package io.clearline.engine.core;

import io.clearline.engine.record.Hash64;
import io.clearline.engine.record.sbe.DeclareDecoder;
import io.clearline.engine.record.sbe.Flow;
import io.clearline.engine.record.sbe.Form;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import org.agrona.DirectBuffer;

/**
 * A declaration's body decoded into plain fields, so that the rules can pass over it as often as they
 * like. Texts stay in the command's buffer and are named by index and length. Reused.
 */
final class Body {
    private static final int MAX_ITEMS = 50;
    private static final int REF_LENGTH = DeclareDecoder.submitterRefLength();
    private static final int CONTAINER = DeclareDecoder.ContainersDecoder.numberLength();

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final DeclareDecoder in = new DeclareDecoder();
    private final Item[] items = new Item[MAX_ITEMS];
    final Inputs inputs = new Inputs();

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
        in.wrapAndApplyHeader(command, offset, header);
        refAt = in.offset() + DeclareDecoder.submitterRefEncodingOffset();
        refLength = textLength(command, refAt, REF_LENGTH);
        traderAt = in.offset() + DeclareDecoder.traderEncodingOffset();
        receiverAt = in.offset() + DeclareDecoder.receiverEncodingOffset();
        ownerAt = in.offset() + DeclareDecoder.ownerEncodingOffset();
        agentAt = in.offset() + DeclareDecoder.agentEncodingOffset();
    }

    /** Decodes the message that was opened; its form errors are put among {@code rejects}. */
    void decode(final DirectBuffer command, final int offset, final int length,
        final Rejects rejects) {
        at = in.at();
        flow = in.flow();
        form = in.form();
        office = in.office();
        entryOffice = in.entryOffice();
        dispatchCountry = in.dispatchCountry();
        supervisionMode = in.supervisionMode();
        transport = in.transport();
        transit = in.transit() == 1;
        packages = in.packages();
        grossKg = in.grossKg();
        netKg = in.netKg();
        currency = in.currency();
        for (DeclareDecoder.FormErrorsDecoder e = in.formErrors(); e.hasNext();) {
            e.next();
            rejects.add(e.key(), e.code());
        }
        decodeDocuments();
        decodeContainers();
        decodeItems();
        conveyanceLength = in.conveyanceLength();
        conveyanceAt = in.limit() + DeclareDecoder.conveyanceHeaderLength();
        final int contentAt = in.offset() + DeclareDecoder.submitterRefEncodingOffset();
        contentHash = Hash64.of(command, contentAt, offset + length - contentAt, 0);
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
        documentCount = 0;
        for (DeclareDecoder.DocumentsDecoder d = in.documents(); d.hasNext();) {
            d.next();
            if (documentCount * 3 == documents.length) {
                documents = java.util.Arrays.copyOf(documents, documents.length * 2);
            }
            final int slot = documentCount++ * 3;
            documents[slot] = d.code();
            documents[slot + 2] = d.noLength();
            documents[slot + 1] = in.limit() + DeclareDecoder.DocumentsDecoder.noHeaderLength();
            d.skipNo();
        }
    }

    private void decodeContainers() {
        final DeclareDecoder.ContainersDecoder from = in.containers();
        containerCount = from.count();
        containersAt = in.limit();
        while (from.hasNext()) {
            from.next();
        }
    }

    /** Returns the index of a container's number, {@link #containerLength} bytes of ASCII. */
    int containerAt(final int index) {
        return containersAt + index * CONTAINER;
    }

    int containerLength() {
        return CONTAINER;
    }

    private void decodeItems() {
        itemCount = 0;
        inputs.clear();
        for (DeclareDecoder.ItemsDecoder from = in.items(); from.hasNext();) {
            from.next();
            final Item item = items[itemCount++];
            item.clear();
            item.no = itemCount;
            item.hs = from.hs();
            item.hsDigits = from.hsDigits();
            item.quantity = from.quantity();
            item.value = from.value();
            item.origin = from.origin();
            item.regime = from.regime();
            item.election = from.election();
            item.relaxed = from.relaxed() == 1;
            item.firstInput = inputs.size();
            decodeInputs(from.inputs());
            item.inputCount = inputs.size() - item.firstInput;
            item.nameLength = from.nameLength();
            item.nameAt = in.limit() + DeclareDecoder.ItemsDecoder.nameHeaderLength();
            from.skipName();
            item.attributesLength = from.attributesLength();
            item.attributesAt = in.limit() + DeclareDecoder.ItemsDecoder.attributesHeaderLength();
            from.skipAttributes();
            item.codeLength = from.codeLength();
            item.codeAt = in.limit() + DeclareDecoder.ItemsDecoder.codeHeaderLength();
            from.skipCode();
        }
    }

    private void decodeInputs(final DeclareDecoder.ItemsDecoder.InputsDecoder from) {
        while (from.hasNext()) {
            from.next();
            final InputLine line = inputs.add();
            line.line = null;
            line.kind = from.kind();
            line.hs = from.hs();
            line.hsDigits = from.hsDigits();
            line.origin = from.origin();
            line.quantity = from.quantity();
            line.value = from.value();
            line.regime = from.regime();
            line.codeLength = from.codeLength();
            line.codeAt =
                in.limit() + DeclareDecoder.ItemsDecoder.InputsDecoder.codeHeaderLength();
            from.skipCode();
        }
    }
}
