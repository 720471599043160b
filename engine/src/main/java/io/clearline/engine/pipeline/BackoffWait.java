package io.clearline.engine.pipeline;

import com.lmax.disruptor.AlertException;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import com.lmax.disruptor.WaitStrategy;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/**
 * Spins briefly, yields briefly, then blocks until something is published. Where the work is
 * published but the stage before has not done with it, it naps instead: stages do not signal each
 * other, and the library's blocking strategies would spin there for as long as a slow disk takes.
 */
final class BackoffWait implements WaitStrategy {
    private static final int SPINS = 200;
    private static final int YIELDS = 50;
    private static final long NAP_NS = 20_000;

    private final Object lock = new Object();
    private volatile boolean blocked;

    @Override
    public long waitFor(
        final long sequence, final Sequence cursor, final Sequence dependent,
        final SequenceBarrier barrier) throws AlertException {
        int tries = 0;
        long available = dependent.get();
        while (available < sequence) {
            barrier.checkAlert();
            if (tries < SPINS) {
                tries++;
                Thread.onSpinWait();
            } else if (tries < SPINS + YIELDS) {
                tries++;
                Thread.yield();
            } else if (cursor.get() < sequence) {
                block(sequence, cursor, barrier);
                tries = 0;
            } else {
                LockSupport.parkNanos(NAP_NS);
                Thread.interrupted();
            }
            available = dependent.get();
        }
        return available;
    }

    @Override
    public void signalAllWhenBlocking() {
        if (blocked) {
            synchronized (lock) {
                blocked = false;
                lock.notifyAll();
            }
        }
    }

    private void block(final long sequence, final Sequence cursor, final SequenceBarrier barrier)
        throws AlertException {
        synchronized (lock) {
            while (true) {
                // Said before the cursor is looked at again: whoever publishes after this look sees
                // it.
                blocked = true;
                VarHandle.fullFence();
                if (cursor.get() >= sequence) {
                    return;
                }
                barrier.checkAlert();
                try {
                    lock.wait();
                } catch (final InterruptedException ignored) {
                    // Stages are never stopped by an interrupt. Thrown on, it would make the
                    // processor skip a slot that was not even published.
                    continue;
                }
            }
        }
    }
}
