package io.clearline.engine.follower;

import io.clearline.engine.journal.RecordHandler;
import io.clearline.engine.record.RecordHeader;
import io.clearline.engine.record.sbe.ArrivalDecoder;
import io.clearline.engine.record.sbe.ArrivalResult;
import io.clearline.engine.record.sbe.DecisionDecoder;
import io.clearline.engine.record.sbe.DeclareDecoder;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import io.clearline.engine.record.sbe.Outcome;
import org.agrona.DirectBuffer;

/**
 * Reads from a record's answer how declarations now stand. Every command that changes one answers
 * with a Decision, but for arrivals, which name those that departed. Used by one thread.
 */
final class StatusApplier implements RecordHandler {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final DecisionDecoder decision = new DecisionDecoder();
    private final ArrivalDecoder arrival = new ArrivalDecoder();
    private final byte[] ref = new byte[DecisionDecoder.submitterRefLength()];
    private final StatusMap map;
    private long lastSequence;
    private int lastCrc;
    private int firstCrc;

    StatusApplier(
        final StatusMap map, final long lastSequence, final int lastCrc, final int firstCrc) {
        this.map = map;
        this.lastSequence = lastSequence;
        this.lastCrc = lastCrc;
        this.firstCrc = firstCrc;
    }

    @Override
    public void onRecord(final DirectBuffer record, final int offset, final int length) {
        final int answerAt = RecordHeader.answerAt(record, offset);
        final long sequence = RecordHeader.sequence(record, offset);
        final long timeMs = RecordHeader.timeMs(record, offset);
        if (RecordHeader.answerLength(record, offset) >= MessageHeaderDecoder.ENCODED_LENGTH) {
            header.wrap(record, answerAt);
            if (header.templateId() == DecisionDecoder.TEMPLATE_ID) {
                decided(record, offset, answerAt, sequence, timeMs);
            } else if (header.templateId() == ArrivalDecoder.TEMPLATE_ID) {
                arrived(record, answerAt, sequence, timeMs);
            }
        }
        lastSequence = sequence;
        lastCrc = RecordHeader.crc(record, offset);
        if (sequence == 1) {
            firstCrc = lastCrc;
        }
    }

    /** Takes how a declaration stood at a record; when it came to stand so is not known any more. */
    void standing(
        final DirectBuffer answer, final int answerAt, final boolean departed, final long sequence,
        final long timeMs) {
        decision.wrapAndApplyHeader(answer, answerAt, header);
        final long number = decision.declaration();
        decision.getSubmitterRef(ref, 0);
        map.put(number, ref, decision.outcome(), decision.lane(), decision.receipt(), sequence,
            timeMs);
        if (departed) {
            map.departed(number, sequence, timeMs);
        }
        // The latest comes last.
        if (ref[0] != 0) {
            map.name(ref, number);
        }
    }

    private void decided(
        final DirectBuffer record, final int offset, final int answerAt, final long sequence,
        final long timeMs) {
        decision.wrapAndApplyHeader(record, answerAt, header);
        final long number = decision.declaration();
        if (decision.outcome() == Outcome.REJECT
            || number == DecisionDecoder.declarationNullValue()) {
            return;
        }
        decision.getSubmitterRef(ref, 0);
        map.put(number, ref, decision.outcome(), decision.lane(), decision.receipt(), sequence,
            timeMs);
        // Only an acceptance gives a reference its declaration: a payment for an older one of
        // another agent, under the same reference, must not bring that back.
        if (RecordHeader.kind(record, offset) == DeclareDecoder.TEMPLATE_ID && ref[0] != 0) {
            map.name(ref, number);
        }
    }

    private void arrived(
        final DirectBuffer record, final int answerAt, final long sequence, final long timeMs) {
        arrival.wrapAndApplyHeader(record, answerAt, header);
        if (arrival.result() != ArrivalResult.PASS) {
            return;
        }
        for (final ArrivalDecoder.DeclarationsDecoder each : arrival.declarations()) {
            map.departed(each.number(), sequence, timeMs);
        }
    }

    long lastSequence() {
        return lastSequence;
    }

    int lastCrc() {
        return lastCrc;
    }

    int firstCrc() {
        return firstCrc;
    }
}
