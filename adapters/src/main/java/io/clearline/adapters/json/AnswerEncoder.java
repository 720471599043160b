package io.clearline.adapters.json;

import static io.clearline.adapters.json.JsonWriter.ascii;

import io.clearline.engine.core.Core;
import io.clearline.engine.record.ReferenceTable;
import io.clearline.engine.record.sbe.AcceptedDecoder;
import io.clearline.engine.record.sbe.ArrivalDecoder;
import io.clearline.engine.record.sbe.ArrivalReason;
import io.clearline.engine.record.sbe.ArrivalResult;
import io.clearline.engine.record.sbe.DecisionDecoder;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import io.clearline.engine.record.sbe.PrincipalNumberDecoder;
import io.clearline.engine.record.sbe.RejectedDecoder;
import io.clearline.engine.record.sbe.ValueAddedResultDecoder;
import java.io.IOException;
import java.io.OutputStream;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Turns answer messages into lines of JSON, keys in the contract's order (section 4): money in yuan
 * with two decimals, times in UTC+8 with milliseconds. A warm encoder allocates for rejects alone,
 * whose paths are texts. Not thread-safe.
 */
public final class AnswerEncoder {
    /** As {@code in} or {@code sequence}: there is none, written as null. */
    public static final long NONE = 0;

    private static final byte[] IN = ascii("{\"in\":");
    private static final byte[] SEQ = ascii(",\"seq\":");
    private static final byte[] TYPE_ACCEPTED = ascii(",\"type\":\"accepted\"");
    private static final byte[] TYPE_REJECTED = ascii(",\"type\":\"rejected\"");
    private static final byte[] TYPE_VALUE_ADDED = ascii(",\"type\":\"value-added\"");
    private static final byte[] TYPE_PRINCIPAL =
        ascii(",\"type\":\"principal\",\"number\":");
    private static final byte[] TYPE_ARRIVAL = ascii(",\"type\":\"arrival\"");
    private static final byte[] REF = ascii(",\"ref\":");
    private static final byte[] RATE = ascii(",\"rate\":");
    private static final byte[] QUALIFIES = ascii(",\"qualifies\":true,\"code\":\"");
    private static final byte[] NOT_QUALIFIES = ascii(",\"qualifies\":false,\"code\":\"");
    private static final byte[] RESULT = ascii(",\"result\":");
    private static final byte[] REASON = ascii(",\"reason\":");
    private static final byte[] DECLARATIONS = ascii(",\"declarations\":[");
    private static final byte[] AT = ascii(",\"at\":");
    private static final byte[] REJECTS = ascii(",\"rejects\":[");
    private static final byte[] LINE = ascii(",\"line\":");
    private static final byte[] COLUMN = ascii(",\"column\":");
    private static final byte[] MESSAGE = ascii(",\"message\":");
    private static final byte[][] RESULTS = JsonWriter.names(ArrivalResult.values());
    private static final byte[][] REASONS = JsonWriter.names(ArrivalReason.values());
    private static final int NUMBER_DIGITS = 18;
    private static final int CODE_DIGITS = 13;
    private static final int RATE_DECIMALS = 6;

    private final JsonWriter json = new JsonWriter();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final RejectedDecoder rejected = new RejectedDecoder();
    private final ValueAddedResultDecoder valueAdded = new ValueAddedResultDecoder();
    private final ArrivalDecoder arrival = new ArrivalDecoder();
    private final PrincipalNumberDecoder principal = new PrincipalNumberDecoder();
    private final DecisionText decision = new DecisionText();
    private final UnsafeBuffer view = new UnsafeBuffer(new byte[0]);
    private final byte[] reference = new byte[ValueAddedResultDecoder.submitterRefLength()];

    /**
     * Says whether the answers that follow tell which controls hit. Those who are controlled see that
     * they are held, the legal basis and what to do, and not by what.
     */
    public void hideControls(final boolean hidden) {
        decision.hideControls(hidden);
    }

    /**
     * Encodes one answer as a line, its line end included.
     *
     * @param in number of the input line, {@link #NONE} if there is none
     * @param sequence journal sequence of the command, {@link #NONE} if it was not journaled
     * @param timeMs engine time of the answer, {@link Core#NO_TIME} if there is none
     * @param answer holds the answer message
     * @param offset index of its message header
     * @return the length in bytes; the line stands at the front of {@link #bytes}
     * @throws IllegalArgumentException if it is no answer message
     */
    public int encode(
        final long in, final long sequence, final long timeMs, final DirectBuffer answer,
        final int offset) {
        json.reset().raw(IN);
        numberOrNull(in);
        json.raw(SEQ);
        numberOrNull(sequence);
        append(json, timeMs, answer, offset);
        json.raw('}').raw('\n');
        return json.length();
    }

