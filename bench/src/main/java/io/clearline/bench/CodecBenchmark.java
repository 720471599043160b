package io.clearline.bench;

import io.clearline.adapters.json.AnswerEncoder;
import io.clearline.adapters.json.CommandDecoder;
import io.clearline.engine.core.Verdict;
import io.clearline.engine.record.sbe.DeclareDecoder;
import io.clearline.engine.record.sbe.MessageHeaderDecoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.agrona.ExpandableArrayBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long does it take to make a command of a line of JSON, a line of an answer, and to read every
 * field of a binary declaration?
 *
 * <pre>
 * java -jar bench/target/benchmarks.jar CodecBenchmark -prof gc
 * </pre>
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
public class CodecBenchmark {
    private static final byte[] LINE = ("{\"type\":\"declare\",\"at\":\"2026-03-02T09:00:00+08:00\","
        + "\"ref\":\"YP-0001\",\"flow\":\"FIRST_LINE_IMPORT\",\"form\":\"NORMAL\","
        + "\"office\":\"6401\",\"entryOffice\":\"6401\",\"trader\":\"91460100MA5T00001L\","
        + "\"supervisionMode\":\"0110\",\"transport\":\"2\",\"packages\":1,\"grossKg\":\"120.5\","
        + "\"netKg\":\"100\",\"dispatchCountry\":\"JPN\",\"items\":[{\"no\":1,"
        + "\"hs\":\"84581100\",\"name\":\"CNC lathe\",\"quantity\":\"1\","
        + "\"value\":\"1000000.00\",\"origin\":\"JPN\",\"regime\":\"ZERO_TARIFF\"}]}")
        .getBytes(StandardCharsets.UTF_8);

    private final CommandDecoder decoder = new CommandDecoder(true);
    private final ExpandableArrayBuffer message = new ExpandableArrayBuffer(4096);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final DeclareDecoder declare = new DeclareDecoder();
    private final AnswerEncoder encoder = new AnswerEncoder();
    private MixedWorld world;
    private ExpandableArrayBuffer answer;
    private long answerMs;

    /** Has one declaration decided. */
    @Setup
    public void decide() {
        world = new MixedWorld(1, 1_000, 0, (command, offset, length) -> { });
        world.write(1);
        final Verdict verdict = world.decide(0);
        answer = new ExpandableArrayBuffer(4096);
        answer.putBytes(0, verdict.answer(), 0, verdict.answerLength());
        answerMs = verdict.timeMs();
    }

    /** Reads JSON and writes the binary command. */
    @Benchmark
    public int decodeJson() {
        return decoder.decode(LINE, 0, LINE.length, message, 0);
    }

    /** Writes an answer as JSON. */
    @Benchmark
    public int encodeJson() {
        return encoder.encode(1, 1, answerMs, answer, 0);
    }

    /** Reads fields of the head and of each item of a binary declaration. */
    @Benchmark
    public long decodeBinary() {
        declare.wrapAndApplyHeader(world.commands(), world.offset(0), header);
        long sum = declare.at() + declare.office() + declare.grossKg() + declare.netKg();
        declare.formErrors().forEachRemaining(ignored -> { });
        declare.documents().forEachRemaining(DeclareDecoder.DocumentsDecoder::skipNo);
        declare.containers().forEachRemaining(ignored -> { });
        final DeclareDecoder.ItemsDecoder items = declare.items();
        while (items.hasNext()) {
            items.next();
            sum += items.hs() + items.quantity() + items.value() + items.origin();
            items.inputs().forEachRemaining(DeclareDecoder.ItemsDecoder.InputsDecoder::skipCode);
            items.skipName();
            items.skipAttributes();
            items.skipCode();
        }
        return sum + declare.skipConveyance();
    }

    /** Writes the next command of the mixed stream: what the generator costs. */
    @Benchmark
    public int encodeBinary() {
        world.write(1);
        return world.size();
    }
}
