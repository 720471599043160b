package io.clearline.adapters.json;

import io.clearline.adapters.history.ControlHistory;
import io.clearline.adapters.text.RowText;
import io.clearline.adapters.text.Times;
import io.clearline.engine.control.Guard;
import io.clearline.engine.core.Core;
import io.clearline.engine.record.FieldPath;
import io.clearline.engine.record.RecordHeader;
import io.clearline.engine.record.sbe.AmendDecoder;
import io.clearline.engine.record.sbe.ControlDecoder;
import io.clearline.engine.record.sbe.ControlMoveDecoder;
import io.clearline.engine.record.sbe.ControlPauseDecoder;
import io.clearline.engine.record.sbe.ControlState;
import io.clearline.engine.record.sbe.DecisionDecoder;
import io.clearline.engine.record.sbe.DeclareDecoder;
import io.clearline.engine.record.sbe.HoldCode;
import io.clearline.engine.record.sbe.Lane;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import io.clearline.engine.record.sbe.RejectCode;
import io.clearline.engine.record.sbe.RejectedDecoder;
import io.clearline.engine.record.sbe.Source;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.agrona.DirectBuffer;

/**
 * Says in words what one journal record decided and why: the outcome, every hold, reject and notice
 * with the facts it saw and its legal basis, and which families of rules looked and found nothing.
 * Read from the record alone, but for what controls saw. Not thread-safe.
 */
public final class Explanation {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final Set<String> codes = new HashSet<>();
    private StringBuilder text;
    private DeclaredFacts facts;
    private HitText hits;
    private boolean controlsHidden;

    /**
     * Says whether the explanations that follow tell which controls hit. Those who are controlled see
     * that they are held and the legal basis, and not by what.
     */
    public void hideControls(final boolean hidden) {
        controlsHidden = hidden;
    }

    /**
     * Explains a record from what it says itself.
     *
     * @param record holds the record, header first
     * @param offset index of its header
     * @return lines of text, each with its line end
     */
    public String of(final DirectBuffer record, final int offset) {
        return of(record, offset, null);
    }

    /**
     * Explains a record, and what controls saw that hit it.
     *
     * @param record holds the record, header first
     * @param offset index of its header
     * @param history stands just before the record; null if it is not known
     * @return lines of text, each with its line end
     */
    public String of(
        final DirectBuffer record, final int offset, final ControlHistory history) {
        text = new StringBuilder(1024);
        hits = new HitText(history, record, offset);
        codes.clear();
        final int commandAt = RecordHeader.commandAt(offset);
        final int answerAt = RecordHeader.answerAt(record, offset);
        facts = facts(record, commandAt);
        line("record " + RecordHeader.sequence(record, offset) + ": "
            + CommandJson.kind(RecordHeader.kind(record, offset)) + " at "
            + time(RecordHeader.timeMs(record, offset)));
        if (facts != null) {
            line("declared: " + facts.head());
            if (!facts.documents().isEmpty()) {
                line("documents: " + facts.documents());
            }
            for (int i = 0; i < facts.items().size(); i++) {
                line("item " + (i + 1) + ": " + facts.items().get(i));
            }
        }
        switch (header.wrap(record, commandAt).templateId()) {
            case ControlDecoder.TEMPLATE_ID:
                control(record, commandAt);
                break;
            case ControlMoveDecoder.TEMPLATE_ID:
                move(record, commandAt);
                break;
            case ControlPauseDecoder.TEMPLATE_ID:
                pause(record, commandAt);
                break;
            default:
                break;
        }
        CounterText.lines(record, offset).forEach(this::line);
        switch (header.wrap(record, answerAt).templateId()) {
            case DecisionDecoder.TEMPLATE_ID:
                decision(record, answerAt);
                break;
            case RejectedDecoder.TEMPLATE_ID:
                rejected(record, answerAt);
                break;
            default:
                answer(record, answerAt);
                break;
        }
        line("decided by logic version " + RecordHeader.logicVersion(record, offset)
            + " under policy " + hex(RecordHeader.policyHigh(record, offset))
            + hex(RecordHeader.policyLow(record, offset)));
        return text.toString();
    }

    private void line(final String content) {
        text.append(content).append('\n');
    }

