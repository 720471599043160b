package io.clearline.engine.pipeline;

import com.lmax.disruptor.EventHandler;
import io.clearline.engine.journal.Journal;
import io.clearline.engine.record.RecordHeader;

/**
 * One step of the way of a command, run by one thread. Whatever a stage throws stops the engine: a
 * slot that failed is never passed over, and no later stage takes it for good.
 */
abstract class Stage implements EventHandler<Slot> {
    private final String name;
    private final Fault fault;

    Stage(final String name, final Fault fault) {
        this.name = name;
        this.fault = fault;
    }

    @Override
    public final void onEvent(final Slot slot, final long ringSequence, final boolean endOfBatch) {
        if (fault.raised() || slot.state == Slot.VOID) {
            return;
        }
        try {
            work(slot);
        } catch (final Throwable thrown) {
            fault.raise(name, thrown);
        }
    }

    final String name() {
        return name;
    }

    /** Tells whether a slot can be worked on without waiting. */
    boolean ready(final Slot slot) {
        return true;
    }

    abstract void work(Slot slot);

    static void append(final Journal journal, final Gate gate, final Slot slot) {
        expect(slot, Slot.DECIDED);
        for (int at = 0; at < slot.timersLength;) {
            final int length = RecordHeader.recordLength(slot.timers, at);
            journal.append(slot.timers, at, length);
            gate.appended(RecordHeader.sequence(slot.timers, at));
            at += length;
        }
        if (slot.sequence != 0) {
            journal.append(slot.buffer, 0, slot.recordLength());
            gate.appended(slot.sequence);
        }
        slot.state = Slot.ANSWERED;
    }

    static void expect(final Slot slot, final byte state) {
        if (slot.state != state) {
            throw new IllegalStateException(
                "a slot in state " + slot.state + " instead of " + state);
        }
    }

    /** Decides, appends, applies: a failed append leaves the state as the journal has it. */
    static final class Fused extends Stage {
        private final Decider decider;
        private final Journal journal;
        private final Gate gate;

        Fused(final Fault fault, final Decider decider, final Journal journal, final Gate gate) {
            super("core", fault);
            this.decider = decider;
            this.journal = journal;
            this.gate = gate;
        }

        @Override
        void work(final Slot slot) {
            expect(slot, Slot.OFFERED);
            decider.decide(slot);
            append(journal, gate, slot);
            decider.apply(slot);
        }
    }

    /** Two stages, one behind the other in one thread; the second never has to wait there. */
    static final class Both extends Stage {
        private final Stage first;
        private final Stage second;

        Both(final Fault fault, final Stage first, final Stage second) {
            super(first.name(), fault);
            this.first = first;
            this.second = second;
        }

        @Override
        void work(final Slot slot) {
            first.work(slot);
            second.work(slot);
        }
    }

    /**
     * Decides and applies at once, so that the next command need not wait for the journal. The
     * state is then ahead of the journal by what is in the ring. That is safe: no answer leaves
     * before its record is appended, answers leave in order, and a failed append stops the engine,
     * so that a state with something the journal lacks is never seen from outside and ends with the
     * process.
     */
    static final class Deciding extends Stage {
        private final Decider decider;

        Deciding(final Fault fault, final Decider decider) {
            super("core", fault);
            this.decider = decider;
        }

        @Override
        void work(final Slot slot) {
            expect(slot, Slot.OFFERED);
            decider.decide(slot);
            decider.apply(slot);
        }
    }

    /** Appends what was decided. */
    static final class Journaling extends Stage {
        private final Journal journal;
        private final Gate gate;

        Journaling(final Fault fault, final Journal journal, final Gate gate) {
            super("journal", fault);
            this.journal = journal;
            this.gate = gate;
        }

        @Override
        void work(final Slot slot) {
            append(journal, gate, slot);
        }
    }

    /** Waits at the gate, then hands the answer out. */
    static final class Egress extends Stage {
        private final Gate gate;
        private final AnswerSink sink;
        private final Admission admission;
        /** Null where another thread forces, or none. */
        private SyncLoop sync;

        Egress(
            final Fault fault, final Gate gate, final AnswerSink sink,
            final Admission admission) {
            super("egress", fault);
            this.gate = gate;
            this.sink = sink;
            this.admission = admission;
        }

        /**
         * Has it force the journal itself instead of waiting for somebody who does: where cores are few,
         * a thread that forces and one that it wakes to answer wait for a core one after the other.
         */
        void forceBy(final SyncLoop loop) {
            sync = loop;
        }

        @Override
        public void onStart() {
            // What an earlier process left behind does not wait for the first command.
            if (sync != null) {
                sync.forceRest();
            }
        }

        @Override
        boolean ready(final Slot slot) {
            return slot.tick || gate.open(slot.gateSequence);
        }

        private boolean awaitOpen(final long sequence) {
            return sync == null ? gate.awaitOpen(sequence) : sync.forceTo(sequence);
        }

        @Override
        void work(final Slot slot) {
            expect(slot, Slot.ANSWERED);
            if (slot.tick) {
                if (sync != null) {
                    sync.forceRest();
                }
                slot.letGo();
                return;
            }
            if (!awaitOpen(slot.gateSequence)) {
                return;
            }
            assert gate.open(slot.gateSequence) && gate.appended() >= slot.gateSequence;
            sink.onAnswer(slot.correlation, slot.sequence, slot.timeMs, slot.buffer,
                slot.answerAt(), slot.answerLength);
            admission.release(slot.commandLength);
            slot.letGo();
        }
    }
}
