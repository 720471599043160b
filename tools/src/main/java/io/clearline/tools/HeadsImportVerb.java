package io.clearline.tools;

import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.seal.ForkException;
import io.clearline.engine.seal.HeadsImport;
import io.clearline.engine.seal.HeadsText;
import io.clearline.engine.seal.KeyRing;
import io.clearline.engine.seal.VerifyKey;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code clearline heads import}. */
@Command(
    name = "import",
    description = "Takes what another office sent: its own heads, which must go on from those it"
        + " sent before, or its countersignatures of ours.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class HeadsImportVerb implements Callable<Integer> {
    private final Streams streams;

    @Mixin
    private DataOption data;

    @Option(names = "--in", required = true, paramLabel = "FILE",
        description = "What it sent: of ./clearline heads export or countersign.")
    private Path in;

    @Option(names = "--from", required = true, paramLabel = "DISTRICT",
        description = "Whom it is from, four digits such as 6400.")
    private String from;

    @Option(names = "--key", paramLabel = "FILE",
        description = "Its public key, from elsewhere. Default: as known; the first time, the one"
            + " that came with it.")
    private Path key;

    HeadsImportVerb(final Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        final DataDirectory directory = data.look();
        final HeadsText sent = HeadsText.read(in);
        final HeadsImport.Report report;
        try {
            report = HeadsImport.take(
                directory, from, sent, key == null ? KeyRing.EMPTY : KeyRing.read(key));
        } catch (final ForkException fork) {
            SealReportText.fork(streams.out(), fork);
            throw fork;
        }
        for (final VerifyKey each : report.newKeys()) {
            streams.out().println("key of " + from + ", from now on: " + each.id()
                + (key != null ? ", as given"
                    : ": it came with this file, so compare it with the office by another way"));
        }
        streams.out().println(
            (report.own() ? from + " has countersigned our " : "of " + from + ": ") + report.last()
            + (report.fresh() ? "" : "; known already"));
        return 0;
    }
}