    private DeclaredFacts facts(final DirectBuffer record, final int at) {
        switch (header.wrap(record, at).templateId()) {
            case DeclareDecoder.TEMPLATE_ID:
                return DeclaredFacts.of(record, at);
            case AmendDecoder.TEMPLATE_ID:
                final AmendDecoder in = new AmendDecoder().wrapAndApplyHeader(record, at, header);
                in.formErrors().forEach(error -> { });
                in.skipDeclaration();
                return in.bodyLength() == 0 ? null : DeclaredFacts.of(
                    record, in.limit() + AmendDecoder.bodyHeaderLength());
            default:
                return null;
        }
    }

    private void control(final DirectBuffer record, final int at) {
        final ControlDecoder in = new ControlDecoder().wrapAndApplyHeader(record, at, header);
        final int version = in.version();
        final int issuer = in.issuer();
        in.formErrors().forEach(error -> { });
        line("control: " + citation(issuer, in.controlId(), version) + ", then " + in.then()
            + (in.state() == ControlState.NULL_VAL ? "" : ", begins " + in.state()));
        line("  when: " + in.when());
        line("  basis: " + in.basis());
        final String instruction = in.instruction();
        if (!instruction.isEmpty()) {
            line("  instruction: " + instruction);
        }
        in.skipProgram();
        in.skipErrorMessage();
        final String author = in.author();
        if (!author.isEmpty()) {
            line("  author: " + author);
        }
        if (in.expect() != ControlDecoder.expectNullValue()) {
            line("  harm guard: expects to hit " + RowText.decimal(in.expect(), 8)
                + " of declarations, is paused above "
                + RowText.decimal(in.factor(), Guard.FACTOR_DECIMALS) + " times that over "
                + in.over());
        }
    }

    private static String citation(final int issuer, final String id, final int version) {
        return (issuer == ControlDecoder.issuerNullValue() ? "?" : RowText.padded(issuer, 4)) + "/"
            + id + (version == ControlDecoder.versionNullValue() ? "" : "@" + version);
    }

    private void move(final DirectBuffer record, final int at) {
        final ControlMoveDecoder in =
            new ControlMoveDecoder().wrapAndApplyHeader(record, at, header);
        in.formErrors().forEach(error -> { });
        line("control: " + citation(in.issuer(), in.controlId(), in.version()) + " to "
            + in.state());
        line("  officer: " + in.officer());
        line("  reason: " + in.reason());
    }

    private void pause(final DirectBuffer record, final int at) {
        final ControlPauseDecoder in =
            new ControlPauseDecoder().wrapAndApplyHeader(record, at, header);
        line("control: " + citation(in.issuer(), in.controlId(), in.version())
            + " paused by its harm guard");
        line("  it hit " + in.hits() + " of " + in.over() + " declarations");
    }

    private void decision(final DirectBuffer record, final int at) {
        final DecisionDecoder in = new DecisionDecoder().wrapAndApplyHeader(record, at, header);
        final boolean numbered = in.declaration() != DecisionDecoder.declarationNullValue();
        line("outcome: " + in.outcome()
            + (in.lane() == Lane.NULL_VAL ? "" : ", lane " + in.lane())
            + (in.receipt() == 0 ? "" : ", receipt " + (char) in.receipt())
            + (in.submitterRef().isEmpty() ? "" : ", ref " + in.submitterRef())
            + (numbered ? ", declaration " + RowText.padded(in.declaration(), 18) : ""));
        final long total = in.duty() + in.additionalDuty() + in.consumptionTax() + in.vat();
        final String tax = "tax: duty " + yuan(in.duty()) + ", additional duty "
            + yuan(in.additionalDuty()) + ", consumption tax " + yuan(in.consumptionTax())
            + ", VAT " + yuan(in.vat()) + ", total " + yuan(total) + " yuan";
        for (final DecisionDecoder.HoldsDecoder hold : in.holds()) {
            hold(hold);
        }
        for (final DecisionDecoder.RejectsDecoder reject : in.rejects()) {
            reject(reject.key(), reject.code());
        }
        for (final DecisionDecoder.NoticesDecoder notice : in.notices()) {
            codes.add(notice.code().name());
            line("notice " + notice.code() + " " + notice.reason() + place(notice.item()));
            line("  basis: " + LegalBasis.ofNotice(notice.reason()));
        }
        line(tax);
        if (!controlsHidden) {
            hits(in);
        }
        families();
    }

