package io.clearline.bench;

import io.clearline.engine.core.ClearanceCore;
import io.clearline.engine.core.Core;
import io.clearline.engine.core.Verdict;
import io.clearline.engine.record.sbe.DecisionDecoder;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import io.clearline.engine.record.sbe.Outcome;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A core with the mixed reference data, and the stream that it is fed with. Not thread-safe. */
final class MixedWorld {
    /** Takes the commands that the core decided and applied, in their order. */
    interface Copy {
        /** Takes one command; its bytes are valid during the call alone. */
        void take(DirectBuffer command, int offset, int length);
    }

    /** So many commands are written before the stream looks at what has become of them. */
    private static final int CHUNK = 4096;

    private final ClearanceCore core = new ClearanceCore();
    private final CommandTape tape = new CommandTape();
    private final MixedReference reference;
    private final MixedStream stream;
    private final Map<String, Integer> tally = new TreeMap<>();
    private final Copy copy;
    private UnsafeBuffer view;

    /** Creates one without controls. */
    MixedWorld(final long seed) {
        this(seed, MixedReference.TRADERS, 0, (command, offset, length) -> { });
    }

    /**
     * Creates one.
     *
     * @param traders how many traders there are, from 1,000
     * @param controls how many controls are in force
     * @param copy told every command that is applied, reference data and controls included
     */
    MixedWorld(
        final long seed, final int traders, final int controls, final Copy copy) {
        this.copy = copy;
        reference = new MixedReference(seed, traders, new ReferenceTape(tape));
        applyAll();
        final MixedControls maker = new MixedControls(reference);
        tape.clear();
        for (int i = 0; i < controls; i++) {
            final int length = maker.next(i);
            tape.bytes().putBytes(tape.end(), maker.buffer(), 0, length);
            tape.add(length);
        }
        applyAll();
        stream = new MixedStream(seed, reference, core, tape);
    }

    ClearanceCore core() {
        return core;
    }

    MixedReference reference() {
        return reference;
    }

    MixedStream stream() {
        return stream;
    }

    /** Lets the stream run until the state holds so many declarations. */
    void grow(final int declarations) {
        while (core.state().declarations().size() < declarations) {
            run(CHUNK);
        }
    }

    /** Lets the stream run for so many commands, at most some thousand at a time. */
    void run(final int commands) {
        for (int left = commands; left > 0; left -= CHUNK) {
            write(Math.min(left, CHUNK));
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

    /** Decides and applies what is on the tape. */
    void applyWritten() {
        applyAll();
    }

    /** Returns the buffer with the commands of the tape. */
    UnsafeBuffer commands() {
        return view;
    }

    /** Returns where a command of the tape begins. */
    int offset(final int index) {
        return tape.offset(index);
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
            copy.take(view, tape.offset(i), tape.length(i));
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
