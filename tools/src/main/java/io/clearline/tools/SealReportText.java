package io.clearline.tools;

import io.clearline.engine.journal.Damage;
import io.clearline.engine.seal.ForkException;
import io.clearline.engine.seal.SealHead;
import io.clearline.engine.seal.SealReport;
import io.clearline.engine.seal.SignedHead;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;

/** Says in words what a check of seals found. */
final class SealReportText {
    private final PrintStream out;
    private final SealReport report;

    SealReportText(final PrintStream out, final SealReport report) {
        this.out = out;
        this.report = report;
    }

    /**
     * Prints it.
     *
     * @param keyGiven whether the key came from elsewhere
     * @param heads the file of heads that were kept elsewhere; null = none
     */
    void print(final boolean keyGiven, final Path heads) {
        if (report.damagedBlock() > 0) {
            out.println("  that damage is in block " + report.damagedBlock());
        }
        final SealHead last = report.last();
        out.printf(Locale.ROOT, "%,d of %,d blocks hold what was sealed%s%n",
            report.soundBlocks(), report.blocks(), last == null ? ""
                : String.format(Locale.ROOT, "; the last head covers record %d, sealed at %s",
                    last.lastSequence(), JsonText.time(last.sealedAtMs())));
        if (last != null) {
            out.println("  key " + last.key() + (keyGiven ? ", as given"
                : ": the one that lies in the directory itself. This finds damage; against who"
                    + " could write there, give --key"));
        }
        if (report.missingBlocks() > 0) {
            out.printf(Locale.ROOT, "  the first blocks are no longer kept as a whole: %,d%n",
                report.missingBlocks());
        }
        if (report.skipped() > 0) {
            out.printf(Locale.ROOT, "  records before the first block that can be checked: %,d%n",
                report.skipped());
        }
        if (report.unsealed() > 0) {
            out.printf(Locale.ROOT, "  %,d records behind the last head are not sealed yet%n",
                report.unsealed());
        }
        if (report.tornBytes() > 0) {
            out.printf(Locale.ROOT, "  %,d bytes of an unfinished head at the end: the next one"
                + " takes its place%n", report.tornBytes());
        }
        report.witnesses().forEach(this::witness);
        if (heads != null) {
            out.printf(Locale.ROOT, "  heads of %2$s found here as they are: %1$,d%n",
                report.matched(), heads);
        }
        report.faults().forEach(this::fault);
        if (report.moreFaults() > 0) {
            out.printf(Locale.ROOT, "  and %,d more%n", report.moreFaults());
        }
        report.forks().forEach(this::fork);
    }

    private void witness(final SealReport.Witnessed witnessed) {
        out.println("  block " + witnessed.head().block() + " countersigned by "
            + witnessed.witness().district() + " at "
            + JsonText.time(witnessed.witness().countersignature().atMs()) + ", key "
            + witnessed.witness().key().id().brief() + (witnessed.trusted() ? ", as given"
                : ": as it lies in the directory, give --countersigner to be sure"));
    }

    private void fault(final Damage fault) {
        out.println("  not as sealed, from record " + fault.sequence() + ": " + fault.what() + " ("
            + fault.file() + " at byte " + fault.offset() + ")");
    }

    private void fork(final ForkException fork) {
        out.println("  not as known: " + fork.getMessage());
        fork(out, fork);
    }

    /** Shows both heads. */
    static void fork(final PrintStream out, final ForkException fork) {
        final String[] names = {"known", "found"};
        for (int i = 0; i < fork.heads().size(); i++) {
            final SignedHead head = fork.heads().get(i);
            out.println("  " + names[i] + ": " + head.head());
            out.println("    " + head.line());
        }
    }
}