    private void hits(final DecisionDecoder in) {
        for (final DecisionDecoder.HitsDecoder hit : in.hits()) {
            codes.add(HoldCode.CITATION.name());
            final String citation = hit.citation();
            line("control matched: " + citation);
            hits.cited(citation).forEach(this::line);
        }
        hits.uncited().forEach(this::line);
    }

    private void hold(final DecisionDecoder.HoldsDecoder hold) {
        final HoldCode code = hold.code();
        final String named = code == HoldCode.LETTER ? " " + (char) hold.letter()
            : code == HoldCode.NONE || code == HoldCode.NULL_VAL || code == HoldCode.CITATION
            ? "" : " " + code;
        codes.add(code == HoldCode.NONE || code == HoldCode.LETTER || code == HoldCode.RANDOM
            ? hold.kind().name() : code.name());
        line("hold " + hold.kind() + named + place(hold.item()));
        final Source source = hold.source();
        final String basis = hold.basis();
        final String citation = hold.citation();
        if (code == HoldCode.CITATION) {
            line("  raised by: control" + (controlsHidden ? "" : " " + citation));
        } else if (source != Source.NONE && source != Source.NULL_VAL) {
            final boolean row = hold.sourceHs() != DecisionDecoder.HoldsDecoder.sourceHsNullValue();
            line("  raised by: " + source.name().toLowerCase(Locale.ROOT)
                + (row ? ":" + RowText.padded(hold.sourceHs(), hold.sourceHsDigits()) : ""));
        }
        line("  basis: " + (basis.isEmpty() ? LegalBasis.ofHold(hold.kind(), code) : basis));
    }

    private void reject(final long key, final RejectCode code) {
        codes.add(code.name());
        final String path = FieldPath.text(key);
        line("reject " + code + (path.isEmpty() ? "" : " at " + path)
            + place(FieldPath.itemOf(key) + 1));
        line("  basis: " + LegalBasis.ofReject(code, key));
    }

    /** Says which item is meant and what was declared of it. */
    private String place(final int item) {
        if (item == 0) {
            return "";
        }
        final boolean known = facts != null && item <= facts.items().size();
        return ", item " + item + (known ? ": " + facts.items().get(item - 1) : "");
    }

    private void families() {
        if (facts == null) {
            return;
        }
        final boolean formFailed = RuleFamily.FORM.fired(codes);
        for (final RuleFamily family : RuleFamily.values()) {
            final String found = family.fired(codes) ? "found something"
                : formFailed ? "not looked at, for the form is at fault"
                : family.looksAt(facts) ? "looked, found nothing against it" : "does not apply";
            line("rule " + family.title() + ": " + found + " (" + family.basis() + ")");
        }
    }

    private void rejected(final DirectBuffer record, final int at) {
        final RejectedDecoder in = new RejectedDecoder().wrapAndApplyHeader(record, at, header);
        line("outcome: refused, nothing changed");
        final int errorLine = in.line();
        for (final RejectedDecoder.RejectsDecoder reject : in.rejects()) {
            reject(reject.key(), reject.code());
        }
        if (errorLine > 0) {
            line("  at line " + errorLine + ", column " + in.column() + ": " + in.message());
        }
    }

    private void answer(final DirectBuffer record, final int at) {
        final JsonWriter json = new JsonWriter();
        new AnswerEncoder().append(json, Core.NO_TIME, record, at);
        line("answer: " + new String(json.bytes(), 1, json.length() - 1, StandardCharsets.UTF_8));
    }

    private static String yuan(final long fen) {
        return java.math.BigDecimal.valueOf(fen, 2).toPlainString();
    }

    private static String hex(final long value) {
        return String.format("%016x", value);
    }

    /** Spells an engine time. */
    static String time(final long timeMs) {
        if (timeMs == Core.NO_TIME) {
            return "no time";
        }
        final byte[] bytes = new byte[Times.LENGTH];
        Times.put(bytes, 0, timeMs);
        return new String(bytes, StandardCharsets.US_ASCII);
    }
}
