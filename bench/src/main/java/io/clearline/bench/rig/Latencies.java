package io.clearline.bench.rig;

import io.clearline.engine.pipeline.AnswerSink;
import io.clearline.engine.record.sbe.AcceptedDecoder;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.NanoClock;

/**
 * Takes answers, each measured from the time at which its command was meant to be sent, which is
 * its correlation: a stall counts for all who waited. Answers come on one thread; {@link #begin} is
 * called by the thread that sends, when everything before was answered.
 */
public final class Latencies implements AnswerSink {
    /** Correlation of a command of the setup: it is not measured, and must be accepted. */
    public static final long SETUP = Long.MIN_VALUE;

    private static final long MOST_NS = TimeUnit.SECONDS.toNanos(60);
    private static final int DIGITS = 3;
    private static final int TEMPLATE_AT = MessageHeaderDecoder.templateIdEncodingOffset();

    private final NanoClock clock;
    private final AtomicLong answered = new AtomicLong();
    private Histogram into = histogram();
    private Timeline timeline = new Timeline(1000);
    private long lastNs;
    private int refusedTemplate = -1;

    /** Creates one. */
    public Latencies(final NanoClock clock) {
        this.clock = clock;
    }

    /** Returns an empty histogram of nanoseconds: to 60 s, three digits. */
    public static Histogram histogram() {
        return new Histogram(MOST_NS, DIGITS);
    }

    /** Says where the next answers go; they come after what is offered next. */
    void begin(final Histogram histogram, final Timeline over) {
        into = histogram;
        timeline = over;
    }

    @Override
    public void onAnswer(
        final long correlation, final long sequence, final long timeMs, final DirectBuffer answer,
        final int offset, final int length) {
        if (correlation == SETUP) {
            final int template =
                answer.getShort(offset + TEMPLATE_AT, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
            if (template != AcceptedDecoder.TEMPLATE_ID) {
                refusedTemplate = template;
            }
        } else {
            lastNs = clock.nanoTime();
            into.recordValue(Math.min(MOST_NS, Math.max(0, lastNs - correlation)));
            timeline.count(lastNs);
        }
        answered.lazySet(answered.getPlain() + 1);
    }

    /** Returns how many answers came; what they brought is seen by who has read this. */
    long answered() {
        return answered.get();
    }

    /** Returns when the last answer came, in ns. */
    long lastNs() {
        return lastNs;
    }

    /** Returns the template of an answer to the setup that was not accepted, or -1. */
    public int refusedTemplate() {
        return refusedTemplate;
    }
}
