package io.clearline.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;

/** The table of README: one line for each result of a folder that {@code bench/measure} filled. */
public final class ResultTable {
    /** The figures of one result. */
    private record Result(Map<String, Double> numbers) {
        private double get(final String name) {
            final Double number = numbers.get(name);
            if (number == null) {
                throw new NoSuchElementException(name);
            }
            return number;
        }
    }

    /** One line: in which folder the result lies, and what to say of it. */
    private record Line(String folder, String what, Function<Result, String> seen,
        Function<Result, String> beside) {
    }

    private static final List<Line> LINES = List.of(
        new Line("throughput", "decided and journaled at full speed, page cache, tmpfs",
            ResultTable::speed, ResultTable::rawAppend),
        new Line("latency", "100,000 a second, page cache, tmpfs", r -> percentiles(r, ""),
            r -> floor(r, "")),
        new Line("latency-disk", "100,000 a second, page cache, disk", r -> percentiles(r, ""),
            r -> floor(r, "")),
        new Line("durable", "full speed, every answer after a force of the disk",
            ResultTable::speed, ResultTable::rawAppend),
        new Line("durable", "100,000 a second, the same", r -> percentiles(r, "paced."),
            r -> floor(r, "paced.")),
        new Line("replay", "replay, each decision made again and compared", ResultTable::speed,
            r -> String.format(Locale.ROOT, "%,.0f different", r.get("mismatches"))),
        new Line("recover", "restart without a snapshot, to the first answer",
            r -> String.format(Locale.ROOT, "%,.0f ms (%,.0f to %,.0f)", r.get("firstAnswerMs"),
                r.get("firstAnswerMsLeast"), r.get("firstAnswerMsMost")),
            r -> String.format(Locale.ROOT, "%,.0f records applied", r.get("records"))));

    private ResultTable() {
    }

    /**
     * Returns the table in Markdown.
     *
     * @throws IOException if the folder has none of the results, or one cannot be read
     */
    public static String of(final Path results) throws IOException {
        final Table table = new Table("", "seen", "beside");
        boolean any = false;
        for (final Line line : LINES) {
            final Path file = results.resolve(line.folder()).resolve("result.json");
            if (Files.exists(file)) {
                final Result result = new Result(JsonNumbers.of(file));
                try {
                    table.row(line.what(), line.seen().apply(result),
                        line.beside().apply(result));
                } catch (final NoSuchElementException missing) {
                    throw new IOException(file + " has no " + missing.getMessage(), missing);
                }
                any = true;
            }
        }
        if (!any) {
            throw new IOException(results + " holds no results: bench/measure makes them");
        }
        return table.toString();
    }

    private static String speed(final Result r) {
        return String.format(Locale.ROOT, "%,.0f a second (%,.0f to %,.0f)", r.get("perSecond"),
            r.get("perSecondLeast"), r.get("perSecondMost"));
    }

    private static String rawAppend(final Result r) {
        return String.format(Locale.ROOT, "%.3f of a bare append loop", r.get("ratioToRawAppend"));
    }

    private static String percentiles(final Result r, final String prefix) {
        return "p50 " + us(r.get(prefix + "p50Ns")) + ", p99 " + us(r.get(prefix + "p99Ns"))
            + ", p99.9 " + us(r.get(prefix + "p999Ns"));
    }

    private static String floor(final Result r, final String prefix) {
        final double failed = r.get(prefix + "failedRuns");
        return "floor " + us(r.get(prefix + "floorP50Ns")) + ", "
            + us(r.get(prefix + "floorP99Ns")) + ", " + us(r.get(prefix + "floorP999Ns"))
            + (failed == 0 ? "" : String.format(Locale.ROOT, "; %.0f of %.0f runs FAILED", failed,
                r.get(prefix + "runs")));
    }

    private static String us(final double ns) {
        return Table.us(ns) + " us";
    }
}
