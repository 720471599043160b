package io.clearline.bench.transport;

import io.clearline.adapters.binary.BadFrameException;
import io.clearline.adapters.binary.FrameBuffer;
import io.clearline.adapters.binary.FrameWriter;
import io.clearline.bench.rig.Commands;
import io.clearline.bench.rig.Schedule;
import io.clearline.engine.record.sbe.DeclareDecoder;
import io.clearline.engine.record.session.AnswerDecoder;
import io.clearline.engine.record.session.BusyDecoder;
import io.clearline.engine.record.session.ByeDecoder;
import io.clearline.engine.record.session.CommandDecoder;
import io.clearline.engine.record.session.MessageHeaderDecoder;
import io.clearline.engine.record.session.WelcomeDecoder;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.agrona.ExpandableArrayBuffer;

/**
 * Sends commands over a wire at their times, whatever is late, and takes what comes back, on one thread that
 * never sleeps, but gives its core to who wants it: on two cores the server needs both. The client's part
 * is the same, whoever answers. A latency runs from the time a command was meant to be sent.
 */
final class WireLoad implements AutoCloseable {
    private static final int FRAME_BYTES_MAX = 16 << 20;
    private static final long DRAIN_NS = TimeUnit.SECONDS.toNanos(10);
    private static final long LEAD_NS = TimeUnit.MICROSECONDS.toNanos(50);
    private static final int TEMPLATE_AT = MessageHeaderDecoder.templateIdEncodingOffset();
    private static final int NUMBER_AT = MessageHeaderDecoder.ENCODED_LENGTH;

    private final Wire wire;
    private final FrameBuffer in = new FrameBuffer(FRAME_BYTES_MAX);
    private final FrameWriter writer = new FrameWriter();
    private final ExpandableArrayBuffer out = new ExpandableArrayBuffer(4096);
    private long[] meantNs = new long[0];
    private Histogram into;
    private int answered;
    private int refused;
    private boolean welcome;

    WireLoad(final Wire wire) {
        this.wire = wire;
    }

    /** Says hello and waits for the welcome. */
    void hello(final String token) throws IOException {
        wire.write(out.byteArray(),
            writer.hello(out, 0, DeclareDecoder.SCHEMA_VERSION, 0, 1, 2, token));
        final long startNs = System.nanoTime();
        while (!welcome) {
            take();
            if (System.nanoTime() - startNs > DRAIN_NS) {
                throw new IOException("no welcome within 10 s");
            }
        }
    }

    /**
     * Sends commands of a stream.
     *
     * @return how many were not answered, or not taken
     * @throws IOException if the line is gone
     */
    int paced(final Commands stream, final int from, final int count, final Schedule schedule,
        final Histogram histogram) throws IOException {
        begin(count, histogram);
        schedule.restart(System.nanoTime() + LEAD_NS);
        int sent = 0;
        long next = schedule.nextNs();
        long endNs = Long.MAX_VALUE;
        while (answered < count && System.nanoTime() < endNs) {
            final long now = System.nanoTime();
            while (sent < count && next <= now) {
                meantNs[sent++] = next;
                final int index = from + sent - 1;
                final int length = writer.command(out, 0, sent, stream.buffer(index),
                    stream.offset(index), stream.length(index));
                wire.write(out.byteArray(), length);
                next = schedule.nextNs();
                endNs = sent == count ? now + DRAIN_NS : endNs;
            }
            if (!take()) {
                Thread.yield();
            }
        }
        return count - answered + refused;
    }

    private void begin(final int count, final Histogram histogram) {
        meantNs = meantNs.length < count ? new long[count] : meantNs;
        into = histogram;
        answered = 0;
        refused = 0;
    }

    /** Returns whether anything came. */
    private boolean take() throws IOException {
        wire.poll(in);
        try {
            boolean came = false;
            for (int length = in.next(); length >= 0; length = in.next()) {
                message(in.messageAt());
                came = true;
            }
            return came;
        } catch (final BadFrameException e) {
            throw new IOException(e);
        }
    }

    private void message(final int at) throws IOException {
        final int template =
            in.buffer().getShort(at + TEMPLATE_AT, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
        switch (template) {
            case AnswerDecoder.TEMPLATE_ID, CommandDecoder.TEMPLATE_ID -> {
                final int number = in.buffer().getInt(at + NUMBER_AT, ByteOrder.LITTLE_ENDIAN);
                into.recordValue(Math.min(into.getHighestTrackableValue(),
                    Math.max(0, System.nanoTime() - meantNs[number - 1])));
                answered++;
            }
            case WelcomeDecoder.TEMPLATE_ID -> welcome = true;
            case ByeDecoder.TEMPLATE_ID -> throw new IOException("the server ended the line");
            case BusyDecoder.TEMPLATE_ID -> {
                refused++;
                answered++;
            }
            default -> { }
        }
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}
