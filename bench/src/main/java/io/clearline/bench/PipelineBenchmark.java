package io.clearline.bench;

import io.clearline.bench.rig.EngineRun;
import io.clearline.bench.rig.RawAppend;
import io.clearline.bench.rig.RecordSizes;
import io.clearline.engine.core.ClearanceCore;
import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.Journal;
import io.clearline.engine.journal.RecordPlace;
import io.clearline.engine.pipeline.ClearanceEngine;
import io.clearline.engine.pipeline.Durability;
import io.clearline.engine.pipeline.EngineConfig;
import io.clearline.engine.pipeline.Offer;
import io.clearline.engine.recovery.Replayer;
import io.clearline.engine.snapshot.Snapshot;
import io.clearline.engine.snapshot.Snapshots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.DirectBuffer;
import org.agrona.IoUtil;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long do the parts around the core take: a hop through the ring, an append, the whole fused
 * step, replay, writing and loading a snapshot? Figures are for a command; of the snapshot for one
 * of its commands.
 *
 * <pre>
 * java -jar bench/target/benchmarks.jar PipelineBenchmark -prof gc
 * </pre>
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3)
@Measurement(iterations = 5)
@Fork(value = 1, jvmArgsAppend = {
    "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xmx2g", "-XX:MaxDirectMemorySize=3g",
    "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
    "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
    "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED"})
public class PipelineBenchmark {
    /** Commands of one invocation. */
    static final int COMMANDS = 100_000;

    private static final int TRADERS = 10_000;
    private static final int PRELUDE = 20_000;
    private static final EngineConfig CONFIG =
        EngineConfig.defaults().withDurability(Durability.PAGE_CACHE);

    /** An engine whose core and journal do nothing. */
    @State(Scope.Thread)
    public static class Ring {
        private final AtomicLong answered = new AtomicLong();
        private LoadStream stream;
        private ClearanceEngine engine;
        private long offered;

        /** Starts it. */
        @Setup
        public void start() {
            stream = new LoadStream(1_000, 0, 0, false);
            stream.require(stream.setup() + 1_000);
            engine = ClearanceEngine.open(CONFIG, new IdleCore(), new NoJournal(),
                (correlation, sequence, timeMs, answer, offset, length) ->
                    answered.lazySet(answered.getPlain() + 1));
        }

        /** Ends it. */
        @TearDown
        public void close() {
            engine.close();
        }
    }

    /** A real engine that is worked up to where the stream's declarations begin. */
    @State(Scope.Thread)
    public static class Engine {
        private LoadStream stream;
        private EngineRun run;

        /** Writes the stream. */
        @Setup(Level.Trial)
        public void write() {
            stream = new LoadStream(TRADERS, 100, PRELUDE, false);
            stream.require(stream.setup() + PRELUDE + COMMANDS);
        }

        /** Starts a new engine. */
        @Setup(Level.Iteration)
        public void start() throws IOException {
            run = new EngineRun(Path.of(System.getProperty("java.io.tmpdir")), CONFIG, stream, 1,
                null);
            run.warmUpFlooding();
        }

        /** Ends it and removes its journal. */
        @TearDown(Level.Iteration)
        public void close() {
            run.close();
            run.remove();
        }
    }

    /** A journal that is there to be read, and the core that stands at its end. */
    @State(Scope.Thread)
    public static class Written {
        private final ClearanceCore core = new ClearanceCore();
        private EngineRun run;
        private RecordSizes sizes;
        private DataDirectory data;
        private Snapshots snapshots;
        private Snapshot snapshot;
        private int fresh;

        /** Writes it. */
        @Setup
        public void write() throws IOException {
            final LoadStream stream = new LoadStream(TRADERS, 100, PRELUDE, false);
            run = new EngineRun(Path.of(System.getProperty("java.io.tmpdir")), CONFIG, stream, 1,
                null);
            run.warmUpFlooding();
            run.fill(COMMANDS);
            run.close();
            final long last = run.engine().lastSequence();
            sizes = RecordSizes.read(run.engine().directory(), last - COMMANDS + 1, last);
            data = DataDirectory.at(run.engine().directory());
            Replayer.replay(data, () -> core, 1, Long.MAX_VALUE);
            final Path beside = run.fresh("snapshots");
            Files.createDirectories(beside);
            try (DataDirectory own = DataDirectory.open(beside)) {
                Files.createDirectories(own.snapshots());
                snapshots = new Snapshots(own);
            }
            snapshot = snapshots.write(core, place());
        }

        private RecordPlace place() {
            return new RecordPlace(core.lastSequence(), 0, 0, 0);
        }

        /** Removes it. */
        @TearDown
        public void remove() {
            run.remove();
        }
    }

    /** Offers commands to an engine that does nothing with them and waits for the answers. */
    @Benchmark
    @OperationsPerInvocation(COMMANDS)
    public long ringHop(final Ring ring) {
        for (int i = 0; i < COMMANDS; i++) {
            final int at = ring.stream.setup() + i % 1_000;
            while (ring.engine.tryOffer(ring.stream.buffer(at), ring.stream.offset(at),
                ring.stream.length(at), i) != Offer.ACCEPTED) {
                Thread.onSpinWait();
            }
        }
        ring.offered += COMMANDS;
        while (ring.answered.get() < ring.offered) {
            Thread.onSpinWait();
        }
        return ring.offered;
    }

    /** Clears declarations by the real pipeline: decided, journaled, applied, answered. */
    @Benchmark
    @OperationsPerInvocation(COMMANDS)
    public void fusedStep(final Engine engine) {
        engine.run.fill(COMMANDS);
    }

    /** Appends records to a queue by a bare loop. */
    @Benchmark
    @OperationsPerInvocation(COMMANDS)
    public long journalAppend(final Written written) {
        final Path directory = written.run.fresh("raw-" + written.fresh++);
        final long ns = RawAppend.append(directory, written.sizes);
        IoUtil.delete(directory.toFile(), false);
        return ns;
    }

    /** Decides a journal again and compares. */
    @Benchmark
    @OperationsPerInvocation(COMMANDS)
    public long replay(final Written written) {
        return Replayer.replay(written.data, ClearanceCore::new, 1, Long.MAX_VALUE).equal();
    }

    /** Writes a snapshot. */
    @Benchmark
    @OperationsPerInvocation(COMMANDS)
    public Snapshot snapshotWrite(final Written written) {
        return written.snapshots.write(written.core, written.place());
    }

    /** Loads a snapshot. */
    @Benchmark
    @OperationsPerInvocation(COMMANDS)
    public long snapshotLoad(final Written written) {
        final ClearanceCore core = new ClearanceCore();
        written.snapshot.load(core);
        return core.lastSequence();
    }

    /** Keeps nothing. */
    private static final class NoJournal implements Journal {
        @Override
        public void append(final DirectBuffer record, final int offset, final int length) {
        }

        @Override
        public void force() {
        }

        @Override
        public void close() {
        }
    }
}
