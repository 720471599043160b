package io.clearline.adapters.json;

import static io.clearline.adapters.json.JsonWriter.ascii;

import io.clearline.engine.record.FieldPath;
import io.clearline.engine.record.sbe.DecisionDecoder;
import io.clearline.engine.record.sbe.HoldCode;
import io.clearline.engine.record.sbe.HoldKind;
import io.clearline.engine.record.sbe.Lane;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import io.clearline.engine.record.sbe.NoticeCode;
import io.clearline.engine.record.sbe.NoticeReason;
import io.clearline.engine.record.sbe.Outcome;
import io.clearline.engine.record.sbe.RejectCode;
import io.clearline.engine.record.sbe.Source;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Writes decisions as JSON, all keys in the contract's order. */
final class DecisionText {
    private static final byte[] TYPE = ascii(",\"type\":\"decision\",\"ref\":");
    private static final byte[] DECLARATION = ascii(",\"declaration\":");
    private static final byte[] OUTCOME = ascii(",\"outcome\":");
    private static final byte[] LANE = ascii(",\"lane\":");
    private static final byte[] RECEIPT = ascii(",\"receipt\":");
    private static final byte[] HOLDS = ascii(",\"holds\":[");
    private static final byte[] HOLD_KIND = ascii("{\"kind\":");
    private static final byte[] ITEM = ascii(",\"item\":");
    private static final byte[] CODE = ascii(",\"code\":");
    private static final byte[] BY = ascii(",\"by\":");
    private static final byte[] BY_CONTROL = ascii(",\"by\":\"control:");
    private static final byte[] CONTROL = ascii("control");
    private static final byte[] BASIS = ascii(",\"basis\":");
    private static final byte[] REJECTS = ascii("],\"rejects\":[");
    private static final byte[] FIELD = ascii("{\"field\":");
    private static final byte[] NOTICES = ascii("],\"notices\":[");
    private static final byte[] NOTICE_ITEM = ascii("{\"item\":");
    private static final byte[] REASON = ascii(",\"reason\":");
    private static final byte[] DUTY = ascii("],\"tax\":{\"duty\":");
    private static final byte[] ADDITIONAL = ascii(",\"additionalDuty\":");
    private static final byte[] CONSUMPTION = ascii(",\"consumptionTax\":");
    private static final byte[] VAT = ascii(",\"vat\":");
    private static final byte[] TOTAL = ascii(",\"total\":");
    private static final byte[] HITS = ascii("},\"hits\":[");
    private static final byte[] POLICY = ascii("],\"policy\":\"");

    private static final byte[][] OUTCOMES = JsonWriter.names(Outcome.values());
    private static final byte[][] LANES = JsonWriter.names(Lane.values());
    private static final byte[][] KINDS = JsonWriter.names(HoldKind.values());
    private static final byte[][] HOLD_CODES = JsonWriter.names(HoldCode.values());
    private static final byte[][] REJECT_CODES = JsonWriter.names(RejectCode.values());
    private static final byte[][] NOTICE_CODES = JsonWriter.names(NoticeCode.values());
    private static final byte[][] NOTICE_REASONS = JsonWriter.names(NoticeReason.values());
    private static final byte[][] SOURCES = new byte[Source.values().length][];
    private static final int NUMBER_DIGITS = 18;

    static {
        for (final Source source : Source.values()) {
            SOURCES[source.ordinal()] = ascii(source.name().toLowerCase(java.util.Locale.ROOT));
        }
    }

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final DecisionDecoder decision = new DecisionDecoder();
    private final byte[] reference = new byte[DecisionDecoder.submitterRefLength()];
    private final UnsafeBuffer view = new UnsafeBuffer(new byte[0]);
    private final UnsafeBuffer citation = new UnsafeBuffer(new byte[0]);
    private boolean controlsHidden;

    /** Says whether the answers that follow tell which controls hit. */
    void hideControls(final boolean hidden) {
        controlsHidden = hidden;
    }

    /** Appends the members from {@code type} on, each with a comma before it. */
    void append(
        final JsonWriter json, final long timeMs, final DirectBuffer answer, final int offset) {
        decision.wrapAndApplyHeader(answer, offset, header);
        head(json);
        AnswerEncoder.time(json, timeMs);
        holds(json.raw(HOLDS));
        boolean first = true;
        json.raw(REJECTS);
        for (final DecisionDecoder.RejectsDecoder reject : decision.rejects()) {
            first = comma(json, first);
            reject(json, reject.key(), reject.code());
        }
        first = true;
        json.raw(NOTICES);
        for (final DecisionDecoder.NoticesDecoder notice : decision.notices()) {
            first = comma(json, first);
            json.raw(NOTICE_ITEM).number(notice.item())
                .raw(CODE).raw(NOTICE_CODES[notice.code().ordinal()])
                .raw(REASON).raw(NOTICE_REASONS[notice.reason().ordinal()]).raw('}');
        }
        tax(json);
        first = true;
        json.raw(HITS);
        for (final DecisionDecoder.HitsDecoder hit : decision.hits()) {
            hit.wrapCitation(view);
            if (!controlsHidden) {
                first = comma(json, first);
                json.text(view, 0, view.capacity());
            }
        }
        json.raw(POLICY).hex(decision.policyHigh()).hex(decision.policyLow()).raw('"');
    }

