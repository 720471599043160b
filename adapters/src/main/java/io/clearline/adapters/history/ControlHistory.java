package io.clearline.adapters.history;

import io.clearline.engine.control.Control;
import io.clearline.engine.control.ControlMessage;
import io.clearline.engine.control.Controls;
import io.clearline.engine.core.ClearanceCore;
import io.clearline.engine.core.ControlFinding;
import io.clearline.engine.core.Verdict;
import io.clearline.engine.record.RecordHeader;
import io.clearline.engine.record.sbe.AmendDecoder;
import io.clearline.engine.record.sbe.ControlDecoder;
import io.clearline.engine.record.sbe.ControlMoveDecoder;
import io.clearline.engine.record.sbe.ControlPauseDecoder;
import io.clearline.engine.record.sbe.ControlState;
import io.clearline.engine.record.sbe.DecisionDecoder;
import io.clearline.engine.record.sbe.DeclareDecoder;
import io.clearline.engine.record.sbe.HoldCode;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import io.clearline.engine.record.sbe.WithdrawDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;

/**
 * What every version of every control says, and who moved it when and why, with what it had counted
 * by then. Records are applied in order from the first to a core of its own; none is decided, so
 * that a running engine is not disturbed. Not thread-safe.
 */
public final class ControlHistory {
    /** What the harm guard is called as the one who moved a control. */
    public static final String GUARD = "harm guard";

    /**
     * A version entered a state.
     *
     * @param sequence the record that says so
     * @param timeMs engine time in ms since 1970-01-01T00:00Z
     * @param state what it entered
     * @param by officer, author or {@link #GUARD}; "" where the record names nobody
     * @param reason in the record's words, or ours; "" where there is none
     * @param counted what it had counted in the state that it left, null where it began
     */
    public record Event(long sequence, long timeMs, ControlState state, String by, String reason,
        Counts counted) {
    }

    /** What a version says, and what became of it, oldest first. */
    public record Version(Control control, ControlMessage said, List<Event> events) {
    }

    private final ClearanceCore core = new ClearanceCore();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final List<Version> versions = new ArrayList<>();

    /** Who did something to which control, and why. */
    private record Act(int issuer, byte[] id, String by, String reason) {
    }

    /** How a version stood before a record. */
    private record Before(ControlState state, Counts counts) {
    }

    /** Returns the core, which stands at the record that was applied last. */
    public ClearanceCore core() {
        return core;
    }

    /** Returns every version, in the order of the journal: by {@link Control#number()}. */
    public List<Version> versions() {
        return versions;
    }

    /** Returns what a version has counted by now. */
    public Counts counts(final Control control) {
        return Counts.of(core.state().controls(), control);
    }

    /** Applies a record, header first; it must be the one that is next. */
    public void apply(final DirectBuffer record, final int offset) {
        final Act act = act(record, offset);
        final Controls controls = core.state().controls();
        final Map<Control, Before> before = new LinkedHashMap<>();
        if (act != null) {
            for (final Control control : controls.live(act.issuer, act.id)) {
                before.put(control, new Before(control.state(), counts(control)));
            }
        }
        core.apply(RecordHeader.sequence(record, offset), RecordHeader.timeMs(record, offset),
            record, RecordHeader.commandAt(offset), RecordHeader.commandLength(record, offset),
            record, RecordHeader.effectsAt(record, offset),
            RecordHeader.effectsLength(record, offset));
        if (controls.versions() > versions.size()) {
            final ControlMessage said = new ControlMessage(record, RecordHeader.commandAt(offset));
            final Control control = controls.version(versions.size());
            versions.add(new Version(control, said, new ArrayList<>()));
            event(record, offset, control, act.by, act.reason, null);
        }
        before.forEach((control, was) -> {
            if (control.state() != was.state) {
                event(record, offset, control, act.by, reason(act, record, offset, control),
                    was.counts);
            }
        });
    }

