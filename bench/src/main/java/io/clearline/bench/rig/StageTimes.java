package io.clearline.bench.rig;

import io.clearline.engine.core.Core;
import io.clearline.engine.core.Verdict;
import io.clearline.engine.journal.Journal;
import io.clearline.engine.pipeline.AnswerSink;
import io.clearline.engine.pipeline.Offer;
import io.clearline.engine.record.RecordHeader;
import io.clearline.engine.record.StateInput;
import io.clearline.engine.record.StateOutput;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import io.clearline.engine.record.sbe.TimerDecoder;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.NanoClock;

/**
 * Times the stages of an engine from outside, by standing between it and its core, its journal and
 * its sink. An engine that is not probed has nothing of it, so that it costs nothing. Commands are
 * counted, which needs one thread that offers. Each point's time is written by the thread that
 * reaches it and read behind it: the ring hands it on with the slot.
 */
public final class StageTimes {
    /** What is timed. */
    public enum Stage {
        /** From the time a command was meant to be sent until it was offered. */
        INTAKE,
        /** Until the core took it. */
        RING,
        /** Until it was decided. */
        CORE,
        /** Until its record was in the journal: building the record, appending it. */
        JOURNAL,
        /** Until the record was forced; nothing where the page cache is enough. */
        GATE,
        /** Until its answer was handed out by the egress thread. */
        EGRESS,
        /** Applying, which the answer may overtake. */
        APPLY
    }

    private static final int TEMPLATE_AT = MessageHeaderDecoder.templateIdEncodingOffset();
    private static final int TIMER = -1;

    private final NanoClock clock;
    private final int mask;
    private final long[] offeredNs;
    private final long[] takenNs;
    private final long[] decidedNs;
    private final long[] appendedNs;
    private final long[] openedNs;
    /** Which command a record belongs to. */
    private final long[] numbers;
    private final Map<Stage, Histogram> histograms = new EnumMap<>(Stage.class);
    private final AtomicLong lastAppended = new AtomicLong(-1);
    private volatile boolean recording;

    /**
     * Creates one.
     *
     * @param ringSize slots of the ring, a power of two
     */
    public StageTimes(final NanoClock clock, final int ringSize) {
        this.clock = clock;
        // More than are on the way at once, with room for records of timers.
        final int size = ringSize * 4;
        mask = size - 1;
        offeredNs = new long[size];
        takenNs = new long[size];
        decidedNs = new long[size];
        appendedNs = new long[size];
        openedNs = new long[size];
        numbers = new long[size];
        for (final Stage stage : Stage.values()) {
            histograms.put(stage, Latencies.histogram());
        }
    }

    /** Starts recording; everything offered before must have been answered. */
    public void start() {
        histograms.values().forEach(Histogram::reset);
        recording = true;
    }

    /** Stops recording; everything offered before must have been answered. */
    public void stop() {
        recording = false;
    }

    /** Returns what a stage took. */
    public Histogram of(final Stage stage) {
        return histograms.get(stage);
    }

    private void record(final Stage stage, final long ns) {
        // Before the gate the force may have begun sooner than the append is known to have ended.
        histograms.get(stage).recordValue(Math.max(0, ns));
    }

    /** Returns a target that notes when commands are offered. */
    public Target around(final Target target) {
        return new Target() {
            private long number;

            @Override
            public Offer tryOffer(final DirectBuffer command, final int offset, final int length,
                final long correlation) {
                offeredNs[(int) number & mask] = clock.nanoTime();
                final Offer offer = target.tryOffer(command, offset, length, correlation);
                number += offer == Offer.ACCEPTED ? 1 : 0;
                return offer;
            }
        };
    }

    /** Returns a core that notes when it decides. */
    public Core around(final Core core) {
        return new TimedCore(core);
    }

    /** Returns a journal that notes when records are in it. */
    public Journal around(final Journal journal) {
        return new TimedJournal(journal);
    }

