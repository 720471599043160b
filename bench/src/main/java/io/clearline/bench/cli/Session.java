package io.clearline.bench.cli;

import io.clearline.bench.LoadStream;
import io.clearline.bench.report.Environment;
import io.clearline.bench.report.Json;
import io.clearline.bench.report.ResultDirectory;
import io.clearline.bench.rig.EngineRun;
import io.clearline.bench.rig.RawAppend;
import io.clearline.bench.rig.RecordSizes;
import io.clearline.bench.rig.StageTimes;
import io.clearline.engine.pipeline.EngineConfig;
import io.clearline.tools.Failure;
import io.clearline.tools.Streams;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One call of a benchmark: what its runs share, and where its results go. */
final class Session {
    /** Commands of all kinds that come before what is measured. */
    static final int PRELUDE = 40_000;

    private static final long MIB = 1 << 20;
    /** What a command takes of a journal and of what is written to compare, with room to spare. */
    private static final long BYTES_PER_COMMAND = 2_200;
    private static final long BYTES_BESIDE = 1L << 30;

    private final String name;
    private final Streams streams;
    private final CommonOptions options;
    private final EngineConfig config;
    private final ResultDirectory results;
    private final Map<String, String> environment;
    private final LoadStream stream;
    private final StringBuilder summary = new StringBuilder();
    private final Map<String, Object> json = new LinkedHashMap<>();

    /** What the bare append loop did with the records of a run. */
    record Raw(long records, long bytes, long ns) {
        double perSecond() {
            return records * (double) TimeUnit.SECONDS.toNanos(1) / ns;
        }

        /** Returns the length of a record on average. */
        double bytesEach() {
            return records == 0 ? 0 : (double) bytes / records;
        }
    }

    Session(final String name, final Streams streams, final CommonOptions options,
        final EngineConfig config, final boolean acts) throws IOException {
        this.name = name;
        this.streams = streams;
        this.options = options;
        this.config = config;
        results = ResultDirectory.at(options.out());
        environment = Environment.of(options.home());
        results.environment(environment);
        note("writing the stream's first commands");
        stream = new LoadStream(options.traders(), options.controls(), PRELUDE, acts);
        json.put("benchmark", name);
    }

    /** Says on a terminal what is done now. */
    void note(final String format, final Object... values) {
        if (streams.terminal()) {
            streams.err().println("bench " + name + ": "
                + String.format(Locale.ROOT, format, values));
        }
    }

    LoadStream stream() {
        return stream;
    }

    EngineConfig config() {
        return config;
    }

    CommonOptions options() {
        return options;
    }

    ResultDirectory results() {
        return results;
    }

    /** Returns the object that {@code --json} prints. */
    Map<String, Object> json() {
        return json;
    }

    /** Starts a run, where there is room for it. */
    EngineRun start(final int run, final long commands, final StageTimes stages)
        throws IOException {
        final FileStore store = Files.getFileStore(options.home());
        final long needed = commands * BYTES_PER_COMMAND + BYTES_BESIDE;
        if (store.getUsableSpace() < needed) {
            throw Failure.environment(options.home() + " has " + store.getUsableSpace() / MIB
                + " MiB left and a run needs some " + needed / MIB
                + ": name another place with --dir, or ask for less", null);
        }
        // What the engine before has left behind is not to be collected in this one's run.
        System.gc();
        return new EngineRun(options.home(), config, stream, run, stages);
    }

    /**
     * Ends a run, writes the records from one sequence to another once more with a bare loop, and
     * removes all.
     */
    Raw raw(final EngineRun run, final long from, final long to) throws IOException {
        run.close();
        final RecordSizes sizes = RecordSizes.read(run.engine().directory(), from, to);
        final Path directory = run.fresh("raw");
        final long ns = RawAppend.append(directory, sizes);
        run.remove();
        return new Raw(sizes.count(), sizes.bytes(), ns);
    }

    /** Adds a paragraph or a table to the summary. */
    void tell(final String format, final Object... values) {
        summary.append(String.format(Locale.ROOT, format, values).strip()).append("\n\n");
    }

    /** Writes the summary and prints it, or the object. */
    void finish() throws IOException {
        json.put("environment", environment);
        final String title = "# Clearline bench " + name + "\n\n";
        final String machine = "## Machine\n\n```\n" + Environment.text(environment) + "```\n";
        results.text("summary.md", title + summary + machine);
        results.text("result.json", Json.text(json) + "\n");
        // Not in the file: results are kept and moved.
        json.put("out", results.path().toString());
        if (options.json()) {
            streams.out().println(Json.text(json));
        } else {
            streams.out().print(title + summary);
            streams.out().println("Histograms, plots, env.txt and this are in " + results.path());
        }
        streams.out().flush();
    }
}
