package io.clearline.tools.demo;

import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.pipeline.Durability;
import io.clearline.engine.pipeline.EngineConfig;
import io.clearline.engine.recovery.ReplayReport;
import io.clearline.engine.recovery.Replayer;
import io.clearline.tools.Cores;
import io.clearline.tools.OpenEngine;
import io.clearline.tools.Sender;
import io.clearline.tools.Setup;
import io.clearline.tools.Streams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The main job in one go: load the bundled reference data, clear declarations at full speed and at
 * a steady rate, stop, start again from the journal, decide everything once more and compare. Every
 * step runs through the same ring, core and journal as {@code run}.
 */
public final class Demo {
    private static final long MIB = 1 << 20;

    private final Streams streams;
    private final DemoReport report;
    private final Plan plan;

    /**
     * What is to be done.
     *
     * @param home where the data directory and a copy of the reference data are made
     * @param declarations how many at full speed
     * @param rate commands a second of the paced part
     * @param seconds how long the paced part takes; 0 = none
     * @param seed of the generator
     */
    public record Plan(Path home, int declarations, int rate, int seconds, long seed) {
        Path data() {
            return home.resolve("data");
        }

        Path reference() {
            return home.resolve("reference");
        }

        int pacedCommands() {
            return rate * seconds;
        }
    }

    /** Creates a demo. */
    public Demo(final Streams streams, final Plan plan) {
        this.streams = streams;
        this.report = new DemoReport(streams.out());
        this.plan = plan;
    }

    /** Runs it. Returns whether every decision was found equal when decided again. */
    public boolean run() throws IOException {
        BundledReference.copyTo(plan.reference());
        final Setup setup = Setup.read(plan.reference());
        final DemoSink sink = new DemoSink();
        final EngineConfig config = EngineConfig.defaults().withDurability(Durability.PAGE_CACHE);
        final OpenEngine first = OpenEngine.open(plan.data(), config, setup.before(sink));
        try (first) {
            report.line("Clearline demo: Hainan, goods and traders of the bundled reference data");
            setup.send(first, new Sender(first.engine()), true);
            clear(first, sink);
        }
        final boolean equal = restart(first);
        next(sink);
        streams.out().flush();
        return equal;
    }

    private void clear(final OpenEngine open, final DemoSink sink) {
        final DemoRun load =
            new DemoRun(open.engine(), new DemoDay(plan.seed()), sink, streams);
        final long fullSpeedNs = load.atFullSpeed(plan.declarations());
        final long commands = load.sent();
        if (plan.pacedCommands() > 0) {
            load.paced(plan.pacedCommands(), plan.rate());
        }
        report.outcomes(sink.tally());
        report.line("");
        report.line("Throughput  %,d declarations and %,d other commands at full speed in %s:",
            plan.declarations(), commands - plan.declarations(),
            DemoReport.seconds(fullSpeedNs));
        report.line("            %,d a second, generated, decided and journaled on disk (page"
            + " cache), %d cores", DemoReport.perSecond(commands, fullSpeedNs),
            Runtime.getRuntime().availableProcessors());
        if (plan.pacedCommands() > 0) {
            report.line("Latency     %,d more at %,d a second, from the time the generator meant to"
                + " send to the answer", plan.pacedCommands(), plan.rate());
            report.latencies(sink.latencies());
        }
    }

    /** Starts again from the journal, and decides everything once more. */
    private boolean restart(final OpenEngine first) throws IOException {
        final EngineConfig config = EngineConfig.defaults();
        final OpenEngine second =
            OpenEngine.open(plan.data(), config, (line, seq, timeMs, answer, at, length) -> { });
        second.close();
        final boolean sameState = second.stateHash() == first.stateHash();
        report.line("Restart     %,d records applied in %s, state %s",
            second.recovered().records(), DemoReport.seconds(second.recovered().durationNs()),
            sameState ? "equal to the one before" : "DIFFERENT from the one before");
        return sameState & replay();
    }

    private boolean replay() {
        final ReplayReport replayed = Replayer.replay(
            DataDirectory.at(plan.data()), Cores::create, 1, Long.MAX_VALUE);
        report.line("Replay      %,d of %,d records decided again byte for byte as recorded, in %s",
            replayed.equal(), replayed.records(), DemoReport.seconds(replayed.durationNs()));
        return replayed.records() == replayed.equal();
    }

    private void next(final DemoSink sink) throws IOException {
        report.line("");
        report.line("The journal stays in %s (%,d MiB); try next:", plan.home(), diskBytes() / MIB);
        report.line("  ./clearline explain --data %s %018d", plan.data(),
            sink.exampleDeclaration());
        report.line("  ./clearline dump --data %s --from %d --to %2$d", plan.data(),
            sink.exampleSequence());
        report.line("  ./clearline verify --data %s", plan.data());
    }

    /**
     * Journal files are sparse, so what counts is what was written, which the file system knows
     * best.
     */
    private long diskBytes() throws IOException {
        try (Stream<Path> files = Files.walk(plan.data())) {
            long sum = 0;
            for (final Path file : files.filter(Files::isRegularFile).toList()) {
                sum += Files.size(file);
            }
            return sum;
        }
    }
}
