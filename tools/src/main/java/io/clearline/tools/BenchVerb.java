package io.clearline.tools;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code clearline bench}, which the launcher starts from a jar of its own. */
@Command(
    name = "bench",
    description = "Measures: latency, throughput, durable, replay, recover, compare, and peers.")
final class BenchVerb implements Callable<Integer> {
    @Parameters(hidden = true)
    private List<String> ignored;

    @Override
    public Integer call() {
        throw Failure.usage("the benchmarks are not in this jar: start ./clearline bench, or java"
            + " -jar bench/target/benchmarks.jar bench");
    }
}
