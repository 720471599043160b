package io.clearline.adapters.intake;

import io.clearline.engine.pipeline.AnswerSink;
import io.clearline.engine.pipeline.BusyReason;
import io.clearline.engine.pipeline.ClearanceEngine;
import io.clearline.engine.pipeline.EngineState;
import io.clearline.engine.pipeline.Offer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import org.agrona.DirectBuffer;

/**
 * The one door between transports and the engine: senders open a place, offer commands under it and
 * get the answers to their own at the place's channel. Thread-safe; a place is one thread's.
 */
public final class Intake implements AnswerSink {
    /** How many senders there may be at a time. */
    public static final int PLACES = 4096;

    private static final int INDEX_MASK = PLACES - 1;
    private static final int STAMP_MASK = (1 << 30) - 1;

    private final AtomicInteger openings = new AtomicInteger();
    private final AtomicReferenceArray<Place> places = new AtomicReferenceArray<>(PLACES);
    private final Rate commands;
    private final Rate requests;
    private final AnswerCounts answers = new AnswerCounts();
    private final LongAdder taken = new LongAdder();
    private final LongAdder[] busy = {new LongAdder(), new LongAdder()};
    private volatile ClearanceEngine engine;

    /** One sender's. */
    public final class Place implements AutoCloseable {
        /** Which place it is and, above, which opening: a late answer must not reach the next sender. */
        private final int stamp;
        private final int principal;
        private final Channel channel;

        private Place(final int stamp, final int principal, final Channel channel) {
            this.stamp = stamp;
            this.principal = principal;
            this.channel = channel;
        }

        /**
         * Offers a command; never blocks.
         *
         * @param number handed to the channel with the answer, 0 to 2^31 - 1
         * @throws IllegalArgumentException if the command is longer than the engine takes
         */
        public Offer offer(
            final DirectBuffer command, final int offset, final int length, final int number) {
            final Offer offer = engine.tryOffer(
                command, offset, length, (long) stamp << 32 | number, principal);
            if (offer == Offer.ACCEPTED) {
                taken.increment();
            } else if (offer == Offer.BUSY) {
                busy[engine.busyReason().ordinal()].increment();
            }
            return offer;
        }

        /**
         * Counts a command that was taken against what its principal may send; returns for how many ns
         * its sender is not to be listened to, 0 = it may go on.
         */
        public long pace() {
            return commands.take(principal);
        }

        /** Gives the place up. Answers that are still on their way are dropped. */
        @Override
        public void close() {
            places.compareAndSet(stamp & INDEX_MASK, this, null);
        }
    }

    /** Creates an intake with the usual limits of rate. */
    public Intake() {
        this(RateLimits.defaults());
    }

    /** Creates an intake. */
    public Intake(final RateLimits limits) {
        commands = new Rate(limits.commandsPerS(), limits.commandsBurst(), System::nanoTime);
        requests = new Rate(limits.requestsPerS(), limits.requestsBurst(), System::nanoTime);
    }

    /** Returns what each principal may send of commands. */
    public Rate commands() {
        return commands;
    }

    /** Returns what each principal may read. */
    public Rate requests() {
        return requests;
    }

    /** Says which engine the commands go to; once, before the first place is opened. */
    public void connect(final ClearanceEngine to) {
        engine = to;
    }

    /**
     * Opens a place, or returns null where all are taken.
     *
     * @param principal the sender's number, 0 = the operator at the machine
     */
    public Place open(final int principal, final Channel channel) {
        final int opening = openings.incrementAndGet() * PLACES & STAMP_MASK;
        for (int i = 0; i < PLACES; i++) {
            if (places.get(i) == null) {
                final Place place = new Place(opening | i, principal, channel);
                if (places.compareAndSet(i, null, place)) {
                    return place;
                }
            }
        }
        return null;
    }

    /** Tells whether commands are taken at all. */
    public boolean isOpen() {
        final ClearanceEngine connected = engine;
        return connected != null && connected.state() == EngineState.RUNNING;
    }

    /** Returns why an offer was answered BUSY last. */
    public BusyReason busyReason() {
        return engine.busyReason();
    }

    /** Returns how many offers of all senders were accepted. */
    public long taken() {
        return taken.sum();
    }

    /** Returns how many offers of all senders were answered BUSY for a reason. */
    public long busy(final BusyReason reason) {
        return busy[reason.ordinal()].sum();
    }

    /** Returns what was answered, to senders and to the operator at the machine. */
    public AnswerCounts answers() {
        return answers;
    }

    /** Returns how many senders there are. */
    public int senders() {
        int open = 0;
        for (int i = 0; i < PLACES; i++) {
            open += places.get(i) == null ? 0 : 1;
        }
        return open;
    }

    @Override
    public void onAnswer(
        final long correlation, final long sequence, final long timeMs, final DirectBuffer answer,
        final int offset, final int length) {
        answers.count(answer, offset);
        final int stamp = (int) (correlation >>> 32);
        final Place place = places.get(stamp & INDEX_MASK);
        if (place != null && place.stamp == stamp) {
            place.channel.onAnswer(
                (int) correlation, sequence, timeMs, answer, offset, length);
        }
    }
}
