package io.clearline.engine.core;

import io.clearline.engine.record.ChinaTime;
import io.clearline.engine.record.Field;
import io.clearline.engine.record.FieldPath;
import io.clearline.engine.record.StateInput;
import io.clearline.engine.record.StateOutput;
import io.clearline.engine.record.Uscc;
import io.clearline.engine.record.sbe.AddDocumentDecoder;
import io.clearline.engine.record.sbe.AmendDecoder;
import io.clearline.engine.record.sbe.ArriveDecoder;
import io.clearline.engine.record.sbe.CancelDecoder;
import io.clearline.engine.record.sbe.ControlDecoder;
import io.clearline.engine.record.sbe.ControlMoveDecoder;
import io.clearline.engine.record.sbe.ControlPauseDecoder;
import io.clearline.engine.record.sbe.DeclareDecoder;
import io.clearline.engine.record.sbe.DrawCommitmentDecoder;
import io.clearline.engine.record.sbe.DrawDisclosureDecoder;
import io.clearline.engine.record.sbe.DrawKeyDecoder;
import io.clearline.engine.record.sbe.MalformedDecoder;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import io.clearline.engine.record.sbe.NamedListDecoder;
import io.clearline.engine.record.sbe.PayDecoder;
import io.clearline.engine.record.sbe.PrincipalDecoder;
import io.clearline.engine.record.sbe.ReferenceDecoder;
import io.clearline.engine.record.sbe.RejectCode;
import io.clearline.engine.record.sbe.ResolveDecoder;
import io.clearline.engine.record.sbe.TimerDecoder;
import io.clearline.engine.record.sbe.UnknownTypeDecoder;
import io.clearline.engine.record.sbe.ValueAddedDecoder;
import io.clearline.engine.record.sbe.WithdrawDecoder;
import io.clearline.engine.state.Applier;
import io.clearline.engine.state.ClearanceState;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The clearance core: one command in, one verdict out, then its effects applied. See {@link Core} for what
 * it promises. Not thread-safe.
 */
public final class ClearanceCore implements Core {
    /** Version of the decision logic; one higher with every change that could decide otherwise. */
    public static final int LOGIC_VERSION = 2;

    private static final int AT = MessageHeaderDecoder.ENCODED_LENGTH;

    private final ClearanceState state = new ClearanceState(LOGIC_VERSION);
    private final Applier applier = new Applier(state);
    private final Step step = new Step(state);
    private final Assessment assessment = new Assessment(state);
    private final Judgement judgement = new Judgement();

    private final DeclareCommand declare = new DeclareCommand(step, assessment, judgement);
    private final AmendCommand amend = new AmendCommand(step, assessment, judgement);
    private final DocumentCommand document = new DocumentCommand(step, assessment);
    private final ResolveCommand resolve = new ResolveCommand(step);
    private final PayCommand pay = new PayCommand(step);
    private final CancelCommand cancel = new CancelCommand(step);
    private final ArriveCommand arrive = new ArriveCommand(step);
    private final ValueAddedCommand valueAdded = new ValueAddedCommand(step);
    private final ReferenceCommand reference = new ReferenceCommand(step, applier);
    private final ControlCommands control = new ControlCommands(step);
    private final Timers timers = new Timers(step);
    private final HarmGuard guard = new HarmGuard(step);
    private final DrawDays drawDays = new DrawDays(step);
    private final SystemCommands system = new SystemCommands(step);
    private RuntimeException lastFailure;

    @Override
    public Verdict decide(
        final DirectBuffer command, final int offset, final int length, final long clockMs,
        final int principal) {
        step.authority.of(principal);
        step.command = command;
        step.offset = offset;
        step.length = length;
        step.rejects.clear();
        step.header.wrap(command, offset);
        final int kind = step.header.templateId();
        final long at = command.getLong(offset + AT, java.nio.ByteOrder.LITTLE_ENDIAN);
        final long time = clockMs == DECLARED_CLOCK ? at : clockMs;
        final long now = Math.max(state.lastTimeMs(), time);
        step.verdict.reset(now);
        step.day = now == NO_TIME ? 0 : ChinaTime.day(now);
        try {
            if (!step.authority.allows(kind)) {
                system.forbid(kind);
            } else if (now == NO_TIME && system.isTimeless(kind)) {
                system.refuseTimeless(kind);
            } else {
                decide(kind);
            }
        } catch (final RuntimeException e) {
            lastFailure = e;
            failed(kind, now);
        }
        return step.verdict;
    }

