package io.clearline.tools;

import io.clearline.engine.record.ChinaTime;
import io.clearline.engine.recovery.DrawAudit;
import java.io.PrintStream;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code clearline draws}. */
@Command(
    name = "draws",
    description = "Draws every random draw of a day again, with the key that was committed to"
        + " before the day and disclosed after it, and prints what came out otherwise than"
        + " recorded.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class DrawsVerb implements Callable<Integer> {
    private static final int SHOWN = 20;

    private final Streams streams;

    @Mixin
    private DataOption data;

    @Option(names = "--day", required = true, paramLabel = "YYYY-MM-DD",
        description = "The day, in China, on which the declarations were accepted.")
    private LocalDate day;

    @Option(names = "--list", description = "Prints each draw as well.")
    private boolean list;

    DrawsVerb(final Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        final DrawAudit.Report report = DrawAudit.audit(data.look(), (int) day.toEpochDay());
        if (report.disclosed() == 0) {
            throw Failure.usage(report.committed() == 0
                ? "no declaration was accepted on " + day + ", and no key of that day is known"
                : "the key of " + day + " is not disclosed: it is committed to in record "
                    + report.committed() + " and disclosed by the first command after the day,"
                    + " if a declaration was accepted on it");
        }
        final PrintStream out = streams.out();
        out.printf("key of %s: committed to in record %d %s, disclosed in record %d%n", day,
            report.committed(), when(report), report.disclosed());
        if (list) {
            for (final DrawAudit.Draw draw : report.draws()) {
                out.printf(Locale.ROOT, "%d %018d %s item %d drew %.8f at rate %.8f: %s%n",
                    draw.sequence(), draw.declaration(), draw.what(), draw.item(),
                    draw.value() / 1e8, draw.rate() / 1e8, draw.taken() ? "taken" : "not taken");
            }
        }
        summary(out, report);
        for (int i = 0; i < Math.min(SHOWN, report.mismatches().size()); i++) {
            final DrawAudit.Mismatch mismatch = report.mismatches().get(i);
            out.printf("record %d: %s%n", mismatch.sequence(), mismatch.why());
        }
        out.printf(Locale.ROOT, "%,d draws made again, %,d mismatches%n", report.draws().size(),
            report.mismatches().size());
        return report.mismatches().isEmpty() ? 0 : Failure.CHECK;
    }

    private String when(final DrawAudit.Report report) {
        return report.committed() == 0 ? "(never)"
            : ChinaTime.day(report.committedMs()) < day.toEpochDay() ? "before the day"
            : "on the day, before its first draw";
    }

    private static void summary(final PrintStream out, final DrawAudit.Report report) {
        final Map<String, int[]> counts = new TreeMap<>();
        for (final DrawAudit.Draw draw : report.draws()) {
            final int[] count = counts.computeIfAbsent(draw.what(), k -> new int[2]);
            count[0]++;
            count[1] += draw.taken() ? 1 : 0;
        }
        counts.forEach((what, count) -> out.printf(
            Locale.ROOT, "%,10d draws for %s, %,d taken%n", count[0], what, count[1]));
    }
}
