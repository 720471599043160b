package io.clearline.engine.core;

import io.clearline.engine.control.Control;
import io.clearline.engine.record.Field;
import io.clearline.engine.record.FieldPath;
import io.clearline.engine.record.sbe.AcceptedEncoder;
import io.clearline.engine.record.sbe.ArrivalEncoder;
import io.clearline.engine.record.sbe.ArrivalReason;
import io.clearline.engine.record.sbe.ArrivalResult;
import io.clearline.engine.record.sbe.DecisionEncoder;
import io.clearline.engine.record.sbe.HoldKind;
import io.clearline.engine.record.sbe.Lane;
import io.clearline.engine.record.sbe.MessageHeaderEncoder;
import io.clearline.engine.record.sbe.NoticeCode;
import io.clearline.engine.record.sbe.NoticeReason;
import io.clearline.engine.record.sbe.Outcome;
import io.clearline.engine.record.sbe.PrincipalNumberEncoder;
import io.clearline.engine.record.sbe.RejectCode;
import io.clearline.engine.record.sbe.RejectedEncoder;
import io.clearline.engine.record.sbe.Source;
import io.clearline.engine.record.sbe.ValueAddedResultEncoder;
import io.clearline.engine.reference.HsKey;
import io.clearline.engine.reference.PrefixRules;
import io.clearline.engine.state.Arrivals;
import io.clearline.engine.state.ClearanceState;
import io.clearline.engine.state.Code;
import io.clearline.engine.state.Declaration;
import io.clearline.engine.state.Hold;
import org.agrona.DirectBuffer;

/** Writes answers as SBE messages (contract section 4). Reused; one thread. */
final class AnswerWriter {
    private static final byte[] NO_BASIS = new byte[0];
    private static final int REF = DecisionEncoder.submitterRefLength();

    private final ClearanceState state;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final DecisionEncoder decision = new DecisionEncoder();
    private final RejectedEncoder rejected = new RejectedEncoder();
    private final AcceptedEncoder accepted = new AcceptedEncoder();
    private final ValueAddedResultEncoder valueAdded = new ValueAddedResultEncoder();
    private final ArrivalEncoder arrival = new ArrivalEncoder();
    private final PrincipalNumberEncoder principal = new PrincipalNumberEncoder();

    AnswerWriter(final ClearanceState state) {
        this.state = state;
    }

    /** Answers with a declaration as it now stands. */
    void decision(final Verdict verdict, final Declaration d) {
        decision.wrapAndApplyHeader(verdict.answer(), 0, header);
        decision.outcome(d.outcome).lane(laneOf(d)).receipt(receiptOf(d)).declaration(d.number);
        ref(d.ref, 0, d.refLength);
        decision.policyHigh(state.policyHigh(d.policy)).policyLow(state.policyLow(d.policy));
        decision.duty(d.duty).additionalDuty(d.additionalDuty);
        decision.consumptionTax(d.consumptionTax).vat(d.vat);
        holds(d);
        decision.rejectsCount(0);
        notices(d);
        hits(d);
        verdict.answerLength(header.encodedLength() + decision.encodedLength());
    }

    private void holds(final Declaration d) {
        final DecisionEncoder.HoldsEncoder out = decision.holdsCount(d.holds.size() / 2);
        for (int i = 0; i < d.holds.size(); i += 2) {
            final long hold = d.holds.get(i);
            final long raisedBy = d.holds.get(i + 1);
            final Source source = Source.get((short) Hold.source(hold));
            final PrefixRules.Rule rule = source == Source.BAN || source == Source.ALERT
                ? (source == Source.BAN ? state.reference().bans() : state.reference().alerts())
                    .byNumber((int) raisedBy) : null;
            final long hsKey =
                source == Source.CONTROL ? 0 : rule == null ? raisedBy : rule.hsKey();
            final Control control = source == Source.CONTROL
                ? state.controls().version((int) raisedBy) : null;
            final byte[] basis = rule != null ? rule.basis()
                : control != null ? control.terms().basis() : NO_BASIS;
            final byte[] citation = control == null ? NO_BASIS : control.citation();
            out.next().kind(HoldKind.get((short) Hold.kind(hold)))
                .item((short) Hold.item(hold)).code(Hold.code(hold))
                .letter((short) Hold.letter(hold)).source(source)
                .sourceHs(hsKey == 0 ? DecisionEncoder.HoldsEncoder.sourceHsNullValue()
                    : HsKey.number(hsKey))
                .sourceHsDigits((short) HsKey.digits(hsKey)).putBasis(basis, 0, basis.length)
                .putCitation(citation, 0, citation.length);
        }
    }

