package io.clearline.engine.core;

import io.clearline.engine.record.ChinaTime;
import io.clearline.engine.record.Field;
import io.clearline.engine.record.FieldPath;
import io.clearline.engine.record.Uscc;
import io.clearline.engine.record.sbe.Flow;
import io.clearline.engine.record.sbe.HoldCode;
import io.clearline.engine.record.sbe.HoldKind;
import io.clearline.engine.record.sbe.Outcome;
import io.clearline.engine.record.sbe.RejectCode;
import io.clearline.engine.record.sbe.Source;
import io.clearline.engine.state.Declaration;
import io.clearline.engine.state.Hold;

/** A declaration is sent: repeated, rejected, held or released (contract section 3, declare). */
final class DeclareCommand {
    private final Step step;
    private final Assessment a;
    private final Judgement judgement;
    /** Keeps the touch of an index from being optimised away. */
    private long touched;

    DeclareCommand(final Step step, final Assessment assessment, final Judgement judgement) {
        this.step = step;
        this.a = assessment;
        this.judgement = judgement;
    }

    void decide() {
        a.begin(step.day, step.verdict.timeMs());
        final Body body = a.body;
        body.open(step.command, step.offset);
        final long agentHash = Uscc.hash(body.buffer, body.agentAt);
        touched += a.state.declarations().touch(
            agentHash, body.buffer, body.refAt, body.refLength);
        a.identify();
        body.decode(step.length, a.rejects);
        if (!step.authority.allowsParty(body.buffer, body.traderAt, body.agentAt)) {
            a.rejects.clear();
            a.reject(FieldPath.head(Field.AGENT), RejectCode.FORBIDDEN);
            step.answers.reject(
                step.verdict, body.buffer, body.refAt, body.refLength, a.rejects);
            return;
        }
        final int earlier = body.refLength == 0 ? -1 : a.state.declarations().byAgentAndRef(
            a.agent, agentHash, body.buffer, body.refAt, body.refLength);
        if (earlier >= 0 && !a.rejects.has(FieldPath.head(Field.AT)) && isSame(earlier)) {
            step.repeat();
            step.answers.decision(step.verdict, step.declaration);
            return;
        }
        FormRules.apply(a);
        if (a.rejects.isEmpty() && earlier >= 0) {
            a.reject(FieldPath.head(Field.REF), RejectCode.DUPLICATE_REF);
        }
        if (a.rejects.isEmpty()) {
            accept();
        }
        if (!a.rejects.isEmpty()) {
            step.answers.reject(
                step.verdict, body.buffer, body.refAt, body.refLength, a.rejects);
        }
    }

    private boolean isSame(final int earlier) {
        a.state.declarations().read(earlier, step.declaration);
        return step.declaration.contentHash == a.body.contentHash;
    }

    private void accept() {
        open();
        if (judgement.decide(a)) {
            judgement.record(step, true);
            conclude();
        }
    }

    /** Fills in what every accepted declaration has. */
    private void open() {
        final Declaration draft = a.draft;
        final Body body = a.body;
        draft.refLength = body.refLength;
        draft.ref.putBytes(0, body.buffer, body.refAt, body.refLength);
        draft.agent = a.agent >= 0 ? a.agent : a.reference.parties().size();
        draft.contentHash = body.contentHash;
        draft.acceptedDay = a.day;
        draft.number = a.state.declarations().nextNumber(body.office,
            ChinaTime.year(a.day), body.flow == Flow.FIRST_LINE_EXPORT ? 0 : 1);
    }

    private void conclude() {
        if (a.agent < 0) {
            step.effects.party(step.verdict.effects(), a.body.buffer, a.body.agentAt);
        }
        step.count(a, a.state.declarations().size());
        step.keep(a.draft);
        step.answers.decision(step.verdict, a.draft);
    }

    /**
     * The engine itself failed on this declaration: it is accepted and held for an officer, with nothing
     * drawn and nothing taxed. Never released by default.
     */
    void holdForEngineError() {
        step.verdict.reset(step.verdict.timeMs());
        a.draft.clear();
        a.tally.clear();
        a.identify();
        open();
        a.draft.flow = a.body.flow;
        a.draft.form = a.body.form;
        a.draft.trader = a.trader;
        a.draft.policy = a.state.policy();
        // An exit must be met at the checkpoint, where it is stopped until an officer has decided.
        Judgement.follow(a);
        a.draft.outcome = Outcome.HOLD;
        a.draft.hold(Hold.of(
            0, HoldKind.DOCUMENT, HoldCode.ENGINE_ERROR, 0, Source.ENGINE), 0);
        conclude();
    }

    /** Tells whether enough is known of the declaration to hold it. */
    boolean canHold() {
        return a.body.refLength > 0 && a.rejects.isEmpty()
            && a.reference.parties().isEntity(a.trader);
    }
}
