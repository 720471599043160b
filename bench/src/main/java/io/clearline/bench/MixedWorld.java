package io.clearline.bench;

import io.clearline.engine.core.ClearanceCore;
import io.clearline.engine.core.Core;
import io.clearline.engine.core.Verdict;
import io.clearline.engine.record.sbe.DecisionDecoder;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import io.clearline.engine.record.sbe.Outcome;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;

/** A core with the mixed reference data, and the stream that it is fed with. Not thread-safe. */
final class MixedWorld {
    /** So many commands are written before the stream looks at what has become of them. */
    private static final int CHUNK = 4096;

    private final ClearanceCore core = new ClearanceCore();
    private final CommandTape tape = new CommandTape();
    private final MixedReference reference;
    private final MixedStream stream;
    private final Map<String, Integer> tally = new TreeMap<>();
    private UnsafeBuffer view;

    MixedWorld(final long seed) {
        reference = new MixedReference(seed, new ReferenceTape(tape));
        applyAll();
        stream = new MixedStream(seed, reference, core, tape);
    }

    ClearanceCore core() {
        return core;
    }

    MixedReference reference() {
        return reference;
    }

    /** Lets the stream run until the state holds so many declarations. */
    void grow(final int declarations) {
        while (core.state().declarations().size() < declarations) {
            write(CHUNK);
            applyAll();
        }
    }

    /** Writes the next commands on the tape, none of them decided yet. */
    void write(final int commands) {
        stream.learn();
        tape.clear();
        for (int i = 0; i < commands; i++) {
            stream.next();
        }
        view = tape.view();
    }

    /** Returns how many commands are on the tape. */
    int size() {
        return tape.size();
    }

    /** Decides a command of the tape. */
    Verdict decide(final int index) {
        return core.decide(view, tape.offset(index), tape.length(index), Core.DECLARED_CLOCK);
    }

    /** Decides a command of the tape and applies what was decided. */
    Verdict decideAndApply(final int index) {
        final Verdict verdict = decide(index);
        if (verdict.journaled()) {
            core.apply(core.lastSequence() + 1, verdict.timeMs(), view, tape.offset(index),
                tape.length(index), verdict.effects().buffer(), 0, verdict.effects().length());
        }
        return verdict;
    }

    private void applyAll() {
        view = tape.view();
        for (int i = 0; i < tape.size(); i++) {
            decideAndApply(i);
        }
        if (core.lastFailure() != null) {
            throw new IllegalStateException("the core failed", core.lastFailure());
        }
    }

    /** Returns how often each kind of command on the tape has which outcome, decided now. */
    Map<String, Integer> tally() {
        tally.clear();
        final MessageHeaderDecoder header = new MessageHeaderDecoder();
        final DecisionDecoder decision = new DecisionDecoder();
        for (int i = 0; i < tape.size(); i++) {
            final int template = header.wrap(view, tape.offset(i)).templateId();
            final Verdict verdict = decide(i);
            final int answer = header.wrap(verdict.answer(), 0).templateId();
            final Outcome outcome = answer != DecisionDecoder.TEMPLATE_ID ? null
                : decision.wrapAndApplyHeader(verdict.answer(), 0, header).outcome();
            tally.merge("command " + template + ", answer " + answer
                + (outcome == null ? "" : " " + outcome), 1, Integer::sum);
        }
        return tally;
    }
}