    private void event(final DirectBuffer record, final int offset, final Control control,
        final String by, final String reason, final Counts counted) {
        versions.get(control.number()).events.add(new Event(
            RecordHeader.sequence(record, offset), RecordHeader.timeMs(record, offset),
            control.state(), by, reason, counted));
    }

    /** A version ends by itself when a higher one comes as far as it did. */
    private String reason(
        final Act act, final DirectBuffer record, final int offset, final Control control) {
        final int kind = header.wrap(record, RecordHeader.commandAt(offset)).templateId();
        if (kind == WithdrawDecoder.TEMPLATE_ID || kind == ControlPauseDecoder.TEMPLATE_ID) {
            return act.reason;
        }
        final int version = kind == ControlDecoder.TEMPLATE_ID
            ? new ControlDecoder().wrapAndApplyHeader(
                record, RecordHeader.commandAt(offset), header).version()
            : new ControlMoveDecoder().wrapAndApplyHeader(
                record, RecordHeader.commandAt(offset), header).version();
        return control.terms().version() == version ? act.reason
            : "version " + version + " took its place";
    }

    /** Returns what a record does to a control; null if it does nothing to any. */
    private Act act(final DirectBuffer record, final int offset) {
        if (RecordHeader.effectsLength(record, offset) == 0) {
            return null;
        }
        final int at = RecordHeader.commandAt(offset);
        switch (header.wrap(record, at).templateId()) {
            case ControlDecoder.TEMPLATE_ID:
                final Control.Terms said = new ControlMessage(record, at).terms();
                return new Act(said.issuer(), said.id(), text(said.author()), "");
            case ControlMoveDecoder.TEMPLATE_ID:
                final ControlMoveDecoder move =
                    new ControlMoveDecoder().wrapAndApplyHeader(record, at, header);
                move.formErrors().forEachRemaining(ignored -> { });
                return new Act(
                    move.issuer(), bytes(move.controlId()), move.officer(), move.reason());
            case ControlPauseDecoder.TEMPLATE_ID:
                final ControlPauseDecoder pause =
                    new ControlPauseDecoder().wrapAndApplyHeader(record, at, header);
                return new Act(pause.issuer(), bytes(pause.controlId()), GUARD,
                    "hit " + pause.hits() + " of " + pause.over() + " declarations");
            case WithdrawDecoder.TEMPLATE_ID:
                final WithdrawDecoder withdraw =
                    new WithdrawDecoder().wrapAndApplyHeader(record, at, header);
                withdraw.formErrors().forEachRemaining(ignored -> { });
                return new Act(
                    withdraw.issuer(), bytes(withdraw.controlId()), "", withdraw.reason());
            default:
                return null;
        }
    }

    private static String text(final byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(final String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Returns what controls made of the declaration of a record, by trying them again as they were
     * then.
     *
     * @param record the record that is next, not applied yet, header first
     * @return the matches, none where the record is about no declaration that was accepted
     */
    public List<ControlFinding> findings(final DirectBuffer record, final int offset) {
        final Verdict verdict = core.decide(record, RecordHeader.commandAt(offset),
            RecordHeader.commandLength(record, offset), RecordHeader.timeMs(record, offset),
            RecordHeader.principal(record, offset));
        final int kind = RecordHeader.kind(record, offset);
        final boolean decides =
            kind == DeclareDecoder.TEMPLATE_ID || kind == AmendDecoder.TEMPLATE_ID;
        return decides && verdict.effects().length() > 0 && !isEngineError(verdict)
            ? core.findings() : List.of();
    }

    /** Where the engine itself failed, no control was asked to the end. */
    private boolean isEngineError(final Verdict verdict) {
        final DecisionDecoder decision =
            new DecisionDecoder().wrapAndApplyHeader(verdict.answer(), 0, header);
        for (final DecisionDecoder.HoldsDecoder hold : decision.holds()) {
            if (hold.code() == HoldCode.ENGINE_ERROR) {
                return true;
            }
            hold.skipBasis();
            hold.skipCitation();
        }
        return false;
    }
}
