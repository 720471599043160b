package io.clearline.adapters.json;

import io.clearline.adapters.text.CheckDigits;
import io.clearline.engine.record.sbe.DeclareDecoder;
import io.clearline.engine.record.sbe.Flow;
import io.clearline.engine.record.sbe.Form;
import io.clearline.engine.record.sbe.InputKind;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import io.clearline.engine.record.sbe.Regime;
import org.agrona.DirectBuffer;

/** Tells declarations that {@link DeclareReader} would find no fault with. Not thread-safe. */
final class SoundDeclare {
    private static final int FLOWS = 5;
    private static final int FORMS = 4;
    private static final int REGIMES = 5;
    private static final int ELECTIONS = 2;
    private static final int KINDS = 4;

    private final DeclareDecoder in = new DeclareDecoder();
    private final byte[] scratch = new byte[CheckDigits.USCC_LENGTH];
    private DirectBuffer message;
    private int block;
    private int flow;

    boolean isSound(final DirectBuffer buffer, final int offset, final MessageHeaderDecoder header) {
        message = buffer;
        in.wrapAndApplyHeader(buffer, offset, header);
        block = in.offset();
        flow = in.flowRaw();
        return head() && parties() && in.formErrors().count() == 0 && documents() && containers()
            && items() && text(in.conveyanceLength(), DeclareDecoder.conveyanceHeaderLength(),
                flow == Flow.SECOND_LINE_EXIT.value(), FieldReader.CODE_CHARACTERS);
    }

    private boolean head() {
        final int form = in.formRaw();
        final boolean exitAlone = form == Form.H2.value() || form == Form.BATCH.value();
        return SoundValues.time(in.at())
            && SoundValues.reference(message, block + DeclareDecoder.submitterRefEncodingOffset(),
                DeclareDecoder.submitterRefLength())
            && SoundValues.word(flow, FLOWS, true)
            && SoundValues.word(form, FORMS, true)
            && (!exitAlone || flow == Flow.SECOND_LINE_EXIT.value())
            && SoundValues.fourDigits(in.office())
            && SoundValues.fourDigits(in.entryOffice())
            && SoundValues.fourDigits(in.supervisionMode())
            && SoundValues.character(in.transport())
            && SoundValues.alpha3(in.dispatchCountry(), flow == Flow.FIRST_LINE_IMPORT.value())
            && in.transit() <= 1
            && in.packages() >= 1
            && SoundValues.quantity(in.grossKg())
            && SoundValues.quantity(in.netKg())
            && in.netKg() <= in.grossKg()
            && SoundValues.alpha3(in.currency(), true);
    }

    private boolean parties() {
        final int receiver = block + DeclareDecoder.receiverEncodingOffset();
        return uscc(DeclareDecoder.traderEncodingOffset())
            && uscc(DeclareDecoder.ownerEncodingOffset())
            && uscc(DeclareDecoder.agentEncodingOffset())
            && (SoundValues.isNothing(message, receiver, receiver + CheckDigits.USCC_LENGTH)
                ? flow != Flow.ISLAND_TRANSFER.value()
                : uscc(DeclareDecoder.receiverEncodingOffset()) && receiverIsAnother());
    }

    private boolean uscc(final int encodingOffset) {
        message.getBytes(block + encodingOffset, scratch, 0, CheckDigits.USCC_LENGTH);
        return CheckDigits.uscc(scratch, 0, CheckDigits.USCC_LENGTH) == null;
    }

    private boolean receiverIsAnother() {
        for (int i = 0; i < CheckDigits.USCC_LENGTH; i++) {
            if (in.receiver(i) != in.trader(i)) {
                return true;
            }
        }
        return false;
    }

    /** Takes the text at the message's limit. */
    private boolean text(
        final int length, final int headerLength, final boolean required, final int most) {
        return SoundValues.text(message, in.limit() + headerLength, length, required, most);
    }

