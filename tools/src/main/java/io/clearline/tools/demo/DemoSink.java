package io.clearline.tools.demo;

import io.clearline.engine.pipeline.AnswerSink;
import io.clearline.engine.record.sbe.DecisionDecoder;
import io.clearline.engine.record.sbe.Flow;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.agrona.DirectBuffer;

/**
 * Takes the answers of the demo on the egress thread: tallies them, and in the paced part measures
 * each from the time at which the generator meant to send its declaration, so that a stall counts
 * for all who waited.
 */
final class DemoSink implements AnswerSink {
    private static final long LATENCY_NS_MAX = TimeUnit.SECONDS.toNanos(60);
    private static final int DIGITS = 3;

    private final Tally tally = new Tally();
    private final Histogram latencies = new Histogram(LATENCY_NS_MAX, DIGITS);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final DecisionDecoder decision = new DecisionDecoder();
    private final byte[] flows;
    private final long pacedFrom;
    private long pacedStartNs;
    private long intervalNs;
    private long exampleSequence;
    private long exampleDeclaration;
    private volatile long answered;

    /**
     * Creates a sink.
     *
     * @param declarations how many there will be in all
     * @param pacedFrom correlation of the first one of the paced part
     */
    DemoSink(final int declarations, final long pacedFrom) {
        this.flows = new byte[declarations];
        this.pacedFrom = pacedFrom;
    }

    /** Says what flow a declaration has; called before it is offered. */
    void sending(final int correlation, final Flow flow) {
        flows[correlation] = (byte) flow.value();
    }

    /** Starts the clock of the paced part; called before its first declaration is offered. */
    void paced(final long startNs, final long everyNs) {
        pacedStartNs = startNs;
        intervalNs = everyNs;
    }

    @Override
    public void onAnswer(
        final long correlation, final long sequence, final long timeMs, final DirectBuffer answer,
        final int offset, final int length) {
        if (correlation >= pacedFrom) {
            final long meantNs = pacedStartNs + (correlation - pacedFrom) * intervalNs;
            latencies.recordValue(
                Math.min(LATENCY_NS_MAX, Math.max(0, System.nanoTime() - meantNs)));
        }
        tally.count(Flow.get(flows[(int) correlation]), answer, offset);
        if (exampleSequence == 0) {
            example(sequence, answer, offset);
        }
        answered = correlation + 1;
    }

    /** Remembers the first declaration with two holds: the one worth explaining. */
    private void example(final long sequence, final DirectBuffer answer, final int offset) {
        header.wrap(answer, offset);
        if (header.templateId() == DecisionDecoder.TEMPLATE_ID) {
            decision.wrapAndApplyHeader(answer, offset, header);
            if (decision.holds().count() > 1) {
                exampleSequence = sequence;
                exampleDeclaration = decision.declaration();
            }
        }
    }

    /** Returns how many declarations were answered. */
    long answered() {
        return answered;
    }

    /** Returns the tally; only when everything was answered. */
    Tally tally() {
        return tally;
    }

    /**
     * Returns the latencies of the paced part in nanoseconds; only when everything was answered.
     */
    Histogram latencies() {
        return latencies;
    }

    /** Returns the number of a declaration worth explaining, 0 if there is none. */
    long exampleDeclaration() {
        return exampleDeclaration;
    }
}
