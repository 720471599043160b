package io.clearline.bench;

import io.clearline.engine.core.Core;
import java.io.IOException;
import java.nio.file.Path;
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
 * How long does the core take for one decision? Whole decisions on given declarations, the answer
 * message and the effects written; no ring, no journal, no JSON.
 *
 * <pre>
 * java -jar bench/target/benchmarks.jar DecideBenchmark -prof gc
 * java -jar bench/target/benchmarks.jar DecideBenchmark -prof gc -p reference=DIR -p commands=FILE
 * </pre>
 *
 * <p>Without parameters the demo's declarations are decided on the bundled reference data.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = {
    "-XX:+UseSerialGC", "-XX:-UsePerfData",
    "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED"})
public class DecideBenchmark {
    /** How many commands one invocation decides; figures are per command. */
    static final int COMMANDS = 40_000;

    /** A directory of reference data; empty = the bundled one. */
    @Param("")
    private String reference;

    /** A file of commands with the declared clock; empty = the demo's declarations. */
    @Param("")
    private String commands;

    private CommandSet set;
    private Core core;

    /** Reads or generates the commands. */
    @Setup(Level.Trial)
    public void load() throws IOException {
        set = commands.isEmpty() ? CommandSet.generate(COMMANDS)
            : CommandSet.read(Path.of(reference), Path.of(commands), COMMANDS);
        core = set.newCore();
    }

    /** A core for each invocation that has seen none of the commands; making it is not counted. */
    @State(Scope.Thread)
    public static class Fresh {
        private Core core;

        /** Makes the core. */
        @Setup(Level.Invocation)
        public void forget(final DecideBenchmark benchmark) {
            core = benchmark.set.newCore();
        }
    }

    /** Decides: state is read, nothing is written but the verdict. */
    @Benchmark
    @OperationsPerInvocation(COMMANDS)
    public void decide(final Blackhole taken) {
        for (int i = 0; i < COMMANDS; i++) {
            taken.consume(set.decide(core, i));
        }
    }

    /**
     * Decides and applies, as the engine does with each command. What is allocated is the state,
     * which grows with each, and the core of each invocation, which the profiler counts in.
     */
    @Benchmark
    @OperationsPerInvocation(COMMANDS)
    public void decideAndApply(final Fresh fresh, final Blackhole taken) {
        for (int i = 0; i < COMMANDS; i++) {
            taken.consume(set.decideAndApply(fresh.core, i));
        }
    }
}
