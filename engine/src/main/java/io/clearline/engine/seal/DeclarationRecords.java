package io.clearline.engine.seal;

import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.JournalReader;
import io.clearline.engine.journal.RecordHandler;
import io.clearline.engine.record.RecordHeader;
import io.clearline.engine.record.sbe.ArrivalDecoder;
import io.clearline.engine.record.sbe.ArrivalResult;
import io.clearline.engine.record.sbe.DecisionDecoder;
import io.clearline.engine.record.sbe.DeclareDecoder;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import io.clearline.engine.record.sbe.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * Finds the records about one declaration: those that answer with how it then stood, and the
 * arrival with which it departed. Of a reference it finds the declaration that was accepted last
 * under it, or else what rejected it. Not thread-safe.
 */
final class DeclarationRecords implements RecordHandler {
    private static final int BATCH = 1024;
    private static final String NUMBER = "[0-9]{18}";

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final DecisionDecoder decision = new DecisionDecoder();
    private final ArrivalDecoder arrival = new ArrivalDecoder();
    private final String ref;
    private final List<Long> found = new ArrayList<>();
    private final List<Long> rejected = new ArrayList<>();
    private long number;

    private DeclarationRecords(final String numberOrRef) {
        if (numberOrRef.matches(NUMBER)) {
            ref = null;
            number = Long.parseLong(numberOrRef);
        } else {
            ref = numberOrRef;
            number = DecisionDecoder.declarationNullValue();
        }
    }

    /** Returns the sequences of the records, in order; none if nothing is about it. */
    static List<Long> find(final DataDirectory data, final String numberOrRef) {
        final DeclarationRecords records = new DeclarationRecords(numberOrRef);
        try (JournalReader reader = JournalReader.open(data)) {
            int count = 1;
            while (count > 0) {
                count = reader.poll(records, BATCH);
            }
        }
        return records.found.isEmpty() ? records.rejected : records.found;
    }

    @Override
    public void onRecord(final DirectBuffer record, final int offset, final int length) {
        if (RecordHeader.answerLength(record, offset) < MessageHeaderDecoder.ENCODED_LENGTH) {
            return;
        }
        final int at = RecordHeader.answerAt(record, offset);
        final long sequence = RecordHeader.sequence(record, offset);
        header.wrap(record, at);
        if (header.templateId() == DecisionDecoder.TEMPLATE_ID) {
            decision.wrapAndApplyHeader(record, at, header);
            decided(sequence, RecordHeader.kind(record, offset) == DeclareDecoder.TEMPLATE_ID);
        } else if (header.templateId() == ArrivalDecoder.TEMPLATE_ID) {
            arrival.wrapAndApplyHeader(record, at, header);
            arrived(sequence);
        }
    }

    private void decided(final long sequence, final boolean declared) {
        final boolean named = declared && ref != null && decision.submitterRef().equals(ref);
        if (decision.outcome() == Outcome.REJECT) {
            if (named) {
                rejected.add(sequence);
            }
            return;
        }
        if (named && decision.declaration() != number) {
            number = decision.declaration();
            found.clear();
        }
        if (decision.declaration() == number) {
            found.add(sequence);
        }
    }

    private void arrived(final long sequence) {
        if (arrival.result() != ArrivalResult.PASS) {
            return;
        }
        for (final ArrivalDecoder.DeclarationsDecoder each : arrival.declarations()) {
            if (each.number() == number) {
                found.add(sequence);
                return;
            }
        }
    }
}