    private void hits(final Declaration d) {
        final DecisionEncoder.HitsEncoder out = decision.hitsCount(d.hits.size());
        for (int i = 0; i < d.hits.size(); i++) {
            final byte[] citation = state.controls().version((int) d.hits.get(i)).citation();
            out.next().putCitation(citation, 0, citation.length);
        }
    }

    private void notices(final Declaration d) {
        final DecisionEncoder.NoticesEncoder out = decision.noticesCount(d.notices.size());
        for (int i = 0; i < d.notices.size(); i++) {
            final long notice = d.notices.get(i);
            out.next().item((short) (notice >>> 16))
                .code(NoticeCode.get((short) (notice >>> 8 & 0xFF)))
                .reason(NoticeReason.get((short) (notice & 0xFF)));
        }
    }

    private void ref(final DirectBuffer text, final int offset, final int length) {
        final int at = decision.offset() + DecisionEncoder.submitterRefEncodingOffset();
        decision.buffer().setMemory(at, REF, (byte) 0);
        decision.buffer().putBytes(at, text, offset, length);
    }

    /** Answers that a declaration is not accepted; {@code ref} is null where it is not well-formed. */
    void reject(final Verdict verdict, final DirectBuffer ref, final int refAt,
        final int refLength, final Rejects rejects) {
        decision.wrapAndApplyHeader(verdict.answer(), 0, header);
        decision.outcome(Outcome.REJECT).lane(Lane.NULL_VAL).receipt((short) 'E');
        decision.declaration(DecisionEncoder.declarationNullValue());
        ref(ref, refAt, refLength);
        final int policy = state.policy();
        decision.policyHigh(state.policyHigh(policy)).policyLow(state.policyLow(policy));
        decision.duty(0).additionalDuty(0).consumptionTax(0).vat(0);
        decision.holdsCount(0);
        final DecisionEncoder.RejectsEncoder out = decision.rejectsCount(rejects.size());
        for (int i = 0; i < rejects.size(); i++) {
            out.next().key(rejects.key(i)).code(rejects.code(i));
        }
        decision.noticesCount(0);
        decision.hitsCount(0);
        verdict.answerLength(header.encodedLength() + decision.encodedLength());
    }

    /** Answers that a command other than declare is refused for one fault. */
    void refuse(final Verdict verdict, final long path, final RejectCode code) {
        rejected.wrapAndApplyHeader(verdict.answer(), 0, header);
        rejected.line(RejectedEncoder.lineNullValue()).column(RejectedEncoder.columnNullValue());
        rejected.rejectsCount(1).next().key(path).code(code);
        rejected.putMessage(NO_BASIS, 0, 0);
        verdict.answerLength(header.encodedLength() + rejected.encodedLength());
    }

    /** Answers that a command other than declare is refused for all of some faults. */
    void refuse(final Verdict verdict, final Rejects rejects) {
        rejected.wrapAndApplyHeader(verdict.answer(), 0, header);
        rejected.line(RejectedEncoder.lineNullValue()).column(RejectedEncoder.columnNullValue());
        final RejectedEncoder.RejectsEncoder out = rejected.rejectsCount(rejects.size());
        for (int i = 0; i < rejects.size(); i++) {
            out.next().key(rejects.key(i)).code(rejects.code(i));
        }
        rejected.putMessage(NO_BASIS, 0, 0);
        verdict.answerLength(header.encodedLength() + rejected.encodedLength());
    }