    private static boolean comma(final JsonWriter json, final boolean first) {
        if (!first) {
            json.raw(',');
        }
        return false;
    }

    private void head(final JsonWriter json) {
        decision.getSubmitterRef(reference, 0);
        json.raw(TYPE);
        AnswerEncoder.reference(json, reference);
        json.raw(DECLARATION);
        if (decision.declaration() == DecisionDecoder.declarationNullValue()) {
            json.nothing();
        } else {
            json.raw('"').digits(decision.declaration(), NUMBER_DIGITS).raw('"');
        }
        json.raw(OUTCOME).raw(OUTCOMES[decision.outcome().ordinal()]).raw(LANE);
        if (decision.lane() == Lane.NULL_VAL) {
            json.nothing();
        } else {
            json.raw(LANES[decision.lane().ordinal()]);
        }
        json.raw(RECEIPT);
        if (decision.receipt() == 0) {
            json.nothing();
        } else {
            json.raw('"').raw((char) decision.receipt()).raw('"');
        }
    }

    private void tax(final JsonWriter json) {
        final long duty = decision.duty();
        final long additional = decision.additionalDuty();
        final long consumption = decision.consumptionTax();
        final long vat = decision.vat();
        json.raw(DUTY).decimal(duty, 2)
            .raw(ADDITIONAL).decimal(additional, 2)
            .raw(CONSUMPTION).decimal(consumption, 2)
            .raw(VAT).decimal(vat, 2)
            .raw(TOTAL).decimal(duty + additional + consumption + vat, 2);
    }

    private void holds(final JsonWriter json) {
        boolean first = true;
        for (final DecisionDecoder.HoldsDecoder hold : decision.holds()) {
            first = comma(json, first);
            final HoldKind kind = hold.kind();
            final HoldCode code = hold.code();
            hold.wrapBasis(view);
            hold.wrapCitation(citation);
            json.raw(HOLD_KIND).raw(KINDS[kind.ordinal()]).raw(ITEM).number(hold.item())
                .raw(CODE);
            if (code == HoldCode.CITATION && controlsHidden) {
                json.nothing().raw(BY).text(CONTROL, CONTROL.length);
            } else if (code == HoldCode.CITATION) {
                json.text(citation, 0, citation.capacity()).raw(BY_CONTROL)
                    .endText(citation, 0, citation.capacity());
            } else {
                code(json, code, hold.letter());
                json.raw(BY);
                by(json, hold);
            }
            json.raw(BASIS);
            if (view.capacity() > 0) {
                json.text(view, 0, view.capacity());
            } else {
                json.text(LegalBasis.ofHold(kind, code));
            }
            json.raw('}');
        }
    }

    private static void code(final JsonWriter json, final HoldCode code, final int letter) {
        if (code == HoldCode.LETTER) {
            json.raw('"').raw((char) letter).raw('"');
        } else if (code == HoldCode.NONE || code == HoldCode.NULL_VAL) {
            json.nothing();
        } else {
            json.raw(HOLD_CODES[code.ordinal()]);
        }
    }

    private static void by(final JsonWriter json, final DecisionDecoder.HoldsDecoder hold) {
        final Source source = hold.source();
        if (source == Source.NONE || source == Source.NULL_VAL) {
            json.nothing();
            return;
        }
        json.raw('"').raw(SOURCES[source.ordinal()]);
        if (hold.sourceHs() != DecisionDecoder.HoldsDecoder.sourceHsNullValue()) {
            json.raw(':').digits(hold.sourceHs(), hold.sourceHsDigits());
        }
        json.raw('"');
    }

    /** Writes one reject. */
    static void reject(final JsonWriter json, final long key, final RejectCode code) {
        openReject(json, key, code);
        json.raw('}');
    }

    /** Writes one reject, but for its closing brace. */
    static void openReject(final JsonWriter json, final long key, final RejectCode code) {
        json.raw(FIELD).text(FieldPath.text(key)).raw(CODE).raw(REJECT_CODES[code.ordinal()]);
    }
}
