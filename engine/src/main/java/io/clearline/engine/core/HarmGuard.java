package io.clearline.engine.core;

import io.clearline.engine.control.Control;
import io.clearline.engine.record.Field;
import io.clearline.engine.record.sbe.ControlPauseDecoder;
import io.clearline.engine.record.sbe.ControlPauseEncoder;
import io.clearline.engine.record.sbe.MessageHeaderEncoder;
import io.clearline.engine.record.sbe.RejectCode;
import org.agrona.MutableDirectBuffer;

/**
 * Pauses a control that hits more than it was expected to: as a record of its own, written by the
 * sequencer before the next command is decided. An officer may resume the control.
 */
final class HarmGuard {
    private final Step step;
    private final ControlPauseDecoder in = new ControlPauseDecoder();
    private final ControlPauseEncoder out = new ControlPauseEncoder();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    HarmGuard(final Step step) {
        this.step = step;
    }

    /** Writes the next pause that is due; returns its length, 0 if there is none. */
    int due(final MutableDirectBuffer into) {
        final Control control = step.state.controls().tripped();
        if (control == null) {
            return 0;
        }
        final byte[] id = control.terms().id();
        out.wrapAndApplyHeader(into, 0, header).at(step.state.lastTimeMs())
            .version(control.terms().version()).issuer(control.terms().issuer())
            .hits((int) control.tally().blockHits()).over(control.terms().guard().over())
            .putControlId(id, 0, id.length);
        return header.encodedLength() + out.encodedLength();
    }

    /** Decides a pause: it must be the one that is next. */
    void decide() {
        in.wrapAndApplyHeader(step.command, step.offset, step.header);
        final byte[] id = new byte[in.controlIdLength()];
        in.getControlId(id, 0, id.length);
        final Control control = step.state.controls().tripped();
        if (control == null
            || step.state.controls().find(in.issuer(), id, in.version()) != control) {
            step.refuse(Field.TYPE, RejectCode.STATE);
            return;
        }
        step.effects.pause(step.verdict.effects());
        step.answers.accept(step.verdict);
    }
}
