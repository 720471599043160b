package io.clearline.bench.rig;

import io.clearline.engine.pipeline.Offer;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.agrona.concurrent.NanoClock;

/**
 * Sends a stream's commands to a target, each at its time or as fast as they are taken. The
 * stream's place is kept, so that every command is sent once. One thread's.
 */
public final class LoadGenerator {
    private static final int SPINS = 64;
    private static final long DRAIN_NS = TimeUnit.SECONDS.toNanos(60);
    /** From here on a run is hopeless: it is not to fill the memory with what comes too late. */
    private static final long LATE_NS_MAX = TimeUnit.SECONDS.toNanos(5);
    /** Time from now to the first command of a schedule. */
    private static final long LEAD_NS = TimeUnit.MICROSECONDS.toNanos(50);

    private final NanoClock clock;
    private final Pacer pacer;
    private final Commands stream;
    private final Latencies latencies;
    private int next;
    private long offered;
    private long busy;

    /** Creates one at the start of the stream. */
    public LoadGenerator(final NanoClock clock, final Pacer pacer, final Commands stream,
        final Latencies latencies) {
        this.clock = clock;
        this.pacer = pacer;
        this.stream = stream;
        this.latencies = latencies;
    }

    /** Returns the index of the next command in the stream. */
    public int next() {
        return next;
    }

    /** Sends the stream's setup and waits until it is answered. */
    public void setup(final Target target) {
        while (next < stream.setup()) {
            send(target, next++, Latencies.SETUP);
        }
        drain();
        if (latencies.answered() < offered || latencies.refusedTemplate() >= 0) {
            throw new IllegalStateException("the setup of the stream was refused: answers "
                + latencies.answered() + " of " + offered + ", one of template "
                + latencies.refusedTemplate());
        }
    }

    /**
     * Sends commands at the times of a schedule and waits for their answers.
     *
     * @param commands how many
     * @param into takes the latencies
     */
    public Slice paced(final Target target, final Schedule schedule, final int commands,
        final Histogram into, final Timeline timeline) {
        stream.require(next + commands);
        final long startNs = begin(schedule, into, timeline);
        long meantNs = startNs;
        final long from = offered;
        int sent = 0;
        while (sent < commands) {
            meantNs = schedule.nextNs();
            pacer.await(meantNs);
            if (!send(target, next, meantNs) || clock.nanoTime() - meantNs > LATE_NS_MAX) {
                break;
            }
            next++;
            sent++;
        }
        return end(commands, from, plannedNs(startNs, meantNs, sent), startNs);
    }

    /**
     * Does all that {@link #paced} does but for the target: answers are made on the spot. What is
     * measured is how late the machine lets a thread be that has nothing to do but to be in time.
     */
    public Slice control(final Schedule schedule, final int commands, final Histogram into) {
        final Target target = Target.noOp(latencies);
        final long startNs = begin(schedule, into, new Timeline(1000));
        final long from = offered;
        long meantNs = startNs;
        final int at = Math.max(0, next - 1);
        for (int i = 0; i < commands; i++) {
            meantNs = schedule.nextNs();
            pacer.await(meantNs);
            send(target, at, meantNs);
        }
        return end(commands, from, plannedNs(startNs, meantNs, commands), startNs);
    }

    /**
     * Sends commands as fast as they are taken and waits for their answers. Latencies are from the
     * first offer of each command.
     */
    public Slice flood(final Target target, final int commands, final Histogram into,
        final Timeline timeline) {
        stream.require(next + commands);
        latencies.begin(into, timeline);
        final long startNs = clock.nanoTime();
        timeline.start(startNs);
        final long from = offered;
        busy = 0;
        for (int i = 0; i < commands && send(target, next, clock.nanoTime()); i++) {
            next++;
        }
        return end(commands, from, Long.MAX_VALUE, startNs);
    }

    /**
     * Sends the last commands of the stream once more as fast as can be, answered on the spot:
     * what the rig itself can do.
     */
    public Slice ceiling(final int commands) {
        final Target target = Target.noOp(latencies);
        latencies.begin(Latencies.histogram(), new Timeline(1000));
        busy = 0;
        final long startNs = clock.nanoTime();
        final long from = offered;
        for (int i = 0; i < commands; i++) {
            send(target, Math.max(0, next - 1 - i % Math.max(1, next)), clock.nanoTime());
        }
        return end(commands, from, Long.MAX_VALUE, startNs);
    }

    private long begin(final Schedule schedule, final Histogram into, final Timeline timeline) {
        latencies.begin(into, timeline);
        busy = 0;
        final long startNs = clock.nanoTime() + LEAD_NS;
        timeline.start(startNs);
        schedule.restart(startNs);
        return startNs;
    }

    /** Returns how long sending was to take, the gap behind the last command included. */
    private static long plannedNs(final long startNs, final long lastNs, final int commands) {
        return commands < 2 ? lastNs - startNs
            : (lastNs - startNs) + (lastNs - startNs) / (commands - 1);
    }

    /** Sends one command; returns false if the target takes nothing any more. */
    private boolean send(final Target target, final int index, final long correlation) {
        int tries = 0;
        while (true) {
            final Offer offer = target.tryOffer(
                stream.buffer(index), stream.offset(index), stream.length(index), correlation);
            if (offer == Offer.ACCEPTED) {
                offered++;
                return true;
            }
            if (offer == Offer.CLOSED) {
                return false;
            }
            busy++;
            if (++tries < SPINS) {
                Thread.onSpinWait();
            } else {
                pacer.rest();
            }
        }
    }

    private Slice end(
        final long planned, final long from, final long plannedNs, final long startNs) {
        drain();
        final long answered = latencies.answered() - from;
        return new Slice(planned, offered - from, answered, busy, plannedNs,
            Math.max(1, latencies.lastNs() - startNs));
    }

    private void drain() {
        final long untilNs = clock.nanoTime() + DRAIN_NS;
        while (latencies.answered() < offered && clock.nanoTime() < untilNs) {
            pacer.rest();
        }
    }
}
