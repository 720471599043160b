package io.clearline.engine.follower;

import io.clearline.engine.core.Core;
import io.clearline.engine.journal.RecordHandler;
import io.clearline.engine.record.RecordHeader;
import io.clearline.engine.record.Uscc;
import io.clearline.engine.record.sbe.AmendDecoder;
import io.clearline.engine.record.sbe.ArrivalDecoder;
import io.clearline.engine.record.sbe.ArrivalResult;
import io.clearline.engine.record.sbe.DecisionDecoder;
import io.clearline.engine.record.sbe.DeclareDecoder;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import io.clearline.engine.record.sbe.Outcome;
import org.agrona.DirectBuffer;

/**
 * Reads from a record's answer how declarations now stand, and from its command whose they are. Every
 * command that changes one answers with a Decision, but for arrivals, which name those that departed.
 * Used by one thread.
 */
final class StatusApplier implements RecordHandler {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final DecisionDecoder decision = new DecisionDecoder();
    private final ArrivalDecoder arrival = new ArrivalDecoder();
    private final DeclareDecoder declare = new DeclareDecoder();
    private final AmendDecoder amend = new AmendDecoder();
    private final byte[] trader = new byte[Uscc.LENGTH];
    private final byte[] agent = new byte[Uscc.LENGTH];
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
        if (isDecision(record, offset, answerAt)) {
            decided(record, offset, sequence, timeMs);
        } else if (RecordHeader.answerLength(record, offset) >= MessageHeaderDecoder.ENCODED_LENGTH
            && header.wrap(record, answerAt).templateId() == ArrivalDecoder.TEMPLATE_ID) {
            arrived(record, answerAt, sequence, timeMs);
        }
        lastSequence = sequence;
        lastCrc = RecordHeader.crc(record, offset);
        if (sequence == 1) {
            firstCrc = lastCrc;
        }
    }

    /** Takes how a declaration stood at a record; when it came to stand so is not known any more. */
    void standing(
        final DirectBuffer answer, final int answerAt, final boolean departed,
        final Core.Filed filed, final long sequence, final long timeMs) {
        decision.wrapAndApplyHeader(answer, answerAt, header);
        decision.getSubmitterRef(ref, 0);
        map.edit(decision.declaration());
        map.stands(ref, decision.outcome(), decision.lane(), decision.receipt());
        map.since(sequence, timeMs);
        map.filed(filed.trader(), filed.agent(), filed.entryOffice());
        if (departed) {
            map.departed();
        }
        // The latest comes last.
        if (ref[0] != 0) {
            map.named(ref);
        }
        map.save();
    }

    /** Takes what no state tells of a record before a snapshot: who declared, and that there is one. */
    void past(final DirectBuffer record, final int offset, final int length) {
        final int answerAt = RecordHeader.answerAt(record, offset);
        if (isDecision(record, offset, answerAt) && map.edit(decision.declaration())) {
            whose(record, offset);
            map.concernedBy(RecordHeader.sequence(record, offset));
            map.save();
        }
    }

    /** Tells whether a record's answer says how a declaration stands; {@link #decision} is on it then. */
    private boolean isDecision(final DirectBuffer record, final int offset, final int answerAt) {
        if (RecordHeader.answerLength(record, offset) < MessageHeaderDecoder.ENCODED_LENGTH
            || header.wrap(record, answerAt).templateId() != DecisionDecoder.TEMPLATE_ID) {
            return false;
        }
        decision.wrapAndApplyHeader(record, answerAt, header);
        return decision.outcome() != Outcome.REJECT
            && decision.declaration() != DecisionDecoder.declarationNullValue();
    }

    private void decided(
        final DirectBuffer record, final int offset, final long sequence, final long timeMs) {
        decision.getSubmitterRef(ref, 0);
        final boolean accepted = RecordHeader.kind(record, offset) == DeclareDecoder.TEMPLATE_ID;
        if (accepted) {
            map.begin(decision.declaration());
        } else {
            map.edit(decision.declaration());
        }
        map.stands(ref, decision.outcome(), decision.lane(), decision.receipt());
        map.since(sequence, timeMs);
        map.concernedBy(sequence);
        whose(record, offset);
        // Only an acceptance gives a reference its declaration: a payment for an older one of
        // another agent, under the same reference, must not bring that back.
        if (accepted && ref[0] != 0) {
            map.named(ref);
        }
        map.save();
    }

    /** Takes from an acceptance who sent it, and from that or an amendment whose it is. */
    private void whose(final DirectBuffer record, final int offset) {
        final int commandAt = RecordHeader.commandAt(offset);
        switch (RecordHeader.kind(record, offset)) {
            case DeclareDecoder.TEMPLATE_ID:
                map.sentBy(RecordHeader.principal(record, offset));
                declare.wrapAndApplyHeader(record, commandAt, header);
                declare.getTrader(trader, 0);
                declare.getAgent(agent, 0);
                map.filed(trader, agent, declare.entryOffice());
                break;
            case AmendDecoder.TEMPLATE_ID:
                amend.wrapAndApplyHeader(record, commandAt, header);
                amend.formErrors().forEachRemaining(ignored -> { });
                amend.skipDeclaration();
                declare.wrapAndApplyHeader(
                    record, amend.limit() + AmendDecoder.bodyHeaderLength(), header);
                declare.getTrader(trader, 0);
                // Its agent and who sent it first stay.
                map.filed(trader, null, declare.entryOffice());
                break;
            default:
                break;
        }
    }

    private void arrived(
        final DirectBuffer record, final int answerAt, final long sequence, final long timeMs) {
        arrival.wrapAndApplyHeader(record, answerAt, header);
        if (arrival.result() != ArrivalResult.PASS) {
            return;
        }
        for (final ArrivalDecoder.DeclarationsDecoder each : arrival.declarations()) {
            if (map.edit(each.number())) {
                map.departed();
                map.since(sequence, timeMs);
                map.save();
            }
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
