package io.clearline.bench;

import io.clearline.engine.core.Core;
import java.io.IOException;
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
 * What do controls cost a decision, and how long does publishing one take among many? Three
 * controls hit each declaration, the others none; see {@link ControlMaker}.
 *
 * <pre>
 * java -jar bench/target/benchmarks.jar ControlBenchmark -prof gc
 * </pre>
 */
@State(Scope.Thread)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = {
    "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xmx3g",
    "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED"})
public class ControlBenchmark {
    /** How many declarations one invocation decides; figures are per declaration. */
    static final int COMMANDS = 10_000;

    /** How many controls are in force; 0 = none, to compare with. */
    @Param({"0", "10", "100", "1000", "10000", "100000"})
    private int controls;

    private CommandSet set;
    private Core core;
    private ControlMaker maker;
    private int version = 1;

    /** Makes the declarations and puts the controls in force. */
    @Setup(Level.Trial)
    public void publishAll() throws IOException {
        set = CommandSet.generate(COMMANDS);
        core = set.newCore();
        maker = new ControlMaker();
        for (int i = 0; i < controls; i++) {
            publish(maker.next(i));
        }
    }

    private void publish(final int length) {
        CommandSet.step(core, maker.buffer(), 0, length);
    }

    /** Decides declarations. */
    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @OutputTimeUnit(TimeUnit.NANOSECONDS)
    @OperationsPerInvocation(COMMANDS)
    public void decide(final Blackhole taken) {
        for (int i = 0; i < COMMANDS; i++) {
            taken.consume(set.decide(core, i));
        }
    }

    /** Publishes a new version of one control among the others: decided and applied. */
    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    public void publishOne() {
        publish(maker.version(controls / 2 | 4, ++version));
    }
}
