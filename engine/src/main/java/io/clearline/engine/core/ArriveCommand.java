package io.clearline.engine.core;

import io.clearline.engine.memory.LongList;
import io.clearline.engine.record.Field;
import io.clearline.engine.record.FieldPath;
import io.clearline.engine.record.Hash64;
import io.clearline.engine.record.sbe.ArrivalReason;
import io.clearline.engine.record.sbe.ArrivalResult;
import io.clearline.engine.record.sbe.ArriveDecoder;
import io.clearline.engine.record.sbe.CheckpointLane;
import io.clearline.engine.record.sbe.Outcome;
import io.clearline.engine.record.sbe.RejectCode;
import io.clearline.engine.state.Arrivals;
import io.clearline.engine.state.Obligations;

/**
 * A vehicle stands at a second-line checkpoint (contract section 3, arrive; GAC-159): it passes if none of
 * its exits is held and it is in the right lane, and then they have departed.
 */
final class ArriveCommand {
    private static final int NO_OFFICE = 65535;

    private final Step step;
    private final ArriveDecoder in = new ArriveDecoder();
    private final Arrivals.Arrival arrival = new Arrivals.Arrival();
    private boolean held;
    private boolean supervised;

    ArriveCommand(final Step step) {
        this.step = step;
    }

    void decide() {
        in.wrapAndApplyHeader(step.command, step.offset, step.header);
        for (ArriveDecoder.FormErrorsDecoder e = in.formErrors(); e.hasNext();) {
            e.next();
            step.rejects.add(e.key(), e.code());
        }
        final int plateLength = in.plateLength();
        final int plateAt = in.limit() + ArriveDecoder.plateHeaderLength();
        final int refAt = in.offset() + ArriveDecoder.submitterRefEncodingOffset();
        final int refLength =
            Body.textLength(step.command, refAt, ArriveDecoder.submitterRefLength());
        final long contentHash =
            Hash64.of(step.command, refAt, step.offset + step.length - refAt, 0);
        final int office = in.office();
        final int earlier = refLength == 0 || office == NO_OFFICE ? -1
            : step.state.arrivals().find(office, step.command, refAt, refLength);
        if (earlier >= 0 && !step.rejects.has(FieldPath.head(Field.AT)) && isSame(earlier, contentHash)) {
            step.repeat();
            step.answers.arrival(step.verdict, arrival);
            return;
        }
        if (step.refusedForForm()) {
            return;
        }
        if (!step.state.reference().places().isOffice(office)) {
            step.refuse(Field.OFFICE, RejectCode.UNKNOWN_OFFICE);
            return;
        }
        if (!step.authority.allowsOffice(office)) {
            step.refuse(Field.OFFICE, RejectCode.FORBIDDEN);
            return;
        }
        if (earlier >= 0) {
            step.refuse(Field.REF, RejectCode.DUPLICATE_REF);
            return;
        }
        arrival.contentHash = contentHash;
        arrival.office = office;
        arrival.refLength = refLength;
        arrival.ref.putBytes(0, step.command, refAt, refLength);
        meet(plateAt, plateLength, office);
        judge();
        conclude();
    }

    private boolean isSame(final int earlier, final long contentHash) {
        step.state.arrivals().read(earlier, arrival);
        return arrival.contentHash == contentHash;
    }

    /** Finds the exits that await the vehicle, by number. */
    private void meet(final int plateAt, final int plateLength, final int office) {
        final Obligations exits = step.state.obligations();
        arrival.numbers.clear();
        held = false;
        supervised = false;
        for (int node = exits.firstExit(step.command, plateAt, plateLength, office); node != 0;
            node = exits.nextExit(node)) {
            step.state.declarations().read(exits.exit(node), step.declaration);
            if (step.declaration.checkpointUntil >= step.day) {
                held |= step.declaration.outcome == Outcome.HOLD;
                supervised |= !step.declaration.domesticOnly;
                insert(arrival.numbers, step.declaration.number);
            }
        }
    }

    private static void insert(final LongList sorted, final long number) {
        int at = sorted.size();
        while (at > 0 && sorted.get(at - 1) > number) {
            at--;
        }
        sorted.insert(at, number);
    }

    private void judge() {
        ArrivalReason reason = ArrivalReason.NONE;
        if (held) {
            reason = ArrivalReason.HELD;
        } else if (supervised && in.lane() == CheckpointLane.GENERAL) {
            reason = ArrivalReason.WRONG_LANE;
        } else if (arrival.numbers.size() == 0 && in.lane() == CheckpointLane.SUPERVISED) {
            reason = ArrivalReason.NO_DECLARATION;
        }
        arrival.reason = reason.value();
        arrival.result = reason == ArrivalReason.NONE
            ? ArrivalResult.PASS.value() : ArrivalResult.STOP.value();
    }

    private void conclude() {
        if (arrival.result == ArrivalResult.PASS.value()) {
            for (int i = 0; i < arrival.numbers.size(); i++) {
                final int at = step.state.declarations().byNumber(arrival.numbers.get(i));
                step.state.declarations().read(at, step.declaration);
                step.declaration.departed = true;
                step.keep(step.declaration);
            }
        }
        step.effects.arrival(step.verdict.effects(), arrival);
        step.answers.arrival(step.verdict, arrival);
    }
}
