package io.clearline.tools.simulate;

import io.clearline.tools.simulate.FaultKind.Outcome;
import io.clearline.tools.simulate.Finding.Kind;
import java.io.PrintStream;
import java.util.Locale;

/** Says what some runs did and what came of it. */
final class CampaignReport {
    private final PrintStream out;
    private final Tally tally;

    CampaignReport(final PrintStream out, final Tally tally) {
        this.out = out;
        this.tally = tally;
    }

    void print(final long first, final long last, final double seconds) {
        long kills = 0;
        long cuts = 0;
        for (final CrashPoint point : CrashPoint.values()) {
            kills += tally.kills(point);
            cuts += tally.powerCuts(point);
        }
        line("seeds %d to %d in %.1f s: %,d runs, %,d commands, %,d records, %,d answers,"
            + " %,d kills, %,d power cuts", first, last, seconds, tally.runs(), tally.commands(),
            tally.records(), tally.answers(), kills, cuts);
        line("");
        line("%-28s %9s %9s", "died", "kill -9", "power cut");
        for (final CrashPoint point : CrashPoint.values()) {
            line("%-28s %9d %9d", point.words(), tally.kills(point), tally.powerCuts(point));
        }
        line("");
        line("%-28s %9s %9s %9s", "fault", "survived", "detected", "halted");
        for (final FaultKind kind : FaultKind.values()) {
            line("%-28s %9d %9d %9d", kind.words(), tally.faults(kind, Outcome.SURVIVED),
                tally.faults(kind, Outcome.DETECTED), tally.faults(kind, Outcome.HALTED));
        }
        line("");
        line("%,d starts began with a snapshot", tally.snapshotStarts());
        if (tally.windowed() > 0) {
            line("%,d answers were taken back by a power cut, as page-cache allows",
                tally.windowed());
        }
        line("%d lost, %d contradicted, %d invented, %d broken", tally.findings(Kind.LOST),
            tally.findings(Kind.CONTRADICTED), tally.findings(Kind.INVENTED),
            tally.findings(Kind.BROKEN));
        out.flush();
    }

    private void line(final String format, final Object... values) {
        out.println(String.format(Locale.ROOT, format, values).stripTrailing());
    }
}
