package io.clearline.bench.cli;

import io.clearline.bench.report.Spread;
import io.clearline.bench.report.Table;
import io.clearline.engine.core.ClearanceCore;
import io.clearline.engine.pipeline.ClearanceEngine;
import io.clearline.engine.pipeline.Durability;
import io.clearline.engine.pipeline.EngineConfig;
import io.clearline.engine.pipeline.Offer;
import io.clearline.engine.recovery.RecoveryReport;
import io.clearline.tools.Failure;
import io.clearline.tools.Streams;
import io.clearline.tools.Version;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code clearline bench recover}. */
@Command(
    name = "recover",
    description = "Starts an engine on a journal: how long until it answers.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class RecoverVerb implements Callable<Integer> {
    private static final double SECOND_NS = TimeUnit.SECONDS.toNanos(1);
    private static final double MS_NS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long ANSWER_SECONDS_MAX = 60;

    private final Streams streams;

    @Mixin
    private CommonOptions common;

    @Option(names = "--declarations", defaultValue = "500000", paramLabel = "N",
        description = "How many the journal holds, beside its setup (default ${DEFAULT-VALUE}).")
    private int declarations;

    RecoverVerb(final Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        common.check();
        CommonOptions.checkDeclarations(declarations);
        final EngineConfig config = EngineConfig.defaults().withDurability(Durability.PAGE_CACHE);
        final Session session = new Session("recover", streams, common, config, false);
        final boolean same;
        try (JournalOnDisk journal = JournalOnDisk.write(session, declarations)) {
            same = measure(session, journal);
        }
        Setup.tell(session, "In it: opening the directory, bringing the core to the journal's end,"
            + " starting the threads, the first answer. Not in it: starting the JVM. The journal"
            + " was just written, so that its pages are in memory.");
        session.finish();
        return same ? 0 : Failure.CHECK;
    }

    /** One start. */
    private record Start(RecoveryReport report, long firstAnswerNs, boolean sameState) {
    }

    private boolean measure(final Session session, final JournalOnDisk journal)
        throws IOException {
        final int runs = common.runs();
        final double[] speeds = new double[runs];
        final double[] answers = new double[runs];
        final Table table = new Table(
            "run", "records", "recovered in ms", "first answer after ms", "state");
        boolean same = true;
        for (int run = 1; run <= runs; run++) {
            session.note("start %d of %d", run, runs);
            final Start start = start(session, journal, run == 1);
            speeds[run - 1] = start.report.records() * SECOND_NS / start.report.durationNs();
            answers[run - 1] = start.firstAnswerNs / MS_NS;
            same &= start.sameState;
            table.row(Integer.toString(run), Table.whole(start.report.records()),
                Table.whole(start.report.durationNs() / MS_NS), Table.whole(answers[run - 1]),
                run > 1 ? "" : start.sameState ? "equal" : "DIFFERENT");
        }
        final Map<String, Object> json = session.json();
        final Spread speed = Spread.of(speeds);
        json.put("runs", runs);
        json.put("failed", !same);
        json.put("declarations", journal.declarations());
        json.put("records", journal.setupRecords() + journal.records());
        json.put("perSecond", speed.median());
        json.put("firstAnswerMs", Spread.of(answers).median());
        json.put("firstAnswerMsLeast", Spread.of(answers).least());
        json.put("firstAnswerMsMost", Spread.of(answers).most());
        Setup.into(json, session);
        session.tell("An engine on %,d records answers after %,.0f ms (median of %d starts, %,.0f"
            + " to %,.0f); %,.0f records a second.",
            journal.setupRecords() + journal.records(), Spread.of(answers).median(), runs,
            Spread.of(answers).least(), Spread.of(answers).most(), speed.median());
        session.tell("%s", table);
        return same;
    }

    /** Starts an engine, has one command answered and ends it. */
    private static Start start(
        final Session session, final JournalOnDisk journal, final boolean compared)
        throws IOException {
        System.gc();
        final int next = session.stream().size();
        session.stream().require(next + 1);
        final CountDownLatch answered = new CountDownLatch(1);
        // The last one made is the one that stands: a snapshot that cannot be used costs a core.
        final AtomicReference<ClearanceCore> core = new AtomicReference<>();
        final long fromNs = System.nanoTime();
        final ClearanceEngine engine = ClearanceEngine.open(journal.directory(), session.config(),
            () -> core.updateAndGet(former -> new ClearanceCore()),
            (correlation, sequence, timeMs, answer, offset, length) -> answered.countDown());
        try (engine) {
            // Nothing was offered yet, so that no thread changes what is hashed.
            final long hashFromNs = System.nanoTime();
            final boolean same = !compared || core.get().stateHash() == journal.stateHash();
            final long hashNs = System.nanoTime() - hashFromNs;
            final Offer offer = engine.tryOffer(session.stream().buffer(next),
                session.stream().offset(next), session.stream().length(next), 1);
            if (offer != Offer.ACCEPTED || !await(answered)) {
                throw Failure.environment("the engine did not answer after its start: "
                    + engine.failure().map(Throwable::getMessage).orElse(offer.toString()), null);
            }
            final long firstNs = System.nanoTime() - fromNs - hashNs;
            return new Start(engine.recovery().orElseThrow(), firstNs, same);
        }
    }

    private static boolean await(final CountDownLatch answered) {
        try {
            return answered.await(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (final InterruptedException early) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
