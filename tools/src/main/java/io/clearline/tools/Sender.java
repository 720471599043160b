package io.clearline.tools;

import io.clearline.engine.pipeline.BusyReason;
import io.clearline.engine.pipeline.ClearanceEngine;
import io.clearline.engine.pipeline.Offer;
import java.util.concurrent.locks.LockSupport;
import org.agrona.DirectBuffer;

/**
 * Offers commands until they are taken: spins a little while the ring is full, then parks, so that
 * on a small machine the engine's threads get the core. One thread's.
 */
public final class Sender {
    private static final int SPINS = 64;
    private static final long PARK_NS = 20_000;

    private final ClearanceEngine engine;
    private long accepted;

    /** Creates a sender to that engine. */
    public Sender(final ClearanceEngine engine) {
        this.engine = engine;
    }

    /**
     * Offers one command until it is taken.
     *
     * @throws Failure if the engine takes nothing any more, or not before someone frees space
     */
    public void send(
        final DirectBuffer command, final int offset, final int length, final long correlation) {
        int tries = 0;
        while (true) {
            final Offer offer = engine.tryOffer(command, offset, length, correlation);
            if (offer == Offer.ACCEPTED) {
                accepted++;
                return;
            }
            if (offer == Offer.CLOSED) {
                throw Failures.stopped(engine);
            }
            if (engine.busyReason() == BusyReason.NO_ROOM) {
                throw Failures.noRoom(engine.room());
            }
            if (++tries < SPINS) {
                Thread.onSpinWait();
            } else {
                LockSupport.parkNanos(PARK_NS);
            }
        }
    }

    /** Returns how many commands were taken. */
    public long accepted() {
        return accepted;
    }
}
