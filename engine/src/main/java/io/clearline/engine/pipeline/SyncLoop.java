package io.clearline.engine.pipeline;

import io.clearline.engine.journal.Journal;

/**
 * Group commit: forces the journal as long as there is something unforced. While one force runs,
 * the next group gathers behind it, so that the disk is asked as often as it can answer and never
 * per record.
 */
final class SyncLoop implements Runnable {
    private final Journal journal;
    private final Gate gate;
    private final Fault fault;

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

    /** Returns what a force that begins now must cover, -1 if nothing is to be forced. */
    long unforced() {
        return gate.unforced();
    }

    /** Forces everything up to a target, which was read before. */
    void force(final long target) {
        try {
            journal.force();
            gate.durable(target);
        } catch (final Throwable thrown) {
            // What is on the disk is unknown after a failed force, and a second one may lie: stop.
            fault.raise("sync", thrown);
        }
    }
}
