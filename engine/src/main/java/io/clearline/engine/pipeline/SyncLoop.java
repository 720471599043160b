package io.clearline.engine.pipeline;

import io.clearline.engine.journal.Journal;
import java.util.concurrent.locks.LockSupport;

/**
 * Group commit: forces the journal as long as there is something unforced. While one force runs,
 * the next group gathers behind it, so that the disk is asked as often as it can answer and never
 * per record. Run by a thread of its own, or asked by that which hands out answers.
 */
final class SyncLoop implements Runnable {
    /** From so many records in a group on the next one is let gather. */
    private static final int MANY = 8;
    private static final long GATHER_NS = 200_000;

    private final Journal journal;
    private final Gate gate;
    private final Fault fault;
    /** How many records the last force covered. */
    private long group;

    SyncLoop(final Journal journal, final Gate gate, final Fault fault) {
        this.journal = journal;
        this.gate = gate;
        this.fault = fault;
    }

    @Override
    public void run() {
        try {
            // The target is read before the force begins: what is appended meanwhile may miss it.
            for (long target = gate.awaitUnforced(); target >= 0; target = gate.awaitUnforced()) {
                force(target);
            }
        } catch (final Throwable thrown) {
            fault.raise("sync", thrown);
        }
    }

    /** Forces what is unforced, if anything is. */
    void forceRest() {
        final long target = gate.unforced();
        if (target >= 0) {
            force(target);
        }
    }

    /** Forces until a record is on the disk; returns false if the engine failed before. */
    boolean forceTo(final long sequence) {
        while (!gate.open(sequence) && !fault.raised()) {
            gather();
            forceRest();
        }
        return !fault.raised();
    }

    /**
     * Under load, gives the next group some time, so that fewer forces serve as many records. What follows a
     * small group is forced at once.
     */
    private void gather() {
        if (group >= MANY) {
            LockSupport.parkNanos(GATHER_NS);
            // Nobody here is stopped by an interrupt; left standing, it would end every later pause.
            Thread.interrupted();
        }
    }

    /** Returns what a force that begins now must cover, -1 if nothing is to be forced. */
    long unforced() {
        return gate.unforced();
    }

    /** Forces everything up to a target, which was read before. */
    void force(final long target) {
        try {
            group = target - gate.durable();
            journal.force();
            gate.durable(target);
        } catch (final Throwable thrown) {
            // What is on the disk is unknown after a failed force, and a second one may lie: stop.
            fault.raise("sync", thrown);
        }
    }
}
