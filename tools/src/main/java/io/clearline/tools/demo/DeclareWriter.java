package io.clearline.tools.demo;

import io.clearline.engine.record.Alpha3;
import io.clearline.engine.record.Field;
import io.clearline.engine.record.FieldPath;
import io.clearline.engine.record.sbe.DeclareEncoder;
import io.clearline.engine.record.sbe.Election;
import io.clearline.engine.record.sbe.MessageHeaderEncoder;
import io.clearline.engine.record.sbe.RejectCode;
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
            .putTrader(draft.trader, 0).putReceiver(ABSENT_PARTY, 0)
            .putOwner(draft.trader, 0).putAgent(draft.trader, 0)
            .supervisionMode(GENERAL_TRADE).transport(draft.transport)
            .dispatchCountry(draft.dispatchCountry).transit((short) 0)
            .packages(draft.packages).grossKg(draft.grossKg).netKg(draft.netKg)
            .currency(draft.currency);
        // What an adapter finds travels in the command; of the demo's faults this is the only such
        // one.
        final boolean missing = draft.dispatchMissing;
        final DeclareEncoder.FormErrorsEncoder errors = declare.formErrorsCount(missing ? 1 : 0);
        if (missing) {
            errors.next().key(FieldPath.head(Field.DISPATCH_COUNTRY)).code(RejectCode.MISSING);
            declare.dispatchCountry(Alpha3.ABSENT);
        }
        writeDocuments(draft);
        declare.containersCount(0);
        final DeclareEncoder.ItemsEncoder items = declare.itemsCount(draft.items);
        for (int i = 0; i < draft.items; i++) {
            items.next().no(i + 1)
                .hs(draft.hs[i]).hsDigits((short) 8)
                .quantity(draft.quantity[i]).value(draft.value[i]).origin(draft.origin[i])
                .regime(draft.regime[i])
                .election(draft.election[i] == null ? Election.NULL_VAL : draft.election[i])
                .relaxed((short) (draft.relaxed[i] ? 1 : 0));
            items.inputsCount(0);
            items.putName(draft.name[i], 0, draft.name[i].length);
            final byte[] attributes = draft.relaxed[i] ? RELAXED : NONE;
            items.putAttributes(attributes, 0, attributes.length);
            items.putCode(NONE, 0, 0);
        }
        declare.putConveyance(NONE, 0, 0);
        return MessageHeaderEncoder.ENCODED_LENGTH + declare.encodedLength();
    }

    private void writeDocuments(final Draft draft) {
        final DeclareEncoder.DocumentsEncoder documents = declare.documentsCount(draft.documents);
        for (int i = 0; i < draft.documents; i++) {
            documents.next().code(draft.documentCode[i])
                .putNo(draft.documentNo[i], 0, draft.documentNo[i].length);
        }
    }
}
