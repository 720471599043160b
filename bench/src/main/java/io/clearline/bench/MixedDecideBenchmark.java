package io.clearline.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * How long does the core take for one decision of a mixed stream over a large state? All flows and
 * the acts that follow on them, 1 to 5 items, 100,000 traders, 9,000 tariff lines; see {@link
 * MixedStream}. Whole decisions, the answer message and the effects written; no ring, no journal,
 * no JSON. Drawn evenly over traders, lines and declarations, so that most look-ups miss the
 * caches.
 *
 * <pre>
 * java -jar bench/target/benchmarks.jar MixedDecideBenchmark -prof gc
 * java -jar bench/target/benchmarks.jar MixedDecideBenchmark.decide -p declarations=1000000 -f 1
 * </pre>
 *
 * <p>Building the state of 1,000,000 declarations takes some ten seconds before the first
 * iteration. The allocation of {@code decideAndApply} is mostly that of writing the commands;
 * {@code decide} has none.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = {
    "-XX:+UseSerialGC", "-XX:+UseTransparentHugePages", "-XX:-UsePerfData", "-Xms1g", "-Xmx2g",
    "-XX:MaxDirectMemorySize=2g",
    "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED"})
public class MixedDecideBenchmark {
    /** How many commands one invocation decides; figures are per command. */
    static final int COMMANDS = 40_000;

    private static final long SEED = 20_260_302;

    private static MixedWorld worldOf(final int declarations) {
        final MixedWorld world = new MixedWorld(SEED);
        world.grow(declarations);
        world.write(COMMANDS);
        System.out.println(declarations + " declarations; commands on the tape: " + world.tally());
        return world;
    }

    /** A state that stays as it is, and commands that are decided on it again and again. */
    @State(Scope.Thread)
    public static class Frozen {
        /** How many declarations the state holds. */
        @Param({"10000", "1000000"})
        private int declarations;

        private MixedWorld world;

        /** Builds the state and writes the commands. */
        @Setup(Level.Trial)
        public void build() {
            world = worldOf(declarations);
        }
    }

    /** A state that grows, and for each invocation commands that were never decided. */
    @State(Scope.Thread)
    public static class Growing {
        /** How many declarations the state holds at first. */
        @Param({"10000", "1000000"})
        private int declarations;

        private MixedWorld world;

        /** Builds the state. */
        @Setup(Level.Trial)
        public void build() {
            world = worldOf(declarations);
        }

        /** Writes the next commands; that is not counted. */
        @Setup(Level.Invocation)
        public void write() {
            world.write(COMMANDS);
        }
    }

    /** Decides: state is read, nothing is written but the verdict. */
    @Benchmark
    @OperationsPerInvocation(COMMANDS)
    public void decide(final Frozen frozen, final Blackhole taken) {
        for (int i = 0; i < COMMANDS; i++) {
            taken.consume(frozen.world.decide(i));
        }
    }

    /** Decides and applies, as the engine does with each command: the state grows as it would. */
    @Benchmark
    @OperationsPerInvocation(COMMANDS)
    public void decideAndApply(final Growing growing, final Blackhole taken) {
        for (int i = 0; i < COMMANDS; i++) {
            taken.consume(growing.world.decideAndApply(i));
        }
    }
}
