package io.clearline.tools;

import io.clearline.engine.journal.JournalVerifier;
import io.clearline.engine.journal.VerifyReport;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code clearline verify}. */
@Command(
    name = "verify",
    description = "Checks that the journal is what was written: checksums, sequence, order, its"
        + " end. Reads"
        + " only, so it also works on a copy.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class VerifyVerb implements Callable<Integer> {
    private final Streams streams;

    @Mixin
    private DataOption data;

    VerifyVerb(final Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        data.look();
        final VerifyReport report = JournalVerifier.verify(data.directory());
        streams.out().printf(Locale.ROOT, "%,d records sound, last sequence %d%n",
            report.records(), report.lastSequence());
        if (report.tornTailBytes() > 0) {
            streams.out().printf(Locale.ROOT, "%,d bytes of an unfinished record at the end: it"
                + " was never"
                + " answered, the next start clears it away%n", report.tornTailBytes());
        }
        if (report.sound()) {
            return 0;
        }
        streams.out().println("damaged from sequence " + report.damage().sequence() + ": "
            + report.damage().what() + ", " + report.damage().file() + " at byte "
            + report.damage().offset());
        throw Failure.check("the journal is damaged from sequence " + report.damage().sequence()
            + "; restore " + report.damage().file().getFileName() + " from a copy", null);
    }
}
