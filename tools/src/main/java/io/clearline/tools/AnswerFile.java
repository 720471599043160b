package io.clearline.tools;

import io.clearline.adapters.json.AnswerEncoder;
import io.clearline.engine.pipeline.AnswerSink;
import io.clearline.engine.record.ReferenceTable;
import io.clearline.engine.record.sbe.DecisionDecoder;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import io.clearline.engine.record.sbe.Outcome;
import io.clearline.engine.record.sbe.RejectedDecoder;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.agrona.DirectBuffer;

/**
 * Writes answers as JSON Lines on the egress thread; the correlation is the number of the input
 * line. Bytes gather in one buffer that is written out when it is full, and when the last command
 * offered so far was answered: a client at the other end of a pipe never waits for a neighbour's
 * command.
 */
final class AnswerFile implements AnswerSink {
    private static final int FLUSH_BYTES = 1 << 17;

    private final OutputStream out;
    private final AnswerEncoder encoder = new AnswerEncoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final DecisionDecoder decision = new DecisionDecoder();
    private final long[] outcomes = new long[Outcome.values().length];
    private final Map<Long, ReferenceTable> tables = new ConcurrentHashMap<>();
    private byte[] gathered = new byte[2 * FLUSH_BYTES];
    private int length;
    private long refused;
    private long others;
    private volatile long lastOffered;
    private long lastAnswered;
    private boolean broken;

    AnswerFile(final OutputStream out) {
        this.out = out;
    }

    /**
     * Says that a command is about to be offered.
     *
     * @param line number of its input line
     * @param table the table it names if it is a {@code reference} command, else null
     */
    void offering(final long line, final ReferenceTable table) {
        if (table != null) {
            tables.put(line, table);
        }
        lastOffered = line;
    }

    @Override
    public void onAnswer(
        final long correlation, final long sequence, final long timeMs, final DirectBuffer answer,
        final int offset, final int answerLength) {
        count(answer, offset);
        lastAnswered = correlation;
        final ReferenceTable table = tables.isEmpty() ? null : tables.remove(correlation);
        final int line = encoder.encode(correlation, sequence, timeMs, answer, offset, table);
        if (length + line > gathered.length) {
            writeOut();
        }
        if (line > gathered.length) {
            gathered = new byte[line];
        }
        System.arraycopy(encoder.bytes(), 0, gathered, length, line);
        length += line;
        if (length >= FLUSH_BYTES || correlation >= lastOffered) {
            writeOut();
        }
    }

    private void count(final DirectBuffer answer, final int offset) {
        header.wrap(answer, offset);
        if (header.templateId() == DecisionDecoder.TEMPLATE_ID) {
            decision.wrapAndApplyHeader(answer, offset, header);
            outcomes[decision.outcome().ordinal()]++;
        } else if (header.templateId() == RejectedDecoder.TEMPLATE_ID) {
            refused++;
        } else {
            others++;
        }
    }

    private void writeOut() {
        try {
            out.write(gathered, 0, length);
            out.flush();
            length = 0;
        } catch (final IOException refusal) {
            // Some of it may be out: written again it would stand there twice.
            broken = true;
            throw new UncheckedIOException("answers cannot be written: " + Failures.text(refusal),
                refusal);
        }
    }

    /**
     * Writes out what is still gathered and returns the last input line that was answered, 0 if
     * none was; only when the engine is closed.
     */
    long finish() {
        if (!broken) {
            writeOut();
        }
        return lastAnswered;
    }

    /** Says in words how the commands came out; only when the engine is closed. */
    String summary() {
        final StringBuilder text = new StringBuilder();
        add(text, outcomes[Outcome.RELEASE.ordinal()], "released");
        add(text, outcomes[Outcome.HOLD.ordinal()], "held");
        add(text, outcomes[Outcome.REJECT.ordinal()], "rejected");
        add(text, outcomes[Outcome.RETURNED.ordinal()] + outcomes[Outcome.DESTROYED.ordinal()]
            + outcomes[Outcome.CANCELLED.ordinal()], "ended");
        add(text, refused, "refused");
        add(text, others, "other");
        return text.toString();
    }

    private static void add(final StringBuilder text, final long count, final String what) {
        if (count > 0) {
            text.append(text.isEmpty() ? "" : ", ").append(count).append(' ').append(what);
        }
    }
}
