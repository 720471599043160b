package io.clearline.engine.pipeline;

import com.lmax.disruptor.BatchEventProcessor;
import com.lmax.disruptor.BatchEventProcessorBuilder;
import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.ExceptionHandler;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.WaitStrategy;
import com.lmax.disruptor.YieldingWaitStrategy;
import io.clearline.engine.block.Blocks;
import io.clearline.engine.journal.Background;
import io.clearline.engine.journal.Machine;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of an engine: one for each stage, chained in the order in which they are added, and
 * those beside the ring. Wired by hand, since the library's own wiring loses what was published
 * before its handlers run and cannot be shut down within a time.
 */
final class EngineThreads implements Drive {
    private static final Logger LOG = LoggerFactory.getLogger(EngineThreads.class);
    private static final long GRACE_NS = 1_000_000_000;

    private final EngineConfig config;
    private final RingBuffer<Slot> ring;
    private final Fault fault;
    private final List<BatchEventProcessor<Slot>> processors = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Background memory =
        Machine.system().background("clearline-memory", Blocks::prepare);

    EngineThreads(final EngineConfig config, final RingBuffer<Slot> ring, final Fault fault) {
        this.config = config;
        this.ring = ring;
        this.fault = fault;
    }

    static WaitStrategy waitStrategy(final Waiting waiting) {
        return switch (waiting) {
            case BACKOFF -> new BackoffWait();
            case YIELDING -> new YieldingWaitStrategy();
            case BUSY_SPIN -> new BusySpinWaitStrategy();
        };
    }

    @Override
    public Sequence stage(final Stage stage) {
        final Sequence[] before = processors.isEmpty() ? new Sequence[0]
            : new Sequence[] {processors.get(processors.size() - 1).getSequence()};
        final BatchEventProcessor<Slot> processor = new BatchEventProcessorBuilder()
            .setMaxBatchSize(config.batchMax())
            .build(ring, ring.newBarrier(before), stage);
        processor.setExceptionHandler(new Stop());
        processors.add(processor);
        add("clearline-" + stage.name(), processor);
        return processor.getSequence();
    }

    @Override
    public void sync(final SyncLoop loop, final Stage.Egress egress) {
        if (config.preset() == Preset.STAGED) {
            add("clearline-sync", loop);
        } else {
            egress.forceBy(loop);
        }
    }

    @Override
    public void ticker(final Ticker ticker) {
        add("clearline-ticker", ticker);
    }

    private void add(final String name, final Runnable work) {
        final Thread thread = new Thread(work, name);
        // A stage that hangs in a dead disk must not keep the process from ending with its exit
        // status; whoever wants everything answered calls close().
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((t, thrown) -> fault.raise(t.getName(), thrown));
        threads.add(thread);
    }

    @Override
    public void start() {
        final int cores = Runtime.getRuntime().availableProcessors();
        // One more than the stages: whoever offers needs a core too.
        if (config.waiting() != Waiting.BACKOFF && processors.size() + 1 > cores) {
            LOG.warn("{} stages wait {} on {} cores, take them from each other; use BACKOFF",
                processors.size(), config.waiting(), cores);
        }
        threads.forEach(Thread::start);
        memory.start();
    }

    @Override
    public boolean own(final Thread thread) {
        return threads.contains(thread);
    }

    /** Ends all threads. Never by an interrupt, which a mapped journal takes badly. */
    @Override
    public boolean stop(final long deadlineNs) {
        memory.close();
        processors.forEach(BatchEventProcessor::halt);
        final long endNs = Math.max(deadlineNs, System.nanoTime() + GRACE_NS);
        boolean ended = true;
        boolean interrupted = false;
        for (final Thread thread : threads) {
            interrupted |= join(thread, endNs);
            if (thread.isAlive()) {
                ended = false;
                fault.raise("close", new IllegalStateException(
                    thread.getName() + " hangs; the journal stays open and locked"));
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return ended;
    }

    @Override
    public void failed(final String where, final Throwable cause) {
        LOG.error("Engine stopped, {} failed; nothing more leaves", where, cause);
    }

    private static boolean join(final Thread thread, final long endNs) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            final long leftMs = (endNs - System.nanoTime()) / 1_000_000;
            if (leftMs <= 0) {
                break;
            }
            try {
                thread.join(leftMs);
            } catch (final InterruptedException early) {
                interrupted = true;
            }
        }
        return interrupted;
    }

    /** Last resort: stages catch what they throw, so what arrives here is a fault of the wiring. */
    private final class Stop implements ExceptionHandler<Slot> {
        @Override
        public void handleEventException(
            final Throwable thrown, final long sequence, final Slot slot) {
            fault.raise("ring", thrown);
        }

        @Override
        public void handleOnStartException(final Throwable thrown) {
            fault.raise("ring", thrown);
        }

        @Override
        public void handleOnShutdownException(final Throwable thrown) {
            fault.raise("ring", thrown);
        }
    }
}
