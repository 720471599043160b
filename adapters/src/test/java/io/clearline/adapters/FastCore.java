package io.clearline.adapters;

import io.clearline.adapters.csv.ReferenceException;
import io.clearline.adapters.csv.ReferenceLoader;
import io.clearline.adapters.json.AnswerEncoder;
import io.clearline.adapters.json.CommandDecoder;
import io.clearline.engine.core.ClearanceCore;
import io.clearline.engine.core.Core;
import io.clearline.engine.core.Verdict;
import io.clearline.engine.record.sbe.ControlPauseDecoder;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;

/**
 * The real core between the real JSON adapters, without ring and journal: one line in, one line
 * out.
 */
public final class FastCore {
    private final ClearanceCore core = new ClearanceCore();
    private final CommandDecoder decoder = new CommandDecoder(true);
    private final AnswerEncoder encoder = new AnswerEncoder();
    private final ExpandableArrayBuffer command = new ExpandableArrayBuffer(4096);
    private final ExpandableArrayBuffer own = new ExpandableArrayBuffer(256);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private int pauses;

    /** Loads a reference directory. */
    public void load(final Path directory) {
        try {
            new ReferenceLoader().load(directory).forEachPart(this::step);
        } catch (final ReferenceException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private Verdict step(final DirectBuffer buffer, final int offset, final int length) {
        return step(buffer, offset, length, 0);
    }

    /** As the sequencer does: what is due comes before a command that is journaled. */
    private Verdict step(final DirectBuffer buffer, final int offset, final int length,
        final int principal) {
        Verdict verdict = decide(buffer, offset, length, principal);
        if (!verdict.journaled()) {
            return verdict;
        }
        final long timeMs = verdict.timeMs();
        boolean fired = false;
        for (int due = core.dueTimer(timeMs, own); due > 0; due = core.dueTimer(timeMs, own)) {
            apply(decide(own, 0, due, 0), own, 0, due);
            pauses += header.wrap(own, 0).templateId() == ControlPauseDecoder.TEMPLATE_ID ? 1 : 0;
            fired = true;
        }
        if (fired) {
            verdict = decide(buffer, offset, length, principal);
        }
        apply(verdict, buffer, offset, length);
        return verdict;
    }

    private Verdict decide(final DirectBuffer buffer, final int offset, final int length,
        final int principal) {
        final RuntimeException before = core.lastFailure();
        final Verdict verdict = core.decide(
            buffer, offset, length, Core.DECLARED_CLOCK, principal);
        if (core.lastFailure() != before) {
            throw new IllegalStateException("the engine failed on a command", core.lastFailure());
        }
        return verdict;
    }

    private void apply(
        final Verdict verdict, final DirectBuffer buffer, final int offset, final int length) {
        core.apply(core.lastSequence() + 1, verdict.timeMs(), buffer, offset, length,
            verdict.effects().buffer(), 0, verdict.effects().length());
    }

    /** Returns how often a harm guard paused a control. */
    int pauses() {
        return pauses;
    }

    /** Answers a line of the operator at the machine. */
    public String answer(final int in, final String line) {
        return answer(in, line, 0);
    }

    /** Answers a line that a principal sent. */
    public String answer(final int in, final String line, final int principal) {
        final byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        final int length = decoder.decode(bytes, 0, bytes.length, command, 0);
        return encode(in, step(command, 0, length, principal));
    }

    /** Answers a binary command of the operator at the machine. */
    public String answer(final int in, final DirectBuffer binary, final int length) {
        return encode(in, step(binary, 0, length));
    }

    private String encode(final int in, final Verdict verdict) {
        final int encoded = encoder.encode(in, verdict.journaled() ? core.lastSequence() : 0,
            verdict.timeMs(), verdict.answer(), 0);
        return new String(encoder.bytes(), 0, encoded - 1, StandardCharsets.UTF_8);
    }

    /** Returns the core. */
    public ClearanceCore core() {
        return core;
    }
}
