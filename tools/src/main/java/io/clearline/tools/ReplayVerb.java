package io.clearline.tools;

import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.recovery.ReplayReport;
import io.clearline.engine.recovery.ParallelReplay;
import io.clearline.engine.recovery.Replayer;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code clearline replay}. */
@Command(
    name = "replay",
    description = "Decides the journal again, from the journal alone. Reads only; an engine may"
        + " be running.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ReplayVerb implements Callable<Integer> {
    private static final double NS_PER_S = 1e9;
    private static final int THREADS_MAX = 256;

    private final Streams streams;

    @Mixin
    private DataOption data;

    @Option(names = "--verify",
        description = "Compares each decision byte for byte with the recorded one; exit 1 if one"
            + " differs.")
    private boolean verify;

    @Option(names = "--from", paramLabel = "SEQ",
        description = "The first record to decide again; those before it are only applied"
            + " (default: the first there is; behind the oldest snapshot where the journal no"
            + " longer begins with record 1).")
    private Long from;

    @Option(names = "--to", paramLabel = "SEQ", description = "The last record (default: the end).")
    private Long to;

    @Option(names = "--threads", paramLabel = "N",
        description = "How many threads decide, each with a state of its own (default: one for each"
            + " processor, up to 4, where their states have room).")
    private Integer threads;

    ReplayVerb(final Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        final long first = from == null ? 1 : from;
        if (first < 1 || to != null && to < first) {
            throw Failure.usage("--from " + first + " --to " + to
                + " is no range: sequences begin at 1 and --to is not below --from");
        }
        if (threads != null && (threads < 1 || threads > THREADS_MAX)) {
            throw Failure.usage("--threads " + threads + " must be 1 to " + THREADS_MAX);
        }
        final DataDirectory directory = data.look();
        final ReplayReport report = ParallelReplay.replay(directory, Cores::create,
            from == null ? Replayer.FIRST : from, to == null ? Long.MAX_VALUE : to,
            threads == null ? ParallelReplay.threads(directory) : threads);
        print(report);
        return verify && report.mismatches() > 0 ? Failure.CHECK : 0;
    }

    private void print(final ReplayReport report) {
        final PrintStream out = streams.out();
        final double seconds = report.durationNs() / NS_PER_S;
        out.printf(Locale.ROOT, "%,d records decided again in %.2f s (%,d a second)%n",
            report.records(), seconds, Math.round(report.records() / Math.max(seconds, 1e-9)));
        if (from == null && report.fromSequence() > 1) {
            out.printf(Locale.ROOT, "from record %d on: the state before it is no longer kept%n",
                report.fromSequence());
        }
        if (report.otherLogic() > 0) {
            out.printf(Locale.ROOT, "%,d were decided by another version of the logic: not"
                + " compared%n",
                report.otherLogic());
        }
        if (!verify) {
            return;
        }
        out.printf(Locale.ROOT, "%,d equal, %,d different%n", report.equal(), report.mismatches());
        final ReplayReport.Mismatch first = report.firstMismatch();
        if (first != null) {
            out.printf(Locale.ROOT,
                "first difference: record %d, %s%n  recorded %s%n  decided  %s%n", first.sequence(),
                first.part().name().toLowerCase(Locale.ROOT), first.recorded(), first.decided());
        }
    }
}
