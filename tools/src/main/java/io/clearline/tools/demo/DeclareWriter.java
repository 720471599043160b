package io.clearline.tools.demo;

import io.clearline.engine.record.Alpha3;
import io.clearline.engine.record.Scales;
import io.clearline.engine.record.sbe.DeclareEncoder;
import io.clearline.engine.record.sbe.Election;
import io.clearline.engine.record.sbe.InputKind;
import io.clearline.engine.record.sbe.MessageHeaderEncoder;
import io.clearline.engine.record.sbe.Regime;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes a {@link Draft} as the binary command that an adapter would make of it. Reused; not
 * thread-safe.
 */
final class DeclareWriter {
    private static final int BYTES = 16 * 1024;
    private static final int USCC_BYTES = 18;
    private static final int GENERAL_TRADE = 110;
    private static final short HS_DIGITS = 8;
    private static final long MONEY_PER_FEN = Scales.MONEY / Scales.FEN;
    private static final byte[] ABSENT_PARTY = new byte[USCC_BYTES];
    private static final byte[] RELAXED = "49".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NONE = new byte[0];

    private final MutableDirectBuffer buffer = new UnsafeBuffer(new byte[BYTES]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final DeclareEncoder declare = new DeclareEncoder();

    DirectBuffer buffer() {
        return buffer;
    }

    /** Writes the draft at index 0 and returns its length. */
    int write(final Draft draft) {
        declare.wrapAndApplyHeader(buffer, 0, header)
            .at(draft.atMs)
            .putSubmitterRef(draft.ref, 0)
            .flow(draft.flow).form(draft.form)
            .office(draft.office).entryOffice(draft.office)
            .putTrader(draft.uscc, 0)
            .putReceiver(draft.receiver == null ? ABSENT_PARTY : draft.receiver, 0)
            .putOwner(draft.uscc, 0).putAgent(draft.uscc, 0)
            .supervisionMode(GENERAL_TRADE).transport(draft.transport)
            .dispatchCountry(draft.dispatchCountry).transit((short) 0)
            .packages(draft.packages).grossKg(draft.grossKg).netKg(draft.netKg)
            .currency(draft.currency);
        final boolean faulty = draft.formError != null;
        final DeclareEncoder.FormErrorsEncoder errors = declare.formErrorsCount(faulty ? 1 : 0);
        if (faulty) {
            errors.next().key(draft.formErrorKey).code(draft.formError);
        }
        writeDocuments(draft);
        declare.containersCount(0);
        final DeclareEncoder.ItemsEncoder items = declare.itemsCount(draft.items);
        for (int i = 0; i < draft.items; i++) {
            writeItem(items.next(), draft, i);
        }
        final byte[] conveyance = draft.conveyance == null ? NONE : draft.conveyance;
        declare.putConveyance(conveyance, 0, conveyance.length);
        return MessageHeaderEncoder.ENCODED_LENGTH + declare.encodedLength();
    }

    private static void writeItem(
        final DeclareEncoder.ItemsEncoder items, final Draft draft, final int i) {
        items.no(i + 1)
            .hs(draft.hs[i]).hsDigits(HS_DIGITS)
            .quantity(draft.quantity[i]).value(draft.value[i]).origin(draft.origin[i])
            .regime(draft.regime[i])
            .election(draft.election[i] == null ? Election.NULL_VAL : draft.election[i])
            .relaxed((short) (draft.relaxed[i] ? 1 : 0));
        writeInputs(items, i == 0 ? draft.product : null);
        final byte[] name = draft.line[i].name();
        items.putName(name, 0, name.length);
        final byte[] attributes = draft.relaxed[i] ? RELAXED : NONE;
        items.putAttributes(attributes, 0, attributes.length);
        final byte[] code = i > 0 || draft.code == null ? NONE : draft.code;
        items.putCode(code, 0, code.length);
    }

    private static void writeInputs(
        final DeclareEncoder.ItemsEncoder items, final Product product) {
        if (product == null) {
            items.inputsCount(0);
            return;
        }
        final DeclareEncoder.ItemsEncoder.InputsEncoder inputs =
            items.inputsCount(product.inputs().size() + 1);
        for (final Product.Input input : product.inputs()) {
            inputs.next().kind(InputKind.IMPORTED)
                .hs(input.line().hs()).hsDigits(HS_DIGITS).origin(input.origin())
                .quantity(input.quantity()).value(input.fen() * MONEY_PER_FEN)
                .regime(input.regime()).putCode(NONE, 0, 0);
        }
        inputs.next().kind(InputKind.DOMESTIC)
            .hs(DeclareEncoder.ItemsEncoder.InputsEncoder.hsNullValue()).hsDigits((short) 0)
            .origin(Alpha3.ABSENT)
            .quantity(product.quantity()).value(product.domesticFen() * MONEY_PER_FEN)
            .regime(Regime.ZERO_TARIFF).putCode(NONE, 0, 0);
    }

    private void writeDocuments(final Draft draft) {
        final DeclareEncoder.DocumentsEncoder documents = declare.documentsCount(draft.documents);
        for (int i = 0; i < draft.documents; i++) {
            documents.next().code(draft.documentCode[i])
                .putNo(draft.documentNo[i], 0, draft.documentNo[i].length);
        }
    }
}
