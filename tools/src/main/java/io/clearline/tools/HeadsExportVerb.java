package io.clearline.tools;

import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.seal.HeadsExport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code clearline heads export}. */
@Command(
    name = "export",
    description = "Writes heads, what other offices said of them, and the public keys, as text for"
        + " others to keep. Nothing in it is secret.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class HeadsExportVerb implements Callable<Integer> {
    private final Streams streams;

    @Mixin
    private DataOption data;

    @Option(names = "--out", paramLabel = "FILE",
        description = "Takes the text, overwritten (default: standard output).")
    private Path out;

    @Option(names = "--from", defaultValue = "1", paramLabel = "BLOCK",
        description = "The first block: one behind the last that the other office has (default:"
            + " 1).")
    private long from;

    HeadsExportVerb(final Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        final DataDirectory directory = data.look();
        try (TextOutput target = TextOutput.open(out, streams)) {
            final long count = HeadsExport.write(directory, from, target.stream());
            target.whole();
            if (out != null) {
                streams.err().printf(Locale.ROOT, "%,d heads written to %s%n", count, out);
            }
        }
        return 0;
    }
}
