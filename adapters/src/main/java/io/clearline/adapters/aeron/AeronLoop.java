package io.clearline.adapters.aeron;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoRegistration;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.IdleStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that polls Aeron as an event loop of Netty: what sessions need of a loop (tasks, timers,
 * an orderly end) is the same as over TCP.
 */
public final class AeronLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AeronLoop.class);

    private final Polling polling;
    private final EventLoopGroup group;

    /** What is looked at in each round; on the loop. */
    @FunctionalInterface
    public interface Poller {
        /** Does what there is to do without waiting; returns how much that was, 0 = nothing. */
        int poll();
    }

    /** The rounds, between which the loop runs its tasks and timers. */
    private static final class Polling implements IoHandler {
        private final IdleStrategy idle;
        private final List<Poller> pollers = new ArrayList<>();
        private volatile Thread parked;

        Polling(final IdleStrategy idle) {
            this.idle = idle;
        }

        @Override
        public int run(final IoHandlerContext context) {
            int work = 0;
            // By index: a poller may add others and remove itself.
            for (int i = pollers.size() - 1; i >= 0; i--) {
                work += poll(pollers.get(i));
            }
            if (work > 0) {
                idle.reset();
                return work;
            }
            parked = Thread.currentThread();
            if (context.canBlock()) {
                idle.idle();
            } else {
                idle.reset();
            }
            parked = null;
            return 0;
        }

        private static int poll(final Poller poller) {
            try {
                return poller.poll();
            } catch (final RuntimeException e) {
                // The loop carries others, too: it does not end for one.
                LOG.error("What was polled failed", e);
                return 0;
            }
        }

        @Override
        public void wakeup() {
            final Thread thread = parked;
            if (thread != null) {
                LockSupport.unpark(thread);
            }
        }

        @Override
        public IoRegistration register(final IoHandle handle) {
            throw new UnsupportedOperationException("only Aeron is polled here");
        }

        @Override
        public boolean isCompatible(final Class<? extends IoHandle> type) {
            return false;
        }
    }

    /** Starts the thread. */
    public AeronLoop(final String name, final Idle idle) {
        polling = new Polling(idle.strategy());
        group = new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory(name, true), executor -> polling);
    }

    /** Returns what runs tasks and timers on the thread. */
    public EventLoop loop() {
        return group.next();
    }

    /** Polls it from now on; on the loop. */
    public void add(final Poller poller) {
        polling.pollers.add(poller);
    }

    /** Polls it no longer; on the loop. */
    public void remove(final Poller poller) {
        polling.pollers.remove(poller);
    }

    /** Ends the thread after what was given to it. */
    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
