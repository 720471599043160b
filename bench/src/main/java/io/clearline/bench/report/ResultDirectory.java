package io.clearline.bench.report;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/** Where the files of a result lie. */
public final class ResultDirectory {
    private final Path path;

    private ResultDirectory(final Path path) {
        this.path = path;
    }

    /**
     * Makes a directory, or takes one that is there.
     *
     * @param wanted null = a new one for temporary files
     */
    public static ResultDirectory at(final Path wanted) throws IOException {
        return new ResultDirectory(wanted == null ? Files.createTempDirectory("clearline-bench-")
            : Files.createDirectories(wanted));
    }

    /** Returns the directory. */
    public Path path() {
        return path;
    }

    /** Writes a text. */
    public void text(final String name, final String text) throws IOException {
        Files.writeString(path.resolve(name), text);
    }

    /** Writes a plot, if there is anything on it. */
    public void chart(final String name, final Chart chart) throws IOException {
        if (!chart.isEmpty()) {
            text(name, chart.svg());
        }
    }

    /** Writes the machine's facts. */
    public void environment(final Map<String, String> facts) throws IOException {
        text("env.txt", Environment.text(facts));
    }

    /**
     * Writes a histogram of nanoseconds in HdrHistogram's log format. Where the run did not reach
     * its rate, the name says so.
     *
     * @param name without extension
     */
    public void histogram(final String name, final boolean failed, final Histogram histogram)
        throws IOException {
        final Path file = path.resolve(name + (failed ? ".FAILED" : "") + ".hdr");
        try (PrintStream out =
            new PrintStream(Files.newOutputStream(file), false, StandardCharsets.UTF_8)) {
            final HistogramLogWriter writer = new HistogramLogWriter(out);
            writer.outputLogFormatVersion();
            writer.outputComment("[nanoseconds from the time meant to send to the answer]");
            writer.outputLegend();
            writer.outputIntervalHistogram(histogram);
            if (out.checkError()) {
                throw new IOException(file + " could not be written");
            }
        }
    }
}