    /** Answers that a control's expression is refused, and where. */
    void refuseExpression(final Verdict verdict, final int line, final int column,
        final DirectBuffer message, final int messageAt, final int messageLength) {
        rejected.wrapAndApplyHeader(verdict.answer(), 0, header);
        rejected.line(line).column(column);
        rejected.rejectsCount(1).next().key(FieldPath.head(Field.WHEN))
            .code(RejectCode.EXPRESSION);
        rejected.putMessage(message, messageAt, messageLength);
        verdict.answerLength(header.encodedLength() + rejected.encodedLength());
    }

    /** Answers that a command is taken. */
    void accept(final Verdict verdict) {
        accepted.wrapAndApplyHeader(verdict.answer(), 0, header);
        verdict.answerLength(header.encodedLength() + accepted.encodedLength());
    }

    /** Answers with the number of a principal. */
    void principal(final Verdict verdict, final int number) {
        principal.wrapAndApplyHeader(verdict.answer(), 0, header).number(number);
        verdict.answerLength(header.encodedLength() + principal.encodedLength());
    }

    /** Answers with a confirmation or cumulative code. */
    void code(final Verdict verdict, final Code code) {
        valueAdded.wrapAndApplyHeader(verdict.answer(), 0, header);
        final int at = valueAdded.offset() + ValueAddedResultEncoder.submitterRefEncodingOffset();
        valueAdded.buffer().setMemory(at, REF, (byte) 0);
        valueAdded.buffer().putBytes(at, code.ref, 0, code.refLength);
        valueAdded.rate(code.rate).qualifies((short) (code.letter == 'Q' ? 1 : 0))
            .codeLetter((short) code.letter).codeNumber(code.number);
        verdict.answerLength(header.encodedLength() + valueAdded.encodedLength());
    }

    /** Answers a vehicle at the checkpoint. */
    void arrival(final Verdict verdict, final Arrivals.Arrival from) {
        arrival.wrapAndApplyHeader(verdict.answer(), 0, header);
        final int at = arrival.offset() + ArrivalEncoder.submitterRefEncodingOffset();
        arrival.buffer().setMemory(at, REF, (byte) 0);
        arrival.buffer().putBytes(at, from.ref, 0, from.refLength);
        arrival.result(ArrivalResult.get((short) from.result))
            .reason(ArrivalReason.get((short) from.reason));
        final ArrivalEncoder.DeclarationsEncoder out =
            arrival.declarationsCount(from.numbers.size());
        for (int i = 0; i < from.numbers.size(); i++) {
            out.next().number(from.numbers.get(i));
        }
        verdict.answerLength(header.encodedLength() + arrival.encodedLength());
    }

    /** The highest of red, yellow, blue and green among what applies. */
    private static Lane laneOf(final Declaration d) {
        if (d.outcome == Outcome.RELEASE) {
            return d.audit ? Lane.BLUE : Lane.GREEN;
        }
        if (d.outcome != Outcome.HOLD) {
            return Lane.NULL_VAL;
        }
        return d.isHeld(HoldKind.PROHIBITED) || isExamined(d) ? Lane.RED : Lane.YELLOW;
    }

    private static boolean isExamined(final Declaration d) {
        return d.isHeld(HoldKind.EXAMINE) || d.isHeld(HoldKind.QUARANTINE)
            || d.isHeld(HoldKind.INSPECTION);
    }

    /** Returns the Single Window's receipt letter, 0 = none. */
    private static short receiptOf(final Declaration d) {
        return (short) switch (d.outcome) {
            case RELEASE -> d.guarantee > 0 ? 'B' : 'P';
            case CANCELLED -> d.released ? 'D' : 'A';
            case HOLD -> heldReceiptOf(d);
            default -> 0;
        };
    }

    private static char heldReceiptOf(final Declaration d) {
        if (d.isHeld(HoldKind.PROHIBITED)) {
            return 'H';
        }
        if (isExamined(d)) {
            return 'C';
        }
        return d.isHeld(HoldKind.LICENCE) || d.isHeld(HoldKind.DOCUMENT) ? 'H' : 'T';
    }
}
