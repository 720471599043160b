package io.clearline.bench.cli;

import io.clearline.bench.report.Spread;
import io.clearline.bench.report.Table;
import io.clearline.bench.rig.RecordSizes;
import io.clearline.engine.core.ClearanceCore;
import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.pipeline.Durability;
import io.clearline.engine.pipeline.EngineConfig;
import io.clearline.engine.recovery.ParallelReplay;
import io.clearline.engine.recovery.ReplayReport;
import io.clearline.engine.recovery.Replayer;
import io.clearline.tools.Failure;
import io.clearline.tools.Streams;
import io.clearline.tools.Version;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code clearline bench replay}. */
@Command(
    name = "replay",
    description = "Decides a journal again and compares every decision byte for byte: how many"
        + " declarations a second. Exit 1 if one differs.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ReplayVerb implements Callable<Integer> {
    private static final int THREADS_MAX = 256;
    private static final double SECOND_NS = TimeUnit.SECONDS.toNanos(1);

    private final Streams streams;

    @Mixin
    private CommonOptions common;

    @Option(names = "--declarations", defaultValue = "500000", paramLabel = "N",
        description = "How many the journal holds, beside its setup (default ${DEFAULT-VALUE}).")
    private int declarations;

    @Option(names = "--threads", paramLabel = "N",
        description = "How many threads decide (default: one for each processor, up to 4).")
    private Integer threads;

    ReplayVerb(final Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        common.check();
        CommonOptions.checkDeclarations(declarations);
        if (threads != null) {
            CommonOptions.range("--threads", threads, 1, THREADS_MAX);
        }
        final EngineConfig config = EngineConfig.defaults().withDurability(Durability.PAGE_CACHE);
        final Session session = new Session("replay", streams, common, config, false);
        final boolean equal;
        try (JournalOnDisk journal = JournalOnDisk.write(session, declarations)) {
            equal = measure(session, journal);
        }
        Setup.tell(session, "In it: reading records and their checksums, deciding each again,"
            + " comparing answer and effects byte for byte, applying. The journal was just written,"
            + " so that its pages are in memory.");
        session.finish();
        return equal ? 0 : Failure.CHECK;
    }

    private boolean measure(final Session session, final JournalOnDisk journal) {
        final int runs = common.runs();
        final double[] speeds = new double[runs];
        final double[] reads = new double[runs];
        final Table table = new Table(
            "run", "declarations/s", "seconds", "reading alone, records/s", "different");
        long different = 0;
        double bytesEach = 0;
        replay(session, journal, 0);
        for (int run = 1; run <= runs; run++) {
            final long fromNs = System.nanoTime();
            final RecordSizes sizes = RecordSizes.read(journal.directory(), 1, Long.MAX_VALUE - 1);
            reads[run - 1] = sizes.count() * SECOND_NS / (System.nanoTime() - fromNs);
            bytesEach = (double) sizes.bytes() / sizes.count();
            final Replay replay = replay(session, journal, run);
            different += replay.report.mismatches();
            speeds[run - 1] = journal.declarations() * SECOND_NS / replay.ns;
            table.row(Integer.toString(run), Table.whole(speeds[run - 1]),
                String.format("%.3f", replay.ns / SECOND_NS), Table.whole(reads[run - 1]),
                Long.toString(replay.report.mismatches()));
        }
        final Spread speed = Spread.of(speeds);
        final Map<String, Object> json = session.json();
        json.put("runs", runs);
        json.put("failed", different > 0);
        json.put("threads", threads == null
            ? ParallelReplay.threads(DataDirectory.at(journal.directory())) : threads);
        json.put("declarations", journal.declarations());
        json.put("records", journal.records());
        json.put("perSecond", speed.median());
        json.put("perSecondLeast", speed.least());
        json.put("perSecondMost", speed.most());
        json.put("bytesPerSecond", (long) (speed.median() * bytesEach));
        json.put("readPerSecond", Spread.of(reads).median());
        json.put("mismatches", different);
        Setup.into(json, session);
        session.tell("%,d records decided again and compared, medians of %d runs: %,.0f a second"
            + " (%,.0f to %,.0f). The time for the %,d records of the setup is taken off.",
            journal.records(), runs, speed.median(), speed.least(), speed.most(),
            journal.setupRecords());
        session.tell("%s", table);
        return different == 0;
    }

    /** One replay, with the time of what lies behind the setup. */
    private record Replay(ReplayReport report, long ns) {
    }

    private Replay replay(
        final Session session, final JournalOnDisk journal, final int run) {
        session.note(run == 0 ? "warming up" : "replay %d", run);
        System.gc();
        final DataDirectory data = DataDirectory.at(journal.directory());
        final ReplayReport setup =
            Replayer.replay(data, ClearanceCore::new, 1, journal.setupRecords());
        System.gc();
        final ReplayReport all = ParallelReplay.replay(data, ClearanceCore::new, 1, Long.MAX_VALUE,
            threads == null ? ParallelReplay.threads(data) : threads);
        return new Replay(all, Math.max(1, all.durationNs() - setup.durationNs()));
    }
}