    private boolean documents() {
        final DeclareDecoder.DocumentsDecoder documents = in.documents();
        boolean sound = documents.count() <= DeclareForm.MOST_DOCUMENTS;
        while (sound && documents.hasNext()) {
            documents.next();
            sound = SoundValues.character(documents.code())
                && text(documents.noLength(), DeclareDecoder.DocumentsDecoder.noHeaderLength(),
                    true, FieldReader.CODE_CHARACTERS);
            documents.skipNo();
        }
        return sound;
    }

    private boolean containers() {
        final DeclareDecoder.ContainersDecoder containers = in.containers();
        boolean sound = containers.count() <= DeclareForm.MOST_CONTAINERS;
        while (sound && containers.hasNext()) {
            containers.next().getNumber(scratch, 0);
            sound = CheckDigits.container(scratch, 0, CheckDigits.CONTAINER_LENGTH) == null;
        }
        return sound;
    }

    private boolean items() {
        final DeclareDecoder.ItemsDecoder items = in.items();
        boolean sound = items.count() >= 1 && items.count() <= DeclareForm.MOST_ITEMS;
        for (int no = 1; sound && items.hasNext(); no++) {
            sound = item(items.next(), no);
        }
        return sound;
    }

    private boolean item(final DeclareDecoder.ItemsDecoder item, final int no) {
        final int regime = item.regimeRaw();
        final int relaxed = item.relaxed();
        return item.no() == no
            && SoundValues.hs(item.hs(), item.hsDigits(), true)
            && SoundValues.quantity(item.quantity())
            && SoundValues.money(item.value())
            && SoundValues.alpha3(item.origin(), true)
            && SoundValues.word(regime, REGIMES, true)
            && ItemReader.isAllowed(item.regime(), in.flow())
            && SoundValues.word(item.electionRaw(), ELECTIONS, false)
            && inputs(item.inputs(), regime == Regime.VALUE_ADDED.value())
            && texts(item, relaxed);
    }

    private boolean texts(final DeclareDecoder.ItemsDecoder item, final int relaxed) {
        final int most = FieldReader.TEXT_CHARACTERS;
        boolean sound = text(
            item.nameLength(), DeclareDecoder.ItemsDecoder.nameHeaderLength(), true, most);
        item.skipName();
        sound &= SoundValues.attributes(message,
            in.limit() + DeclareDecoder.ItemsDecoder.attributesHeaderLength(),
            item.attributesLength(), relaxed);
        item.skipAttributes();
        sound &= text(
            item.codeLength(), DeclareDecoder.ItemsDecoder.codeHeaderLength(), false, most);
        item.skipCode();
        return sound;
    }

    private boolean inputs(
        final DeclareDecoder.ItemsDecoder.InputsDecoder inputs, final boolean required) {
        boolean sound = inputs.count() >= (required ? 1 : 0) && inputs.count() <= InputTable.MOST;
        while (sound && inputs.hasNext()) {
            sound = input(inputs.next());
        }
        return sound;
    }

    /** Its regime is required here, for the reader fills one in where there is none. */
    private boolean input(final DeclareDecoder.ItemsDecoder.InputsDecoder input) {
        final int kind = input.kindRaw();
        final boolean imported = kind == InputKind.IMPORTED.value();
        final boolean cumulative = kind == InputKind.CUMULATIVE.value();
        final boolean sound = SoundValues.word(kind, KINDS, true)
            && SoundValues.hs(input.hs(), input.hsDigits(), imported || cumulative)
            && SoundValues.alpha3(input.origin(), imported)
            && SoundValues.quantity(input.quantity())
            && SoundValues.money(input.value())
            && (input.regimeRaw() == Regime.ZERO_TARIFF.value()
                || input.regimeRaw() == Regime.BONDED.value())
            && text(input.codeLength(),
                DeclareDecoder.ItemsDecoder.InputsDecoder.codeHeaderLength(), cumulative,
                FieldReader.TEXT_CHARACTERS);
        input.skipCode();
        return sound;
    }
}
