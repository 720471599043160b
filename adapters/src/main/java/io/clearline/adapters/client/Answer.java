package io.clearline.adapters.client;

import io.clearline.adapters.json.AnswerEncoder;
import io.clearline.engine.record.FieldPath;
import io.clearline.engine.record.sbe.ArrivalDecoder;
import io.clearline.engine.record.sbe.DecisionDecoder;
import io.clearline.engine.record.sbe.HoldCode;
import io.clearline.engine.record.sbe.HoldKind;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import io.clearline.engine.record.sbe.Outcome;
import io.clearline.engine.record.sbe.RejectCode;
import io.clearline.engine.record.sbe.RejectedDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The answer to one command; immutable, thread-safe. */
public final class Answer {
    private final long sequence;
    private final long timeMs;
    private final boolean resent;
    private final byte[] message;

    /**
     * One reason why goods are held.
     *
     * @param item 0 = the whole declaration
     * @param letter of a licence; "" = none
     */
    public record Hold(HoldKind kind, int item, HoldCode code, String letter) {
    }

    /**
     * One fault.
     *
     * @param field a path such as {@code items[0].hs}
     */
    public record Reject(String field, RejectCode code) {
    }

    Answer(final long sequence, final long timeMs, final boolean resent,
        final DirectBuffer message) {
        this.sequence = sequence;
        this.timeMs = timeMs;
        this.resent = resent;
        this.message = new byte[message.capacity()];
        message.getBytes(0, this.message);
    }

    /** Returns the journal sequence of the command's record, 0 where nothing was journaled. */
    public long sequence() {
        return sequence;
    }

    /** Returns the engine's time in ms since 1970-01-01T00:00Z. */
    public long timeMs() {
        return timeMs;
    }

    /** Tells whether it came from the journal after a line was lost: possibly seen before. */
    public boolean resent() {
        return resent;
    }

    /** Returns the outcome of a declaration, empty for answers that are no decision. */
    public Optional<Outcome> outcome() {
        return decision().map(DecisionDecoder::outcome);
    }

    /** Returns the declaration's number of 18 digits, empty where there is none. */
    public Optional<String> declaration() {
        return decision().map(DecisionDecoder::declaration)
            .filter(number -> number != DecisionDecoder.declarationNullValue())
            .map(number -> String.format(Locale.ROOT, "%018d", number));
    }

    /** Returns the submitter's reference, empty where the answer has none. */
    public Optional<String> ref() {
        final Optional<String> ref = template() == ArrivalDecoder.TEMPLATE_ID
            ? Optional.of(new ArrivalDecoder().wrapAndApplyHeader(
                buffer(), 0, new MessageHeaderDecoder()).submitterRef())
            : decision().map(DecisionDecoder::submitterRef);
        return ref.filter(text -> !text.isEmpty());
    }

    /** Returns the open holds. */
    public List<Hold> holds() {
        final List<Hold> holds = new ArrayList<>();
        decision().ifPresent(decision -> decision.holds().forEachRemaining(hold -> {
            final String letter = hold.letter() == 0 ? "" : Character.toString(hold.letter());
            holds.add(new Hold(hold.kind(), hold.item(), hold.code(), letter));
            hold.skipBasis();
            hold.skipCitation();
        }));
        return holds;
    }

    /** Returns the faults of what was rejected or refused. */
    public List<Reject> rejects() {
        final List<Reject> rejects = new ArrayList<>();
        if (template() == RejectedDecoder.TEMPLATE_ID) {
            new RejectedDecoder().wrapAndApplyHeader(buffer(), 0, new MessageHeaderDecoder())
                .rejects().forEachRemaining(fault ->
                    rejects.add(new Reject(FieldPath.text(fault.key()), fault.code())));
        }
        decision().ifPresent(decision -> {
            decision.holds().forEachRemaining(hold -> {
                hold.skipBasis();
                hold.skipCitation();
            });
            decision.rejects().forEachRemaining(fault ->
                rejects.add(new Reject(FieldPath.text(fault.key()), fault.code())));
        });
        return rejects;
    }

    /** Returns the answer as the line of JSON that other ways give, its {@code in} null. */
    public String json() {
        final AnswerEncoder encoder = new AnswerEncoder();
        final int length = encoder.encode(AnswerEncoder.NONE,
            sequence == 0 ? AnswerEncoder.NONE : sequence, timeMs, buffer(), 0);
        return new String(encoder.bytes(), 0, length, StandardCharsets.UTF_8).strip();
    }

    @Override
    public String toString() {
        return json();
    }

    private DirectBuffer buffer() {
        return new UnsafeBuffer(message);
    }

    private int template() {
        return new MessageHeaderDecoder().wrap(buffer(), 0).templateId();
    }

    private Optional<DecisionDecoder> decision() {
        return template() == DecisionDecoder.TEMPLATE_ID
            ? Optional.of(new DecisionDecoder().wrapAndApplyHeader(
                buffer(), 0, new MessageHeaderDecoder()))
            : Optional.empty();
    }
}
