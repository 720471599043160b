package io.clearline.adapters.inbox;

import io.clearline.adapters.intake.Channel;
import io.clearline.adapters.json.AnswerEncoder;
import io.clearline.engine.record.sbe.DecisionDecoder;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import io.clearline.engine.record.sbe.Outcome;
import io.clearline.engine.record.sbe.RejectedDecoder;
import java.util.Arrays;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;

/** The answers to a file's lines on their way from the egress thread; as many as may be in flight at most. */
final class Answers implements Channel {
    /** One answer as a line of JSON. */
    record Line(byte[] json, boolean refused) {
    }

    private final AnswerEncoder encoder = new AnswerEncoder();
    private final boolean controlsHidden;
    private final LinkedBlockingQueue<Line> arrived = new LinkedBlockingQueue<>();

    Answers(final boolean controlsHidden) {
        this.controlsHidden = controlsHidden;
    }

    @Override
    public void onAnswer(final int number, final long sequence, final long timeMs,
        final DirectBuffer answer, final int offset, final int length) {
        arrived.add(line(encoder, controlsHidden, number, sequence, timeMs, answer, offset));
    }

    /** Writes an answer as the sender may see it. */
    static Line line(final AnswerEncoder encoder, final boolean controlsHidden,
        final long number, final long sequence, final long timeMs, final DirectBuffer answer,
        final int offset) {
        encoder.hideControls(controlsHidden);
        final int length = encoder.encode(
            number, sequence == 0 ? AnswerEncoder.NONE : sequence, timeMs, answer, offset);
        return new Line(Arrays.copyOf(encoder.bytes(), length), isRefused(answer, offset));
    }

    private static boolean isRefused(final DirectBuffer answer, final int offset) {
        final MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(answer, offset);
        return header.templateId() == RejectedDecoder.TEMPLATE_ID
            || header.templateId() == DecisionDecoder.TEMPLATE_ID
            && new DecisionDecoder().wrapAndApplyHeader(answer, offset, header).outcome()
            == Outcome.REJECT;
    }

    /** Waits for the next answer for a while, null if none came. */
    Line next(final long timeoutMs) throws InterruptedException {
        return arrived.poll(timeoutMs, TimeUnit.MILLISECONDS);
    }
}
