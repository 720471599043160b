package io.clearline.tools;

import io.clearline.engine.follower.Retention;
import io.clearline.engine.follower.Snapshotter;
import io.clearline.engine.journal.DataDirectory;
import io.clearline.engine.snapshot.Snapshot;
import io.clearline.engine.snapshot.Snapshots;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code clearline snapshot}. */
@Command(
    name = "snapshot",
    description = "Writes the state at the end of the journal, so that the next start need not"
        + " apply all records. An engine may be running: only the journal is read.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class SnapshotVerb implements Callable<Integer> {
    private static final double NS_PER_S = 1e9;

    private final Streams streams;

    @Mixin
    private DataOption data;

    @Option(names = "--keep", defaultValue = "" + Snapshots.KEPT, paramLabel = "N",
        description = "How many snapshots stay, 2 or more (default: 2).")
    private int keep;

    @Option(names = "--prune",
        description = "Deletes journal files that lie behind the older kept snapshot and behind"
            + " every follower. What is deleted can no longer be replayed, dumped or explained:"
            + " copy it away first.")
    private boolean prune;

    SnapshotVerb(final Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        if (keep < Snapshots.KEPT) {
            throw Failure.usage("--keep " + keep + " is too few: at least " + Snapshots.KEPT
                + " snapshots are kept, in case the newest turns out bad");
        }
        final DataDirectory directory = data.look();
        take(directory);
        if (prune) {
            prune(directory);
        }
        return 0;
    }

    private void take(final DataDirectory directory) {
        final long startNs = System.nanoTime();
        try (Snapshotter snapshotter = Snapshotter.open(directory, Cores::create, keep)) {
            snapshotter.unusable().forEach(unusable ->
                streams.err().println("clearline snapshot: SNAPSHOT NOT USED, " + unusable));
            snapshotter.catchUpToEnd();
            final Optional<Snapshot> taken = snapshotter.take();
            if (taken.isPresent()) {
                streams.out().printf(Locale.ROOT,
                    "snapshot of record %d: %,d bytes in %.2f s, %s%n", taken.get().sequence(),
                    taken.get().bytes(), (System.nanoTime() - startNs) / NS_PER_S,
                    taken.get().file());
            } else if (snapshotter.lastSequence() == 0) {
                throw Failure.usage("there is nothing in " + data.directory()
                    + " yet to take a snapshot of");
            } else {
                streams.out().printf(Locale.ROOT, "snapshot of record %d is there already%n",
                    snapshotter.lastSequence());
            }
        }
    }

    private void prune(final DataDirectory directory) {
        final Retention.Result result = Retention.prune(directory, Cores::create, keep);
        streams.out().printf(Locale.ROOT,
            "%d journal files deleted (%,d bytes); the journal begins with record %d%n",
            result.cut().files(), result.cut().bytes(), result.cut().firstSequence());
        streams.out().printf(Locale.ROOT, "kept because of: %s%n", result.limitedBy());
    }
}
