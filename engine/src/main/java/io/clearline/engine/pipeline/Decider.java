package io.clearline.engine.pipeline;

import io.clearline.engine.core.Core;
import io.clearline.engine.core.Verdict;
import io.clearline.engine.record.RecordHeader;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;

/** Drives the core over one slot after the other and frames what it decides. Used by one thread. */
final class Decider {
    /** Every command begins with its time. */
    private static final int TIME_AT = MessageHeaderDecoder.ENCODED_LENGTH;

    private final Core core;
    private final EngineClock clock;
    private final CRC32C checksum = new CRC32C();
    private final ExpandableArrayBuffer timer = new ExpandableArrayBuffer(128);
    private long lastSequence;

    Decider(final Core core, final EngineClock clock) {
        this.core = core;
        this.clock = clock;
        this.lastSequence = core.lastSequence();
    }

    /**
     * Decides the slot's command and builds its record. Changes nothing but the slot, unless timers
     * fell due before the command: they are decided and applied first, and it is decided after them.
     */
    void decide(final Slot slot) {
        if (slot.tick) {
            tick(slot);
            return;
        }
        final long clockMs = clock.readMs();
        Verdict verdict = core.decide(
            slot.buffer, slot.commandAt(), slot.commandLength, clockMs, slot.principal);
        if (verdict.journaled() && fire(slot, verdict.timeMs())) {
            verdict = core.decide(
                slot.buffer, slot.commandAt(), slot.commandLength, clockMs, slot.principal);
        }
        final boolean journaled = verdict.journaled();
        slot.decided(verdict.answer(), verdict.answerLength(), verdict.effects().buffer(),
            journaled ? verdict.effects().length() : 0);
        slot.timeMs = verdict.timeMs();
        if (journaled) {
            lastSequence++;
            slot.sequence = lastSequence;
            frame(slot);
        }
        // An answer without a record may repeat or rest on the record before it: it must not leave
        // sooner.
        slot.gateSequence = lastSequence;
        slot.state = Slot.DECIDED;
    }

    /** Puts in what fell due by the clock. A journal without a record begins with a command. */
    private void tick(final Slot slot) {
        if (lastSequence > 0) {
            fire(slot, clock.readMs());
        }
        slot.gateSequence = lastSequence;
        slot.state = Slot.DECIDED;
    }

    /** Puts a record into the slot for every timer that fell due by a time. */
    private boolean fire(final Slot slot, final long timeMs) {
        for (int length = core.dueTimer(timeMs, timer); length > 0;
            length = core.dueTimer(timeMs, timer)) {
            final Verdict verdict =
                core.decide(timer, 0, length, timer.getLong(TIME_AT, ByteOrder.LITTLE_ENDIAN));
            final int at = slot.timersLength;
            final int answerAt = at + RecordHeader.LENGTH + length;
            final int effectsAt = answerAt + verdict.answerLength();
            slot.timers.putBytes(at + RecordHeader.LENGTH, timer, 0, length);
            slot.timers.putBytes(answerAt, verdict.answer(), 0, verdict.answerLength());
            slot.timers.putBytes(
                effectsAt, verdict.effects().buffer(), 0, verdict.effects().length());
            lastSequence++;
            RecordHeader.write(slot.timers, at, kind(timer, 0), lastSequence,
                verdict.timeMs(), core.policyHigh(), core.policyLow(), core.logicVersion(), length,
                verdict.answerLength(), verdict.effects().length());
            slot.timersLength = effectsAt + verdict.effects().length();
            RecordHeader.crc(slot.timers, at, RecordHeader.crc(
                slot.timers.byteBuffer(), at, slot.timersLength - at, checksum));
            core.apply(lastSequence, verdict.timeMs(), slot.timers, at + RecordHeader.LENGTH,
                length, slot.timers, effectsAt, verdict.effects().length());
        }
        return slot.timersLength > 0;
    }

    /** Applies the slot's record to the core's state. */
    void apply(final Slot slot) {
        if (slot.sequence == 0) {
            return;
        }
        core.apply(slot.sequence, slot.timeMs, slot.buffer, slot.commandAt(), slot.commandLength,
            slot.buffer, slot.effectsAt(), slot.effectsLength);
        if (core.lastSequence() != slot.sequence) {
            throw new IllegalStateException("record " + slot.sequence + " was applied, but the core"
                + " stands at " + core.lastSequence());
        }
    }

    private static int kind(final DirectBuffer command, final int offset) {
        return command.getShort(offset + MessageHeaderDecoder.templateIdEncodingOffset(),
            ByteOrder.LITTLE_ENDIAN);
    }

    private void frame(final Slot slot) {
        final int kind = kind(slot.buffer, slot.commandAt());
        RecordHeader.write(slot.buffer, 0, kind, slot.sequence, slot.timeMs, core.policyHigh(),
            core.policyLow(), core.logicVersion(), slot.commandLength, slot.answerLength,
            slot.effectsLength);
        RecordHeader.principal(slot.buffer, 0, slot.principal);
        RecordHeader.crc(
            slot.buffer, 0, RecordHeader.crc(slot.bytes(), 0, slot.recordLength(), checksum));
    }
}
