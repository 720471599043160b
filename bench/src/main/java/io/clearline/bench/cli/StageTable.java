package io.clearline.bench.cli;

import io.clearline.bench.report.Percentiles;
import io.clearline.bench.report.Table;
import io.clearline.bench.rig.EngineRun;
import io.clearline.bench.rig.StageTimes;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.agrona.concurrent.SystemNanoClock;

/** A run whose stages are timed, and the table of it. */
final class StageTable {
    private final Session session;

    StageTable(final Session session) {
        this.session = session;
    }

    /** Runs at a rate and tells what each stage took. */
    void measure(final long rate, final double seconds, final boolean poisson)
        throws IOException {
        final StageTimes times =
            new StageTimes(SystemNanoClock.INSTANCE, session.config().ringSize());
        final EngineRun run = session.start(0, (long) (rate * seconds), times);
        try (run) {
            session.note("timing the stages at %,d a second", rate);
            run.warmUpPaced();
            times.start();
            run.atRate(rate, seconds, poisson);
            times.stop();
        }
        run.remove();
        final Map<String, Object> json = new LinkedHashMap<>();
        final Table table =
            new Table("stage", "count", "p50", "p99", "p99.9", "p99.99", "max");
        for (final StageTimes.Stage stage : StageTimes.Stage.values()) {
            final String name = stage.name().toLowerCase(Locale.ROOT);
            final Percentiles p = Percentiles.of(times.of(stage));
            final Map<String, Object> one = new LinkedHashMap<>();
            Figures.percentiles(one, "", p);
            json.put(name, one);
            Figures.row(table, name, Table.whole(p.count()), p);
        }
        session.json().put("stages", json);
        session.tell("Stages at %,d commands a second, one more run in which they are timed, in"
            + " microseconds; apply is not on the way of the answer:", rate);
        session.tell("%s", table);
    }
}