    private void decide(final int kind) {
        switch (kind) {
            case DeclareDecoder.TEMPLATE_ID -> declare.decide();
            case AmendDecoder.TEMPLATE_ID -> amend.decide();
            case AddDocumentDecoder.TEMPLATE_ID -> document.decide();
            case ResolveDecoder.TEMPLATE_ID -> resolve.decide();
            case PayDecoder.TEMPLATE_ID -> pay.decide();
            case CancelDecoder.TEMPLATE_ID -> cancel.decide();
            case ArriveDecoder.TEMPLATE_ID -> arrive.decide();
            case ValueAddedDecoder.TEMPLATE_ID -> valueAdded.decide();
            case ReferenceDecoder.TEMPLATE_ID -> reference.decide();
            case ControlDecoder.TEMPLATE_ID -> control.control();
            case ControlMoveDecoder.TEMPLATE_ID -> control.move();
            case ControlPauseDecoder.TEMPLATE_ID -> guard.decide();
            case WithdrawDecoder.TEMPLATE_ID -> control.withdraw();
            case NamedListDecoder.TEMPLATE_ID -> control.namedList();
            case DrawKeyDecoder.TEMPLATE_ID -> system.drawKey();
            case PrincipalDecoder.TEMPLATE_ID -> system.principal();
            case DrawCommitmentDecoder.TEMPLATE_ID -> drawDays.commit();
            case DrawDisclosureDecoder.TEMPLATE_ID -> drawDays.disclose();
            case TimerDecoder.TEMPLATE_ID -> timers.decide();
            case MalformedDecoder.TEMPLATE_ID -> system.malformed();
            case UnknownTypeDecoder.TEMPLATE_ID -> system.unknownType();
            default -> step.refuse(Field.TYPE, RejectCode.FORMAT);
        }
    }

    /** Fails safe: a declaration is held for an officer, any other command is refused. */
    private void failed(final int kind, final long now) {
        step.verdict.reset(now);
        if (kind == DeclareDecoder.TEMPLATE_ID && declare.canHold()) {
            declare.holdForEngineError();
        } else {
            step.answers.refuse(
                step.verdict, FieldPath.head(Field.LINE), RejectCode.STATE);
        }
    }

    @Override
    public void apply(
        final long sequence, final long timeMs, final DirectBuffer command, final int commandOffset,
        final int commandLength, final DirectBuffer effects, final int effectsOffset,
        final int effectsLength) {
        applier.apply(
            sequence, timeMs, command, commandOffset, effects, effectsOffset, effectsLength);
    }

    @Override
    public int dueTimer(final long byMs, final MutableDirectBuffer into) {
        if (byMs == NO_TIME) {
            return 0;
        }
        // What tripped did so before the time that makes the others fall due.
        final int pause = guard.due(into);
        if (pause > 0) {
            return pause;
        }
        final int today = ChinaTime.day(byMs);
        final int length = timers.due(today, into);
        return length > 0 ? length : drawDays.due(today, into);
    }

    /**
     * Returns what controls made of the declaration that was decided last, SHADOW ones and draws that
     * passed by among it; for people who ask why. Call it right after deciding a {@code Declare} or
     * {@code Amend} that was accepted: the command's bytes are read again. Allocates.
     */
    public List<ControlFinding> findings() {
        return judgement.findings();
    }

    /** Has every draw told to a listener from now on; null = none. */
    public void onDraw(final DrawListener listener) {
        assessment.draws.listener(listener);
    }

    /** Returns what the engine itself failed on last, or null; for whoever logs it. */
    public RuntimeException lastFailure() {
        return lastFailure;
    }

    /** Returns the state, for reading. */
    public ClearanceState state() {
        return state;
    }

    @Override
    public long lastSequence() {
        return state.lastSequence();
    }

    @Override
    public long lastTimeMs() {
        return state.lastTimeMs();
    }

    @Override
    public long policyHigh() {
        return state.policyHigh(state.policy());
    }

    @Override
    public long policyLow() {
        return state.policyLow(state.policy());
    }

    @Override
    public int logicVersion() {
        return LOGIC_VERSION;
    }

    @Override
    public int declarations() {
        return state.declarations().size();
    }

    @Override
    public void standing(final Standing into) {
        final Verdict verdict = new Verdict();
        for (int i = 0; i < state.declarations().size(); i++) {
            state.declarations().read(i, step.declaration);
            verdict.reset(state.lastTimeMs());
            step.answers.decision(verdict, step.declaration);
            into.declaration(verdict.answer(), 0, step.declaration.departed,
                new Filed(uscc(step.declaration.trader), uscc(step.declaration.agent),
                    step.declaration.entryOffice));
        }
    }

    private byte[] uscc(final int party) {
        final byte[] code = new byte[Uscc.LENGTH];
        state.reference().parties().uscc(party).getBytes(0, code);
        return code;
    }

    @Override
    public void save(final StateOutput out) {
        applier.save(out);
    }

    @Override
    public void load(final StateInput in) {
        applier.load(in);
    }

    @Override
    public long stateHash() {
        return state.hash();
    }
}
