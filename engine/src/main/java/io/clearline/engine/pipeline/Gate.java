package io.clearline.engine.pipeline;

import com.lmax.disruptor.Sequence;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/**
 * How far the journal was written and how far it was forced; lets an answer out when its record is
 * as durable as promised. The journal's thread writes {@code appended}, whoever forces writes {@code
 * durable}, the egress thread waits. Both sequences are padded: they are written once per record by
 * different cores.
 */
final class Gate {
    private static final int SPINS = 100;
    /** Wake-ups are not lost (see the fences); this only bounds what a mistake here would cost. */
    private static final long PARK_NS_MAX = 100_000_000;

    private final Fault fault;
    private final boolean group;
    private final Sequence appended;
    private final Sequence durable = new Sequence(0);
    private volatile Thread parkedSync;
    private volatile Thread parkedEgress;
    private volatile boolean stopped;

    /**
     * Creates the gate of a journal that ends with {@code lastSequence}. What an earlier process
     * appended counts as not yet forced: it may have been killed between the two.
     */
    Gate(final Fault fault, final Durability durability, final long lastSequence) {
        this.fault = fault;
        this.group = durability == Durability.GROUP;
        this.appended = new Sequence(lastSequence);
    }

    long appended() {
        return appended.get();
    }

    long durable() {
        return durable.get();
    }

    /** Tells whether a record is as durable as its answer promises. */
    boolean open(final long sequence) {
        return (group ? durable : appended).get() >= sequence;
    }

    /** Says that a record is in the journal. */
    void appended(final long sequence) {
        if (!group) {
            appended.set(sequence);
            return;
        }
        // Volatile: the store must be seen before parkedSync is read, or both sides could miss each
        // other.
        appended.setVolatile(sequence);
        wakeSync();
    }

    /** Says that all records up to this one were forced. */
    void durable(final long sequence) {
        durable.setVolatile(sequence);
        wakeEgress();
    }

    /** Returns the last sequence there is to force, -1 if everything was. */
    long unforced() {
        final long target = appended.get();
        return target > durable.get() ? target : -1;
    }

    /** Waits until there is something to force; returns its last sequence, -1 at the end. */
    long awaitUnforced() {
        while (!stopped && !fault.raised()) {
            parkedSync = Thread.currentThread();
            VarHandle.fullFence();
            final long target = unforced();
            if (target >= 0) {
                parkedSync = null;
                return target;
            }
            if (!stopped && !fault.raised()) {
                park();
            }
        }
        parkedSync = null;
        return -1;
    }

    /** Waits until a record is durable; returns false if the engine failed before. */
    boolean awaitOpen(final long sequence) {
        int spins = SPINS;
        while (!open(sequence)) {
            if (fault.raised()) {
                return false;
            }
            if (spins > 0) {
                spins--;
                Thread.onSpinWait();
                continue;
            }
            parkedEgress = Thread.currentThread();
            VarHandle.fullFence();
            if (!open(sequence) && !fault.raised()) {
                park();
            }
            parkedEgress = null;
        }
        return !fault.raised();
    }

    /** Ends the waiting of the sync thread. */
    void stop() {
        stopped = true;
        wake();
    }

    /** Wakes whoever waits, to look at the fault. */
    void wake() {
        wakeSync();
        wakeEgress();
    }

    private void wakeSync() {
        final Thread sync = parkedSync;
        if (sync != null) {
            // Once is enough: until it has got up, every record would pay for another call.
            parkedSync = null;
            LockSupport.unpark(sync);
        }
    }

    private void wakeEgress() {
        final Thread egress = parkedEgress;
        if (egress != null) {
            parkedEgress = null;
            LockSupport.unpark(egress);
        }
    }

    private static void park() {
        LockSupport.parkNanos(PARK_NS_MAX);
        // Nobody here is stopped by an interrupt; left standing, it would turn every wait into a
        // spin.
        Thread.interrupted();
    }
}