    /** Returns a sink that records the times of each command when it is answered. */
    public AnswerSink around(final AnswerSink sink) {
        return new AnswerSink() {
            private long number;

            @Override
            public void onAnswer(final long correlation, final long sequence, final long timeMs,
                final DirectBuffer answer, final int offset, final int length) {
                if (recording && correlation != Latencies.SETUP) {
                    answered((int) number & mask, correlation, clock.nanoTime());
                }
                number++;
                sink.onAnswer(correlation, sequence, timeMs, answer, offset, length);
            }
        };
    }

    private void answered(final int at, final long meantNs, final long nowNs) {
        record(Stage.INTAKE, offeredNs[at] - meantNs);
        record(Stage.RING, takenNs[at] - offeredNs[at]);
        record(Stage.CORE, decidedNs[at] - takenNs[at]);
        record(Stage.JOURNAL, appendedNs[at] - decidedNs[at]);
        record(Stage.GATE, openedNs[at] - appendedNs[at]);
        record(Stage.EGRESS, nowNs - openedNs[at]);
    }

    /** Counts commands: timers come between them, and the command they came before comes twice. */
    private final class TimedCore implements Core {
        private final Core core;
        private long number = -1;
        private boolean again;

        private TimedCore(final Core core) {
            this.core = core;
        }

        @Override
        public Verdict decide(final DirectBuffer command, final int offset, final int length,
            final long clockMs, final int principal) {
            final long fromNs = clock.nanoTime();
            final Verdict verdict = core.decide(command, offset, length, clockMs, principal);
            final long toNs = clock.nanoTime();
            final boolean timer = command.getShort(offset + TEMPLATE_AT, ByteOrder.LITTLE_ENDIAN)
                == TimerDecoder.TEMPLATE_ID;
            if (!timer) {
                number += again ? 0 : 1;
                final int at = (int) number & mask;
                takenNs[at] = again ? takenNs[at] : fromNs;
                decidedNs[at] = toNs;
                appendedNs[at] = toNs;
                openedNs[at] = toNs;
            }
            again = timer;
            if (verdict.journaled()) {
                numbers[(int) (core.lastSequence() + 1) & mask] = timer ? TIMER : number;
            }
            return verdict;
        }

        @Override
        public void apply(
            final long sequence, final long timeMs, final DirectBuffer command,
            final int commandOffset, final int commandLength, final DirectBuffer effects,
            final int effectsOffset, final int effectsLength) {
            final long fromNs = clock.nanoTime();
            core.apply(sequence, timeMs, command, commandOffset, commandLength, effects,
                effectsOffset, effectsLength);
            if (recording) {
                record(Stage.APPLY, clock.nanoTime() - fromNs);
            }
        }

        @Override
        public int dueTimer(final long byMs, final MutableDirectBuffer into) {
            return core.dueTimer(byMs, into);
        }

        @Override
        public long lastSequence() {
            return core.lastSequence();
        }

        @Override
        public long lastTimeMs() {
            return core.lastTimeMs();
        }

        @Override
        public long policyHigh() {
            return core.policyHigh();
        }

        @Override
        public long policyLow() {
            return core.policyLow();
        }

        @Override
        public int logicVersion() {
            return core.logicVersion();
        }

        @Override
        public void save(final StateOutput out) {
            core.save(out);
        }

        @Override
        public void load(final StateInput in) {
            core.load(in);
        }

        @Override
        public long stateHash() {
            return core.stateHash();
        }
    }

    private final class TimedJournal implements Journal {
        private final Journal journal;
        private long forced;

        private TimedJournal(final Journal journal) {
            this.journal = journal;
        }

        @Override
        public void append(final DirectBuffer record, final int offset, final int length) {
            journal.append(record, offset, length);
            final long number = numbers[(int) RecordHeader.sequence(record, offset) & mask];
            if (number != TIMER) {
                final long nowNs = clock.nanoTime();
                appendedNs[(int) number & mask] = nowNs;
                openedNs[(int) number & mask] = nowNs;
                lastAppended.lazySet(number);
            }
        }

        @Override
        public void force() throws IOException {
            final long last = lastAppended.get();
            journal.force();
            final long nowNs = clock.nanoTime();
            for (; forced <= last; forced++) {
                openedNs[(int) forced & mask] = nowNs;
            }
        }

        @Override
        public void close() {
            journal.close();
        }
    }
}
