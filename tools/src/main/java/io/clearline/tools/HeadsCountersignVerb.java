package io.clearline.tools;

import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.seal.HeadsCountersign;
import io.clearline.engine.seal.HeadsText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code clearline heads countersign}. */
@Command(
    name = "countersign",
    description = "Signs the last head of another office's export, which must be imported first,"
        + " with our own key, for that office and everybody else.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class HeadsCountersignVerb implements Callable<Integer> {
    private final Streams streams;

    @Mixin
    private DataOption data;

    @Option(names = "--in", required = true, paramLabel = "FILE",
        description = "The other office's export.")
    private Path in;

    @Option(names = "--out", paramLabel = "FILE",
        description = "Takes the head and our countersignature, overwritten (default: standard"
            + " output).")
    private Path out;

    HeadsCountersignVerb(final Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        final DataDirectory directory = data.look();
        final HeadsText signed =
            HeadsCountersign.sign(directory, HeadsText.read(in), System.currentTimeMillis());
        try (TextOutput target = TextOutput.open(out, streams)) {
            target.stream().print(signed.text());
            target.whole();
        }
        streams.err().println("countersigned: " + signed.heads().get(0).head());
        return 0;
    }
}
