package io.clearline.tools;

import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.journal.JournalVerifier;
import io.clearline.engine.journal.VerifyReport;
import io.clearline.engine.seal.HeadsText;
import io.clearline.engine.seal.SealReport;
import io.clearline.engine.seal.SealVerifier;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code clearline verify}. */
@Command(
    name = "verify",
    description = "Checks that the journal is what was written: checksums, sequence, order, its"
        + " end, and its seals where there are any. Reads"
        + " only, so it also works on a copy.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class VerifyVerb implements Callable<Integer> {
    private final Streams streams;

    @Mixin
    private DataOption data;

    @Mixin
    private KeyOptions keys;

    @Option(names = "--offline",
        description = "For a copy from elsewhere: exit 1, too, where nothing was sealed. Needs"
            + " the directory and the public key alone.")
    private boolean offline;

    @Option(names = "--heads", paramLabel = "FILE",
        description = "Heads that were exported or countersigned before: each must be found in"
            + " the directory as it is.")
    private Path heads;

    VerifyVerb(final Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        final DataDirectory directory = data.look();
        final boolean sealed = SealVerifier.anySealed(directory);
        if (!sealed && !offline && !keys.given() && heads == null) {
            final VerifyReport report = JournalVerifier.verify(data.directory());
            print(report);
            return whole(report);
        }
        if (!sealed) {
            throw Failure.check("nothing is sealed in " + data.directory() + ", so nothing shows"
                + " that its journal is the true one; ./clearline heads seal begins it", null);
        }
        return seals(directory);
    }

    private int seals(final DataDirectory directory) {
        final HeadsText known = heads == null ? HeadsText.EMPTY : HeadsText.read(heads);
        final SealReport report =
            new SealVerifier(directory, keys.office(directory), keys.countersigners())
                .verify(known.heads(), String.valueOf(heads));
        print(report.journal());
        new SealReportText(streams.out(), report).print(keys.keyGiven(), heads);
        final long contradictions =
            report.faults().size() + report.moreFaults() + report.forks().size();
        if (contradictions > 0) {
            throw Failure.check("this is not what was sealed: " + contradictions
                + (contradictions == 1 ? " contradiction" : " contradictions")
                + ", listed above; keep the directory as it is, as evidence", null);
        }
        return whole(report.journal());
    }

    private void print(final VerifyReport report) {
        streams.out().printf(Locale.ROOT, "%,d records sound, last sequence %d%n",
            report.records(), report.lastSequence());
        if (report.firstSequence() > 1) {
            streams.out().printf(Locale.ROOT, "the journal begins with record %d: older files were"
                + " deleted behind snapshots%n", report.firstSequence());
        }
        if (report.tornTailBytes() > 0) {
            streams.out().printf(Locale.ROOT, "%,d bytes of an unfinished record at the end: it"
                + " was never"
                + " answered, the next start clears it away%n", report.tornTailBytes());
        }
        if (!report.sound()) {
            streams.out().println("damaged from sequence " + report.damage().sequence() + ": "
                + report.damage().what() + ", " + report.damage().file() + " at byte "
                + report.damage().offset());
        }
    }

    private int whole(final VerifyReport report) {
        if (report.sound()) {
            return 0;
        }
        throw Failure.check("the journal is damaged from sequence " + report.damage().sequence()
            + "; restore " + report.damage().file().getFileName() + " from a copy, or save what is"
            + " sound with ./clearline recover --data " + data.directory() + " --to NEWDIR", null);
    }
}
