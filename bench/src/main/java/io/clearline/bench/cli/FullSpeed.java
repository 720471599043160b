package io.clearline.bench.cli;

import io.clearline.bench.report.Spread;
import io.clearline.bench.report.Table;
import io.clearline.bench.rig.EngineRun;
import io.clearline.bench.rig.RateResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs at full speed, each followed by the bare append loop on the same amount of bytes and by what
 * the rig does without an engine.
 */
final class FullSpeed {
    /** Commands of a run that is only to find how fast this machine is; it warms up, too. */
    private static final int TRIAL = 60_000;
    private static final int COMMANDS_MAX = 20_000_000;
    private static final int CEILING = 1_000_000;

    private final Session session;
    private final LoadOptions load;
    private final int controlRate;
    private final List<RateResult> runs = new ArrayList<>();
    private final List<RateResult> paced = new ArrayList<>();
    private final List<Session.Raw> raws = new ArrayList<>();
    private double ceiling;

    FullSpeed(final Session session, final LoadOptions load, final int controlRate) {
        this.session = session;
        this.load = load;
        this.controlRate = controlRate;
    }

    /**
     * Runs.
     *
     * @param declarations how many of each run, null = as many as take the seconds asked for
     * @param pacedRate commands a second of a paced part of each run, 0 = there is none
     */
    void run(final Integer declarations, final int pacedRate) throws IOException {
        session.note("a trial run");
        final double speed = trial();
        final int count = declarations != null ? declarations
            : (int) Math.max(TRIAL, Math.min(COMMANDS_MAX, speed * load.seconds()));
        session.note("writing %,d commands", count);
        session.stream().require(session.stream().setup() + Session.PRELUDE + count);
        for (int run = 1; run <= session.options().runs(); run++) {
            session.note("run %d of %d: %,d commands", run, session.options().runs(), count);
            final EngineRun engine =
                session.start(run, count + (long) (pacedRate * load.seconds()), null);
            try (engine) {
                engine.warmUpFlooding();
                final long from = engine.engine().lastSequence() + 1;
                runs.add(engine.atFullSpeed(count, controlRate, controlRate));
                final long to = engine.engine().lastSequence();
                if (pacedRate > 0) {
                    paced.add(engine.atRate(pacedRate, load.seconds(), load.poisson()));
                }
                ceiling = engine.ceilingPerSecond(CEILING);
                raws.add(session.raw(engine, from, to));
            }
        }
    }

    private double trial() throws IOException {
        final EngineRun engine = session.start(0, TRIAL, null);
        try (engine) {
            engine.warmUpFlooding();
            final long from = engine.engine().lastSequence() + 1;
            final RateResult result = engine.atFullSpeed(TRIAL, controlRate, controlRate);
            session.raw(engine, from, engine.engine().lastSequence());
            return result.commandsPerSecond();
        }
    }

    Figures figures() {
        return new Figures(runs);
    }

    /** Returns the figures of the paced part, if there was one. */
    Figures paced() {
        return new Figures(paced);
    }

    /** Puts and tells the speed beside its limits. */
    void tell() {
        final Map<String, Object> json = session.json();
        final double[] ratios = new double[runs.size()];
        final double[] bytes = new double[runs.size()];
        final Table table = new Table("run", "declarations/s", "commands/s", "MB/s",
            "bare append/s", "ratio");
        for (int i = 0; i < ratios.length; i++) {
            final RateResult run = runs.get(i);
            ratios[i] = run.commandsPerSecond() / raws.get(i).perSecond();
            bytes[i] = raws.get(i).bytes()
                * (double) TimeUnit.SECONDS.toNanos(1) / run.slice().tookNs();
            table.row(Integer.toString(run.run()), Table.whole(run.declarationsPerSecond()),
                Table.whole(run.commandsPerSecond()), Table.whole(bytes[i] / 1e6),
                Table.whole(raws.get(i).perSecond()), String.format("%.3f", ratios[i]));
        }
        final Spread ratio = Spread.of(ratios);
        json.put("bytesPerSecond", (long) Spread.of(bytes).median());
        json.put("recordBytes", raws.get(0).bytesEach());
        json.put("rawAppendPerSecond",
            Spread.of(raws.stream().mapToDouble(Session.Raw::perSecond).toArray()).median());
        json.put("ratioToRawAppend", ratio.median());
        json.put("ratioToRawAppendLeast", ratio.least());
        json.put("ratioToRawAppendMost", ratio.most());
        json.put("rigCeilingPerSecond", ceiling);
        session.tell("%,d commands in each run at full speed, from the first offer to the last"
            + " answer; behind each run a bare loop appends as many bytes in the same pieces to a"
            + " Chronicle Queue in the same place. Ratio: median %.3f, %.3f to %.3f. The rig alone"
            + " sends and counts %,.0f a second.", runs.get(0).slice().answered(), ratio.median(),
            ratio.least(), ratio.most(), ceiling);
        session.tell("%s", table);
    }
}
