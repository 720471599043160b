package io.clearline.bench.cli;

import io.clearline.bench.report.ResultTable;
import io.clearline.tools.Failure;
import io.clearline.tools.Streams;
import io.clearline.tools.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code clearline bench report}. */
@Command(
    name = "report",
    description = "Makes one table of a folder of results that bench/measure filled.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ReportVerb implements Callable<Integer> {
    private static final String BEGIN = "<!-- begin: bench report -->\n";
    private static final String END = "<!-- end: bench report -->";

    private final Streams streams;

    @Parameters(paramLabel = "RESULTS", description = "The folder.")
    private Path results;

    @Option(names = "--into", paramLabel = "FILE",
        description = "Puts the table into a file, between the lines '<!-- begin: bench report"
            + " -->' and '<!-- end: bench report -->'.")
    private Path into;

    ReportVerb(final Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        final String table;
        try {
            table = ResultTable.of(results);
        } catch (final IOException unreadable) {
            throw Failure.usage(unreadable.getMessage(), unreadable);
        }
        if (into == null) {
            streams.out().print(table);
            streams.out().flush();
            return 0;
        }
        if (!Files.isRegularFile(into)) {
            throw Failure.usage("--into " + into + " is no file");
        }
        final String text = Files.readString(into);
        final int begin = text.indexOf(BEGIN);
        final int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw Failure.usage("--into " + into + " has no lines '" + BEGIN.strip() + "' and '"
                + END + "' behind it");
        }
        Files.writeString(into,
            text.substring(0, begin + BEGIN.length()) + table + text.substring(end));
        return 0;
    }
}