    /** As the other one; paths name the columns of tables themselves. */
    public int encode(
        final long in, final long sequence, final long timeMs, final DirectBuffer answer,
        final int offset, final ReferenceTable table) {
        return encode(in, sequence, timeMs, answer, offset);
    }

    /** Returns the bytes of the last line; replaced when a longer one needs more room. */
    public byte[] bytes() {
        return json.bytes();
    }

    /** Writes the last line. */
    public void writeTo(final OutputStream out) throws IOException {
        out.write(json.bytes(), 0, json.length());
    }

    private void numberOrNull(final long value) {
        if (value == NONE) {
            json.nothing();
        } else {
            json.number(value);
        }
    }

    /** Appends the members of an answer from {@code type} on, each with a comma before it. */
    void append(
        final JsonWriter target, final long timeMs, final DirectBuffer answer,
        final int offset) {
        switch (header.wrap(answer, offset).templateId()) {
            case DecisionDecoder.TEMPLATE_ID:
                decision.append(target, timeMs, answer, offset);
                break;
            case RejectedDecoder.TEMPLATE_ID:
                rejected(target, timeMs, answer, offset);
                break;
            case AcceptedDecoder.TEMPLATE_ID:
                time(target.raw(TYPE_ACCEPTED), timeMs);
                break;
            case ValueAddedResultDecoder.TEMPLATE_ID:
                valueAdded(target, timeMs, answer, offset);
                break;
            case PrincipalNumberDecoder.TEMPLATE_ID:
                target.raw(TYPE_PRINCIPAL).number(
                    principal.wrapAndApplyHeader(answer, offset, header).number());
                break;
            case ArrivalDecoder.TEMPLATE_ID:
                arrival(target, timeMs, answer, offset);
                break;
            default:
                throw new IllegalArgumentException(
                    "no answer has the template " + header.templateId());
        }
    }

    private void rejected(
        final JsonWriter target, final long timeMs, final DirectBuffer answer,
        final int offset) {
        time(target.raw(TYPE_REJECTED), timeMs);
        target.raw(REJECTS);
        rejected.wrapAndApplyHeader(answer, offset, header);
        boolean any = false;
        for (final RejectedDecoder.RejectsDecoder reject : rejected.rejects()) {
            if (any) {
                target.raw('}').raw(',');
            }
            any = true;
            DecisionText.openReject(target, reject.key(), reject.code());
        }
        if (any && rejected.line() > 0) {
            rejected.wrapMessage(view);
            target.raw(LINE).number(rejected.line()).raw(COLUMN).number(rejected.column())
                .raw(MESSAGE).text(view, 0, view.capacity());
        }
        if (any) {
            target.raw('}');
        }
        target.raw(']');
    }

    private void valueAdded(
        final JsonWriter target, final long timeMs, final DirectBuffer answer,
        final int offset) {
        valueAdded.wrapAndApplyHeader(answer, offset, header);
        valueAdded.getSubmitterRef(reference, 0);
        target.raw(TYPE_VALUE_ADDED).raw(REF);
        reference(target, reference);
        target.raw(RATE).decimal(valueAdded.rate(), RATE_DECIMALS)
            .raw(valueAdded.qualifies() == 1 ? QUALIFIES : NOT_QUALIFIES)
            .raw((char) valueAdded.codeLetter())
            .digits(valueAdded.codeNumber(), CODE_DIGITS).raw('"');
        time(target, timeMs);
    }

    private void arrival(
        final JsonWriter target, final long timeMs, final DirectBuffer answer,
        final int offset) {
        arrival.wrapAndApplyHeader(answer, offset, header);
        arrival.getSubmitterRef(reference, 0);
        target.raw(TYPE_ARRIVAL).raw(REF);
        reference(target, reference);
        target.raw(RESULT).raw(RESULTS[arrival.result().ordinal()]).raw(REASON);
        if (arrival.reason() == ArrivalReason.NONE) {
            target.nothing();
        } else {
            target.raw(REASONS[arrival.reason().ordinal()]);
        }
        target.raw(DECLARATIONS);
        boolean first = true;
        for (final ArrivalDecoder.DeclarationsDecoder number : arrival.declarations()) {
            if (!first) {
                target.raw(',');
            }
            first = false;
            target.raw('"').digits(number.number(), NUMBER_DIGITS).raw('"');
        }
        target.raw(']');
        time(target, timeMs);
    }

    /** Writes a NUL-padded reference, or null where it is empty. */
    static void reference(final JsonWriter target, final byte[] padded) {
        int length = padded.length;
        while (length > 0 && padded[length - 1] == 0) {
            length--;
        }
        if (length == 0) {
            target.nothing();
        } else {
            target.text(padded, length);
        }
    }

    /** Writes the member {@code at}. */
    static void time(final JsonWriter target, final long timeMs) {
        target.raw(AT);
        if (timeMs == Core.NO_TIME) {
            target.nothing();
        } else {
            target.time(timeMs);
        }
    }
}
