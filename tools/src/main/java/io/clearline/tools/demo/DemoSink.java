package io.clearline.tools.demo;

import io.clearline.engine.pipeline.AnswerSink;
import io.clearline.engine.record.sbe.DecisionDecoder;
import io.clearline.engine.record.sbe.Flow;
import io.clearline.engine.record.sbe.HoldCode;
import io.clearline.engine.record.sbe.HoldKind;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.agrona.DirectBuffer;

/**
 * Takes the answers of the demo on the egress thread: tallies them, and in the paced part measures
 * each from the time at which the generator meant to send its command, so that a stall counts for
 * all who waited.
 */
final class DemoSink implements AnswerSink {
    private static final long LATENCY_NS_MAX = TimeUnit.SECONDS.toNanos(60);
    private static final int DIGITS = 3;
    private static final int TAG_BITS = 8;

    private final Tally tally = new Tally();
    private final Histogram latencies = new Histogram(LATENCY_NS_MAX, DIGITS);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final DecisionDecoder decision = new DecisionDecoder();
    private long pacedFrom = Long.MAX_VALUE;
    private long pacedStartNs;
    private long intervalNs;
    private long exampleSequence;
    private long exampleDeclaration;
    private boolean exampleSought = true;
    private volatile long answered;

    /** Returns the correlation of a command: its number and what it is, so that answers tell. */
    static long correlation(final long number, final int tag) {
        return number << TAG_BITS | tag;
    }

    /**
     * Starts the clock of the paced part; called before its first command, which has number
     * {@code from}, is offered.
     */
    void paced(final long from, final long startNs, final long everyNs) {
        pacedStartNs = startNs;
        intervalNs = everyNs;
        pacedFrom = from;
    }

    @Override
    public void onAnswer(
        final long correlation, final long sequence, final long timeMs, final DirectBuffer answer,
        final int offset, final int length) {
        final long number = correlation >> TAG_BITS;
        final int tag = (int) correlation & (1 << TAG_BITS) - 1;
        if (number >= pacedFrom) {
            final long meantNs = pacedStartNs + (number - pacedFrom) * intervalNs;
            latencies.recordValue(
                Math.min(LATENCY_NS_MAX, Math.max(0, System.nanoTime() - meantNs)));
        }
        final Act act = DemoDay.act(tag);
        if (act != null) {
            tally.count(act, answer, offset);
        } else {
            tally.count(Flow.get((short) tag), answer, offset);
            if (exampleSought) {
                example(Flow.get((short) tag), sequence, answer, offset);
            }
        }
        answered = number + 1;
    }

    /**
     * Remembers the declaration worth explaining: the first exit that the ledger does not cover and
     * on which tax is due, too; until one comes, the first declaration with two holds.
     */
    private void example(
        final Flow flow, final long sequence, final DirectBuffer answer, final int offset) {
        header.wrap(answer, offset);
        if (header.templateId() != DecisionDecoder.TEMPLATE_ID) {
            return;
        }
        decision.wrapAndApplyHeader(answer, offset, header);
        final DecisionDecoder.HoldsDecoder holds = decision.holds();
        final boolean several = holds.count() > 1;
        boolean isShort = false;
        boolean taxed = false;
        while (flow == Flow.SECOND_LINE_EXIT && holds.hasNext()) {
            final HoldCode code = holds.next().code();
            isShort |= code == HoldCode.LEDGER_SHORT;
            taxed |= holds.kind() == HoldKind.TAX;
            holds.skipBasis();
            holds.skipCitation();
        }
        final boolean best = isShort && taxed;
        if (best || several && exampleSequence == 0) {
            exampleSequence = sequence;
            exampleDeclaration = decision.declaration();
            exampleSought = !best;
        }
    }

    /** Returns how many commands were answered. */
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

    /** Returns the number of the declaration worth explaining, 0 if there is none. */
    long exampleDeclaration() {
        return exampleDeclaration;
    }

    /** Returns where the journal has it. */
    long exampleSequence() {
        return exampleSequence;
    }
}
