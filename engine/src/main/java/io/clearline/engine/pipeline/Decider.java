package io.clearline.engine.pipeline;

import io.clearline.engine.core.Core;
import io.clearline.engine.core.Verdict;
import io.clearline.engine.record.RecordHeader;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** Drives the core over one slot after the other and frames what it decides. Used by one thread. */
final class Decider {
    private final Core core;
    private final EngineClock clock;
    private final CRC32C checksum = new CRC32C();
    private long lastSequence;

    Decider(final Core core, final EngineClock clock) {
        this.core = core;
        this.clock = clock;
        this.lastSequence = core.lastSequence();
    }

    /** Decides the slot's command and builds its record. Changes nothing but the slot. */
    void decide(final Slot slot) {
        final Verdict verdict =
            core.decide(slot.buffer, slot.commandAt(), slot.commandLength, clock.readMs());
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

    private void frame(final Slot slot) {
        final int kind = slot.buffer.getShort(
            slot.commandAt() + MessageHeaderDecoder.templateIdEncodingOffset(),
            ByteOrder.LITTLE_ENDIAN);
        RecordHeader.write(slot.buffer, 0, kind, slot.sequence, slot.timeMs, core.policyHigh(),
            core.policyLow(), core.logicVersion(), slot.commandLength, slot.answerLength,
            slot.effectsLength);
        RecordHeader.crc(
            slot.buffer, 0, RecordHeader.crc(slot.bytes(), 0, slot.recordLength(), checksum));
    }
}
