package io.clearline.engine.core;

import io.clearline.engine.record.ChinaTime;
import io.clearline.engine.record.Field;
import io.clearline.engine.record.sbe.MessageHeaderEncoder;
import io.clearline.engine.record.sbe.RejectCode;
import io.clearline.engine.record.sbe.TimerDecoder;
import io.clearline.engine.record.sbe.TimerEncoder;
import io.clearline.engine.state.Agenda;
import io.clearline.engine.state.Declaration;
import org.agrona.MutableDirectBuffer;

/**
 * What falls due becomes a record of its own at the moment it does: a batch unpaid after its day, a waiver
 * that ends. The rules judge by date and need no timer; auditors and those who follow the journal do.
 */
final class Timers {
    private final Step step;
    private final TimerDecoder in = new TimerDecoder();
    private final TimerEncoder out = new TimerEncoder();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final Agenda.Entry entry = new Agenda.Entry();
    private final Declaration subject = new Declaration();

    Timers(final Step step) {
        this.step = step;
    }

    /** Writes the next timer command that has fallen due; returns its length, 0 if there is none. */
    int due(final int today, final MutableDirectBuffer into) {
        if (!step.state.agenda().due(today, entry)) {
            return 0;
        }
        step.state.declarations().read(entry.declaration, subject);
        out.wrapAndApplyHeader(into, 0, header).at(ChinaTime.startMs(entry.day))
            .kind(entry.kind).declaration(subject.number).line8(entry.line8);
        return header.encodedLength() + out.encodedLength();
    }

    /** Decides a timer command: it must be the one that is next. */
    void decide() {
        in.wrapAndApplyHeader(step.command, step.offset, step.header);
        if (!step.state.agenda().due(step.day, entry) || entry.kind != in.kind()
            || entry.line8 != in.line8() || ChinaTime.startMs(entry.day) != in.at()
            || entry.declaration != step.state.declarations().byNumber(in.declaration())) {
            step.refuse(Field.TYPE, RejectCode.STATE);
            return;
        }
        step.effects.fired(step.verdict.effects(), entry);
        step.answers.accept(step.verdict);
    }
}
