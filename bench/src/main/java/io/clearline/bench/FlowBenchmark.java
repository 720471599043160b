package io.clearline.bench;

import io.clearline.engine.record.sbe.DeclareDecoder;
import io.clearline.engine.record.sbe.Flow;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import java.util.concurrent.TimeUnit;
import org.agrona.collections.IntArrayList;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
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
 * How long does a decision take by flow, by number of items and by number of controls in force? On
 * the mixed stream's reference data and 40,000 commands of state.
 *
 * <pre>
 * java -jar bench/target/benchmarks.jar FlowBenchmark -p flow=SECOND_LINE_EXIT -p items=1,5 -prof gc
 * </pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = {
    "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xmx2g", "-XX:MaxDirectMemorySize=2g",
    "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED"})
public class FlowBenchmark {
    /** How many declarations one invocation decides; figures are per declaration. */
    static final int DECLARATIONS = 500;

    private static final int PRELUDE = 40_000;
    private static final int BATCH = 20_000;
    private static final int BATCHES = 40;

    /** The flow of all declarations. */
    @Param({"FIRST_LINE_IMPORT", "FIRST_LINE_EXPORT", "SECOND_LINE_EXIT", "SECOND_LINE_ENTRY",
        "ISLAND_TRANSFER"})
    private Flow flow;

    /** How many items each has. */
    @Param({"1", "2", "5"})
    private int items;

    /** How many controls are in force. */
    @Param({"0", "100"})
    private int controls;

    private final IntArrayList chosen = new IntArrayList();
    private MixedWorld world;

    /** Lets the stream run until one batch of it has enough declarations of the kind. */
    @Setup
    public void choose() {
        world = new MixedWorld(
            1, MixedReference.TRADERS, controls, (command, offset, length) -> { });
        world.run(PRELUDE);
        final MessageHeaderDecoder header = new MessageHeaderDecoder();
        final DeclareDecoder declare = new DeclareDecoder();
        world.stream().acts(false);
        for (int batch = 0; batch < BATCHES; batch++) {
            world.write(BATCH);
            chosen.clear();
            for (int i = 0; i < world.size() && chosen.size() < DECLARATIONS; i++) {
                declare.wrapAndApplyHeader(world.commands(), world.offset(i), header);
                if (declare.flow() == flow && itemCount(declare) == items) {
                    chosen.addInt(i);
                }
            }
            if (chosen.size() == DECLARATIONS) {
                return;
            }
            world.applyWritten();
        }
        throw new IllegalStateException("the stream has too few of " + flow + " with " + items
            + " items");
    }

    private static int itemCount(final DeclareDecoder declare) {
        declare.formErrors().forEachRemaining(ignored -> { });
        declare.documents().forEachRemaining(DeclareDecoder.DocumentsDecoder::skipNo);
        declare.containers().forEachRemaining(ignored -> { });
        return declare.items().count();
    }

    /** Decides. */
    @Benchmark
    @OperationsPerInvocation(DECLARATIONS)
    public void decide(final Blackhole taken) {
        for (int i = 0; i < DECLARATIONS; i++) {
            taken.consume(world.decide(chosen.getInt(i)));
        }
    }
}
